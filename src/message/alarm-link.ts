import type { Alarm } from '../alarm/alarm.ts';
import { alarmUrl } from './console-url.ts';
import { fitInline, link } from './mrkdwn.ts';

/** Characters that there is room for. */
interface Room {
  readonly name: number;
  /** A link that is longer is left out. */
  readonly link: number;
}

/** The alarm's name, which leads to its page. */
export function alarmLink(alarm: Alarm, room: Room): string {
  const url = alarmUrl(alarm);
  return url === undefined || url.length > room.link
    ? fitInline(alarm.name, room.name)
    : link(url, alarm.name, room.name);
}
