import { isObject, type JsonObject, parseJson } from '../json.ts';

/** Alarms inside something else: a list of DescribeAlarms, the input of a pipe or a rule, a record of records. */

/** Values looked at; what is larger is no envelope of an alarm. */
const MOST_VALUES = 2_000;
const DEEPEST = 8;
const LONGEST_TEXT = 300_000;

/** Every alarm that the value holds, in order; none within another. Never throws. */
export function alarmsWithin(value: unknown): readonly JsonObject[] {
  const search: Search = { found: [], left: MOST_VALUES };
  look(value, 0, search);
  return search.found;
}

interface Search {
  readonly found: JsonObject[];
  left: number;
}

function look(value: unknown, depth: number, search: Search): void {
  search.left -= 1;
  if (search.left < 0 || depth > DEEPEST) return;
  if (isObject(value) && isAlarm(value)) search.found.push(value);
  else for (const part of partsOf(value)) look(part, depth + 1, search);
}

function partsOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return mayHold(value) ? [parseJson(value)] : [];
  if (Array.isArray(value)) return value.slice(0, MOST_VALUES);
  return isObject(value) ? Object.values(value) : [];
}

/** The state of a notification, or of what DescribeAlarms returns, or the forms of EventBridge and of the Lambda action. */
function isAlarm(source: JsonObject): boolean {
  const isNamed = NAMES.some((key) => typeof source[key] === 'string');
  return isNamed && STATES.some((key) => typeof source[key] === 'string');
}

const NAMES = ['AlarmName', 'AlarmArn', 'alarmName', 'alarmArn'];
const STATES = ['NewStateValue', 'StateValue', 'newStateValue'];

function mayHold(text: string): boolean {
  return text.length <= LONGEST_TEXT && /^\s{0,99}["[{]/.test(text) && /StateValue/i.test(text);
}

/**
 * The alarms of a text that ends in JSON, as when the output of a command is pasted. What stands before the JSON
 * becomes a fact of the first alarm.
 */
export function alarmsPasted(text: string): readonly JsonObject[] {
  const start = text.slice(0, 2_000).search(/[[{]/);
  if (start < 0 || text.length > LONGEST_TEXT || !/"(?:New)?StateValue"/.test(text)) return [];
  const [first, ...others] = alarmsWithin(parseJson(text.slice(start)));
  if (first === undefined) return [];
  const said = text.slice(0, start).trim();
  return [said === '' ? first : { ...first, Note: said }, ...others];
}
