import { sinceMidnight } from './sequence.ts';

/** What is shown of the night by itself: the messages that come from one time to another. */
export interface Scene {
  readonly name: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

export const SCENES: readonly Scene[] = [
  { name: 'night-storm', title: 'Storm of 47 alarms', from: '03:03:00', to: '03:06:00' },
  { name: 'night-recovery', title: 'Storm that is over', from: '03:20:30', to: '03:25:00' },
  { name: 'night-flapping', title: 'Flapping alarm', from: '04:18:00', to: '04:20:00' },
  { name: 'night-rest', title: 'Flapping alarm at rest', from: '05:00:00', to: '05:01:00' },
  { name: 'night-missed', title: 'Missed notification', from: '06:00:00', to: '06:01:00' },
  { name: 'night-reminder', title: 'Reminder after 4 hours', from: '08:00:00', to: '08:01:00' },
  { name: 'night-report', title: 'Weekly report', from: '09:00:00', to: '09:01:00' },
];

/** Undefined where the time, in milliseconds since midnight, is in none of them. */
export function sceneAt(scenes: readonly Scene[], time: number): Scene | undefined {
  return scenes.find(({ from, to }) => sinceMidnight(from) <= time && time < sinceMidnight(to));
}
