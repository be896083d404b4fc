import type { Locale } from '../format.ts';
import { NBSP } from '../format.ts';

/** The words of the weekly report, apart from the others: an alarm never waits for them. */
export interface ReportWords {
  /** `Last week: 57 ALARMs from 4 of 12 alarms` */
  readonly heading: (times: number, spoke: number, alarms: number) => string;
  readonly loudest: string;
  /** `43 times, 38 of them over within 5 minutes, the longest 2 hours` */
  readonly spoken: (times: number, healed: number, longest: string) => string;
  readonly healed: string;
  readonly silent: (count: number) => string;
  readonly noData: (count: number) => string;
  /** How many more there are than are listed. */
  readonly more: (count: number) => string;
  /** A limit and a time: `85% for 20 minutes would have told 9 of 43, …`. All formatted and escaped. */
  readonly advice: (limit: string, wait: string, told: number, of: number) => string;
  readonly command: string;
}

function times(count: number): string {
  return `${count}${NBSP}${count === 1 ? 'time' : 'times'}`;
}

function alarmsOf(count: number): string {
  return `${count}${NBSP}${count === 1 ? 'alarm' : 'alarms'}`;
}

const en: ReportWords = {
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

const ko: ReportWords = {
  heading: (count, spoke, alarms) =>
    `지난주: 경보 ${alarms}개 중 ${spoke}개가 모두 ${count}번 울렸습니다`,
  loudest: '가장 자주 울린 경보',
  spoken: (count, healed, longest) => {
    const soon = healed === 0 ? '' : ` 그중 ${healed}번은 5분 안에 끝났고,`;
    return `${count}번 울렸으며,${soon} 가장 길게는 ${longest} 동안 이어졌습니다`;
  },
  healed: '매번 손쓸 틈도 없이 5분 안에 끝난 경보',
  silent: (count) => `한 번도 울리지 않은 경보(${count}개)`,
  noData: (count) => `지금 데이터가 없는 경보(${count}개)`,
  more: (count) => `외 ${count}개`,
  advice: (limit, wait, told, of) =>
    `기준을 ${wait} 동안 ${limit}로 바꾸었다면 ${of}번 중 ${told}번만 알렸을 것이고, ${wait}보다 오래 이어진 경보는 하나도 빠지지 않았을 것입니다.`,
  command: '다음 명령으로 바꿀 수 있습니다.',
};

export const REPORT_WORDS: Readonly<Record<Locale, ReportWords>> = { en, ko };
