/** A night as it was recorded, in the order in which it went: what the alarms did, not what was told of it. */

import { BACKUP, FLAPPING, FLEET, QUEUE, type Recorded, TARGETS, WEB } from './recorded.ts';

export interface Step {
  /** `HH:MM:SS` of the night; before midnight with a minus in front, as a time that is left until then. */
  readonly at: string;
  readonly alarm: Recorded;
  readonly to: 'ALARM' | 'OK';
  /** The datapoints of the reason, newest first. */
  readonly values: readonly number[];
  /** Why CloudWatch could not send it, where it could not. */
  readonly refused?: string;
}

/** One availability zone goes: 47 alarms within two minutes. */
const STORM: readonly Step[] = [...FLEET, ...TARGETS, QUEUE].map((alarm, index) => ({
  at: clockTime('03:02:10', index * 2.5),
  alarm,
  to: 'ALARM',
  values:
    alarm === QUEUE ? [1_260, 1_020] : alarm.comparison === 'LessThanThreshold' ? [0, 0] : [1, 1],
}));

/** It comes back; but the checkout's targets and the queue do not. */
const RECOVERY: readonly Step[] = [...FLEET, ...TARGETS.slice(1)].map((alarm, index) => ({
  at: clockTime('03:20:05', index),
  alarm,
  to: 'OK',
  values: alarm.comparison === 'LessThanThreshold' ? [4] : [0],
}));

/** It goes off again and again, and comes to rest. */
const FLAPS: readonly Step[] = [
  ['04:05:10', 'ALARM'],
  ['04:08:10', 'OK'],
  ['04:10:10', 'ALARM'],
  ['04:12:10', 'OK'],
  ['04:14:10', 'ALARM'],
  ['04:16:10', 'OK'],
  ['04:18:10', 'ALARM'],
  ['04:21:10', 'OK'],
  ['04:23:10', 'ALARM'],
  ['04:26:10', 'OK'],
].map(([at = '', to]) => {
  const isAlarm = to === 'ALARM';
  return {
    at,
    alarm: FLAPPING,
    to: isAlarm ? 'ALARM' : 'OK',
    values: isAlarm ? [84.1] : [71.5],
  };
});

export const NIGHT: readonly Step[] = [
  { at: '-06:40:00', alarm: WEB, to: 'ALARM', values: [88.2, 86.1, 83.3] },
  { at: '-06:31:00', alarm: WEB, to: 'OK', values: [52.7] },
  { at: '-02:05:00', alarm: WEB, to: 'ALARM', values: [90.4, 87.7, 82.9] },
  { at: '-01:55:00', alarm: WEB, to: 'OK', values: [48.3] },
  { at: '02:14:05', alarm: WEB, to: 'ALARM', values: [93.4, 88.9, 84.2] },
  { at: '02:39:05', alarm: WEB, to: 'OK', values: [41.6] },
  ...STORM,
  ...RECOVERY,
  ...FLAPS,
  {
    at: '05:25:05',
    alarm: BACKUP,
    to: 'ALARM',
    values: [3],
    refused: 'Access to the topic was denied',
  },
];

/** The first that is told: what was before is history by then. */
export const NIGHT_BEGINS = '02:00:00';
export const NIGHT_ENDS = '09:01:00';
/** The weekly report comes at this time. */
export const REPORT_AT = '09:00:00';

/** Milliseconds since midnight, negative before it. */
export function sinceMidnight(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.replace('-', '').split(':').map(Number);
  return (time.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** So many seconds after that time. */
function clockTime(start: string, seconds: number): string {
  return new Date(sinceMidnight(start) + Math.floor(seconds) * 1000).toISOString().slice(11, 19);
}
