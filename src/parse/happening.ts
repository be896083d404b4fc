import { isObject, type JsonObject, present } from '../json.ts';
import { unescaped } from './facts.ts';
import { at, errorText, lines, nameOf, said, severityOf, words } from './note-fields.ts';
import type { Note, Severity } from './notes.ts';

/** What happened to what, of a form that has no row of its own: the usual names of a thing, a state and a reason. */

/** Written without capitals and dividers, which stand for any spelling: `job-name` and `JobName` are `jobname`. */
const TITLES = ['title', 'headline', 'summary'];
const THINGS =
  `jobname statemachinearn alarmname alarm name pipelinename projectname applicationname application functionname
  repositoryname servicename clustername stackname bucketname domainname queuename documentname checkname commonname
  resource resourcename resourcearn resourceid instanceid snapshotid volumeid ec2instanceid keyid
  app service job host`.split(/\s+/);
const STATES = ['state', 'status', 'result', 'outcome', 'conclusion', 'newstate'];
const REASONS =
  `message msg statusreason statusmessage statereason reason error cause errorinformation errormessage failurereason
  failuremessage detailmessage description body text`.split(/\s+/);
const SEVERITIES = ['severity', 'level', 'loglevel', 'alerttype', 'urgency', 'priority'];
/** What no list can name: `crawlerName`, `TrainingJobStatus`. */
const OTHER_THING = /(?<!user|file|event|host|type|class|region|account|action)name$/;
const OTHER_STATE = /(?:status|state)$/;

/** How an event's name ends, which says nothing. */
const ENDING =
  /(?: (?:Execution|State|Status|State-change|Status-change|Change|Notification|Event|Finding))+$/;

/**
 * Undefined where it names neither a title nor a thing with its state; an event's own name for itself does for a state.
 * @param resource what the event is about, where it does not say so in its own words
 */
export function happeningOf(
  source: JsonObject,
  kind: string | undefined,
  resource?: string,
): (Required<Pick<Note, 'title'>> & Pick<Note, 'text' | 'severity'>) | undefined {
  const keys = keysOf(source);
  const told = (names: readonly string[], other?: RegExp) => firstOf(source, keys, names, other);
  const thing = nameOf(told(THINGS, OTHER_THING) ?? resource);
  const state = wordOf(told(STATES, OTHER_STATE));
  const title = told(TITLES) ?? titleOf(kind, thing, state);
  if (title === undefined || title.length > 300) return undefined;
  const text = textOf(source, keys, title);
  const severity =
    howBad(source, keys, state) ?? severityOfKind(kind ?? /^\[([^\]:]{1,40})/.exec(title)?.[1]);
  return present({ title, text: text || undefined, severity });
}

/** The text and the severity of what names neither a title nor a thing with its state; undefined without a text. */
export function sayingOf(source: JsonObject): Pick<Note, 'text' | 'severity'> | undefined {
  const keys = keysOf(source);
  const text = textOf(source, keys);
  const severity = howBad(source, keys, undefined);
  return text === '' ? undefined : present({ text, severity });
}

/** What happened to what, of the outermost object within that tells it. */
export function happeningWithin(source: JsonObject): ReturnType<typeof happeningOf> {
  let objects: readonly JsonObject[] = [source];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    objects = objects
      .flatMap((object) => Object.values(object).filter(isObject))
      .slice(0, MOST_OBJECTS);
    const found = objects.map((object) => happeningOf(object, undefined)).find(Boolean);
    if (found !== undefined) return found;
  }
  return undefined;
}

const DEEPEST = 3;
const MOST_OBJECTS = 20;

function textOf(source: JsonObject, keys: ReadonlyMap<string, string>, title?: string): string {
  const given = REASONS.map((name) => errorText(at(source, keys.get(name) ?? '')));
  const shown = given.filter((one) => one !== title && !IS_JSON.test(one ?? ''));
  const text = unescaped(lines([...new Set(shown)]));
  return withoutFence(text);
}

/** Without what Datadog puts around Markdown. */
export function withoutFence(text: string): string {
  if (!text.includes('%%%')) return text;
  return lines(text.split('\n').filter((line) => line.trim() !== '%%%')).trim();
}

function howBad(
  source: JsonObject,
  keys: ReadonlyMap<string, string>,
  state: string | undefined,
): Severity | undefined {
  return (
    severityOf(firstOf(source, keys, SEVERITIES)) ??
    severityOf(at(source, 'severity', 'description') ?? state)
  );
}

/** What an event is called says how bad it is only where it says so. */
export function severityOfKind(kind: string | undefined): Severity | undefined {
  const severity = severityOf(kind);
  return severity === 'info' ? undefined : severity;
}

function titleOf(
  kind: string | undefined,
  thing: string | undefined,
  state: string | undefined,
): string | undefined {
  if (thing === undefined)
    return kind && state && !isSaidBy(kind, state)
      ? words(kind.replace(ENDING, ''), state)
      : undefined;
  if (state === undefined) return kind === undefined ? undefined : said(kind, thing);
  return isSaidBy(kind, state) ? said(kind, thing) : words(kind?.replace(ENDING, ''), thing, state);
}

/** `Upload Failed` says `FAILED`. */
function isSaidBy(kind: string | undefined, state: string): boolean {
  return kind?.toLowerCase().includes(state.toLowerCase().slice(0, 4)) === true;
}

/** A sentence is no state. */
function wordOf(state: string | undefined): string | undefined {
  return /^\S{1,40}(?: \S{1,40})?$/.test(state ?? '') ? state : undefined;
}

const IS_JSON = /^(?:\{|\[\s{0,9}[[{"])/;

/** Its own keys, by what they are without capitals and dividers. */
function keysOf(source: JsonObject): ReadonlyMap<string, string> {
  const keys = Object.keys(source).slice(0, MOST_KEYS);
  return new Map(
    keys.toReversed().map((key) => [key.replace(/[^\p{L}\d]/gu, '').toLowerCase(), key]),
  );
}

const MOST_KEYS = 300;

function firstOf(
  source: JsonObject,
  keys: ReadonlyMap<string, string>,
  names: readonly string[],
  other?: RegExp,
): string | undefined {
  const others = [...keys.keys()].toReversed().filter((name) => other?.test(name));
  return [...names, ...others]
    .map((name) => at(source, keys.get(name) ?? ''))
    .find((text) => text !== undefined && !IS_JSON.test(text));
}
