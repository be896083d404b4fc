import { NBSP } from '../../format.ts';
import type { ReportWords } from '../report.ts';

function times(count: number): string {
  return `${count}${NBSP}${count === 1 ? 'time' : 'times'}`;
}

function alarmsOf(count: number): string {
  return `${count}${NBSP}${count === 1 ? 'alarm' : 'alarms'}`;
}

export const report: ReportWords = {
  heading: (count, spoke, alarms) =>
    `Last week: ${count}${NBSP}${count === 1 ? 'ALARM' : 'ALARMs'} from ${spoke} of ${alarmsOf(alarms)}`,
  loudest: 'Went off most often',
  spoken: (count, healed, longest) => {
    const soon = healed === 0 ? '' : `, ${healed} of them over within 5${NBSP}minutes`;
    return `${times(count)}${soon}, the longest ${longest}`;
  },
  healed: 'Always over within 5 minutes, before anybody could act',
  silent: (count) => `Never went off (${alarmsOf(count)})`,
  noData: (count) => `Without data now (${alarmsOf(count)})`,
  more: (count) => `and ${count} more`,
  advice: (limit, wait, told, of) =>
    `${limit} for ${wait} would have told ${told} of ${of}, among them every one that lasted longer than ${wait}.`,
  command: 'This changes it:',
};
