import type { Alarm, ChildAlarm } from '../alarm/alarm.ts';
import { parseAlarmArn, partitionOf } from '../alarm/regions.ts';
import { alarmUrl } from './console-url.ts';
import { fitInline, link } from './mrkdwn.ts';
import type { Words } from './words/words.ts';

/** The alarms that a composite alarm is made of. */

const MOST_CHILDREN = 10;
const NAME_LIMIT = 100;
const LINK_LIMIT = 600;
const ROOM = 1_500;

/** A rule may ask for children that are OK or have no data; those that the payload names without a state are in ALARM. */
function telling({ state, trigger }: Alarm): readonly ChildAlarm[] {
  return state === 'ALARM' && trigger?.kind === 'composite' ? trigger.children : [];
}

/** ` (NO DATA)` of a child that is not in ALARM. */
function stateOf({ state = 'ALARM' }: ChildAlarm, words: Words): string {
  return state === 'ALARM' ? '' : ` (${words.state[state]})`;
}

/** One line a child that is in ALARM, each a link; those that do not fit are counted. */
export function listChildren(alarm: Alarm, words: Words): string {
  const children = telling(alarm);
  const lines: string[] = [];
  let room = ROOM;
  for (const child of children.slice(0, MOST_CHILDREN)) {
    const line = `• ${childName(child, alarm)}${stateOf(child, words)}`;
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const rest = children.length - lines.length;
  return [...lines, ...(rest > 0 ? [`• ${words.more(rest)}`] : [])].join('\n');
}

/** For the phone: their names on one line; empty without any. */
export function nameChildren(alarm: Alarm, words: Words): string {
  const children = telling(alarm);
  const isAll = children.every((child) => stateOf(child, words) === '');
  const names = children.map((child) => fitInline(child.name, 60) + stateOf(child, words));
  const rest = names.length - 3;
  if (isAll && names.length > 0) return words.childrenInAlarm(names.slice(0, 3), rest);
  return [...names.slice(0, 3), ...(rest > 0 ? [words.more(rest)] : [])].join(', ');
}

function childName({ name, arn }: ChildAlarm, { portal }: Alarm): string {
  const found = parseAlarmArn(arn);
  const place = found && { ...found, partition: partitionOf(found.region), name };
  const url = place && alarmUrl({ ...place, ...(portal && { portal }) });
  return url === undefined || url.length > LINK_LIMIT
    ? fitInline(name, NAME_LIMIT)
    : link(url, name, NAME_LIMIT);
}
