import { expect, test } from 'vitest';
import { formatSlackDate } from '../../../src/preview/page/slack-date.ts';
import { everyRow } from '../../helpers/every-row.ts';

const now = Date.UTC(2026, 10, 22, 8, 5, 30);
const at = (...time: [number, number, number, number?, number?, number?]) =>
  Date.UTC(...time) / 1000;

test(
  'a date is written as Slack writes it',
  everyRow(
    [
      ['{date_num} {time_secs}', at(2026, 10, 22, 8, 0, 9), 'UTC', '2026-11-22 8:00:09 AM'],
      ['{date_short_pretty} {time}', at(2026, 10, 22, 8), 'UTC', 'Today 8:00 AM'],
      ['{date_short_pretty} {time}', at(2026, 10, 22, 8), 'Asia/Seoul', 'Today 5:00 PM'],
      ['{date_pretty}', at(2026, 10, 21, 23, 59), 'UTC', 'Yesterday'],
      ['{date_pretty}', at(2026, 10, 21, 23, 59), 'Asia/Seoul', 'Today'],
      ['{date_long_pretty}', at(2026, 10, 23), 'UTC', 'Tomorrow'],
      ['{date_short_pretty}', at(2026, 10, 20), 'UTC', 'Nov 20'],
      ['{date}', at(2026, 10, 20), 'UTC', 'November 20'],
      ['{date_short}', at(2014, 1, 18), 'UTC', 'Feb 18, 2014'],
      ['{date_long}', at(2014, 1, 18), 'UTC', 'Tuesday, February 18, 2014'],
      ['{ago}', at(2026, 10, 22, 8, 0, 30), 'UTC', '5 minutes ago'],
      ['{ago}', at(2026, 10, 22, 5, 5), 'UTC', '3 hours ago'],
      ['{ago}', at(2026, 10, 20, 8, 5), 'UTC', '2 days ago'],
      ['{soon} {time}', at(2026, 10, 22, 8), 'UTC', '{soon} 8:00 AM'],
      ['{toString}', at(2026, 10, 22, 8), 'UTC', '{toString}'],
    ],
    (format, seconds, timeZone, shown) => {
      expect(formatSlackDate(format, seconds, { now, timeZone })).toBe(shown);
    },
  ),
);
