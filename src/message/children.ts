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

/** Those that are in ALARM, as those are that the payload names without a state. */
function telling({ trigger }: Alarm): readonly ChildAlarm[] {
  const children = trigger?.kind === 'composite' ? trigger.children : [];
  return children.filter(({ state = 'ALARM' }) => state === 'ALARM');
}

/** One line a child that is in ALARM, each a link; those that do not fit are counted. */
export function listChildren(alarm: Alarm, words: Words): string {
  if (alarm.state !== 'ALARM') return '';
  const children = telling(alarm);
  const lines: string[] = [];
  let room = ROOM;
  for (const child of children.slice(0, MOST_CHILDREN)) {
    const line = `• ${childName(child, alarm)}`;
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const rest = children.length - lines.length;
  return [...lines, ...(rest > 0 ? [`• ${words.more(rest)}`] : [])].join('\n');
}

/** For the phone: their names on one line; empty without any. */
export function nameChildren(alarm: Alarm, words: Words): string {
  if (alarm.state !== 'ALARM') return '';
  const names = telling(alarm).map(({ name }) => fitInline(name, 60));
  return names.length === 0
    ? ''
    : words.childrenInAlarm(names.slice(0, 3), Math.max(0, names.length - 3));
}

function childName({ name, arn }: ChildAlarm, { portal }: Alarm): string {
  const found = parseAlarmArn(arn);
  const place = found && { ...found, partition: partitionOf(found.region), name };
  const url = place && alarmUrl({ ...place, ...(portal === undefined ? {} : { portal }) });
  return url === undefined || url.length > LINK_LIMIT
    ? fitInline(name, NAME_LIMIT)
    : link(url, name, NAME_LIMIT);
}
