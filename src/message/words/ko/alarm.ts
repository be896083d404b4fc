import { type Sign, sideOf, symbolOf } from '../../../alarm/comparison.ts';
import type { Words } from '../words.ts';
import { night } from './night.ts';
import { note } from './notes.ts';

const COMPARISON_WORDS: Readonly<Record<Sign, string>> = {
  '>': '초과',
  '≥': '이상',
  '<': '미만',
  '≤': '이하',
};

const STATISTIC_WORDS: ReadonlyMap<string, string> = new Map([
  ['Average', '평균'],
  ['Maximum', '최대'],
  ['Minimum', '최소'],
  ['Sum', '합계'],
  ['SampleCount', '샘플 수'],
]);

const STATE = { ALARM: '경보', OK: '정상', INSUFFICIENT_DATA: '데이터 없음' } as const;

const CHECKS: ReadonlyMap<string, string> = new Map([
  ['StatusCheckFailed_Instance', '인스턴스 상태 검사'],
  ['StatusCheckFailed_System', '시스템 상태 검사'],
  ['StatusCheckFailed_AttachedEBS', 'EBS 상태 검사'],
]);

/** `*80%* 초과` as a sentence's end; the band's words are one already. */
function over(beyond: string, isPast: boolean): string {
  return /니다$/.test(beyond) ? beyond : `${beyond} ${isPast ? '상태였습니다' : '상태입니다'}`;
}

function bandText(lower: string | undefined, upper: string | undefined): string {
  if (lower !== undefined && upper !== undefined) return `(${lower}~${upper})`;
  if (upper !== undefined) return `(${upper} 이하)`;
  return lower === undefined ? '' : `(${lower} 이상)`;
}

export const korean: Words = {
  locale: {
    language: 'ko',
    group: ',',
    decimal: '.',
    isUnitApart: false,
    durations: {
      day: ['일', '일'],
      hour: ['시간', '시간'],
      minute: ['분', '분'],
      second: ['초', '초'],
    },
  },
  state: STATE,
  cpu: 'CPU',
  labels: {
    instance: '인스턴스',
    resource: '리소스',
    expression: '표현식',
    query: '쿼리',
    rule: '규칙',
    alarm: '경보',
    metric: '지표',
    runbook: '런북',
    logs: '로그',
    alarmAccount: '경보 계정',
  },
  metricOf: (metric, resource) => `${resource} ${metric}`,
  headline: (state, subject, value) => {
    const where = value === undefined ? '' : ` ${value}`;
    return `${STATE[state]}: ${subject}${where}`;
  },
  quoted: (name) => `‘${name}’`,
  resolved: (lasted, subject, value, isBack) => {
    const head = lasted === undefined ? '해소' : `${lasted} 만에 해소`;
    const now = value === undefined ? '' : ` ${value}${isBack ? ' (회복)' : ''}`;
    return `${head}: ${subject}${now}`;
  },
  lostInAlarm: (subject, lasted) => {
    const was = lasted === undefined ? '경보 상태였으며' : `${lasted} 동안 경보 상태였으며`;
    return `${STATE.INSUFFICIENT_DATA}: ${subject} (${was} 회복되지 않음)`;
  },
  alarmWithoutData: (subject) => `${STATE.ALARM}: ${subject} 데이터 없음`,
  failed: (subject) => `${STATE.ALARM}: ${subject} 실패`,
  statusCheck: (metric) => CHECKS.get(metric) ?? '상태 검사',
  statusCheckFailed: (periods) =>
    periods === undefined ? '상태 검사에 실패했습니다' : `${periods} 상태 검사에 실패했습니다`,
  pushSpan: (total) => (total === undefined ? '' : `(${total} 동안)`),
  labelled: (label, value) => `${label}: ${value}`,
  newest: (value) => `최근 값 ${value}`,
  limit: (beyond) => `임계값: ${beyond}`,
  breached: ({ label, beyond, limit, periods, newest }) => {
    const end = beyond && over(beyond, newest !== undefined);
    const said = [periods, end].filter(Boolean).join(' ');
    const first = [label, limit, said].filter(Boolean).join(', ');
    const sentences = [first, newest].filter(Boolean).map((text) => `${text}.`);
    return sentences.length === 0 ? undefined : sentences.join(' ');
  },
  sentenceOf: (pieces) => {
    const said = pieces.filter(Boolean).join(', ');
    return said === '' ? undefined : `${said}.`;
  },
  beyond: (comparison, threshold) => {
    const symbol = symbolOf(comparison);
    const word = symbol && COMPARISON_WORDS[symbol];
    return word && `${threshold} ${word}`;
  },
  withinAgain: (beyond) => `더 이상 ${beyond} 상태가 아닙니다`,
  outOfBand: (comparison, lower, upper) => {
    const range = bandText(lower, upper);
    const side = sideOf(comparison);
    if (side === 'above') return `예상 범위${range}보다 높습니다`;
    return side === 'below' ? `예상 범위${range}보다 낮습니다` : `예상 범위${range}를 벗어났습니다`;
  },
  inBandAgain: '예상 범위로 돌아왔습니다',
  periods: ({ breaching, evaluated, length, total }) => {
    if (breaching === undefined) return undefined;
    const each = length === undefined ? '최근 기간' : `최근 ${length} 단위`;
    if (evaluated === 1) return length === undefined ? '최근 기간 동안' : `최근 *${length}* 동안`;
    if (total !== undefined) return `*${total}* 동안(${evaluated}회 중 ${breaching}회)`;
    return evaluated === undefined
      ? `${each} *${breaching}회*`
      : `${each} ${evaluated}회 중 *${breaching}회*`;
  },
  sentence: (pieces) => `${pieces.join(', ')}.`,
  noDatapoints: (count, length) => {
    const each = length === undefined ? '' : `${length} 단위로 `;
    const span =
      length === undefined || count > 1 ? `*${each}${count}회 연속*` : `*${length}* 동안`;
    return `${span} 데이터가 들어오지 않았습니다`;
  },
  missingCounts: (treatedAs) => {
    if (treatedAs === 'breaching') return '이 경보는 누락된 데이터를 임계값 위반으로 봅니다.';
    return treatedAs === 'notBreaching' ? '이 경보는 누락된 데이터를 정상으로 봅니다.' : undefined;
  },
  usuallyStopped: '인스턴스라면 대개 중지되었거나 종료되었다는 뜻입니다.',
  unchecked: '경보가 새로 만들어졌거나 변경되어 아직 평가되지 않았습니다.',
  noData: '상태를 판단하기에 데이터가 부족합니다.',
  worst: (value, isLow) => `${isLow ? '최저' : '최고'} ${value}`,
  vanished:
    '이 시계열에서 더 이상 데이터가 들어오지 않습니다. CloudWatch가 정상으로 바꾸었지만 회복되었다는 뜻은 아닙니다.',
  configured: (age) => `이 경보는 ${age} 전에 만들어졌거나 변경되었습니다.`,
  seriesInAlarm: (inAlarm, evaluated) =>
    `시계열 *${evaluated}개 중 ${inAlarm}개가* 경보 상태입니다.`,
  childrenInAlarm: (children, rest) =>
    `다음 경보가 발생했습니다: ${children.join(', ')}${rest > 0 ? ` 외 ${rest}개` : ''}`,
  reasonGiven: (reason) =>
    `CloudWatch가 만든 문구가 아닙니다(직접 설정했을 가능성이 큽니다). 사유: “${reason}”`,
  settled: (kind) => {
    if (kind === 'first') return '이 경보의 첫 상태입니다';
    return kind === 'again' ? '데이터가 다시 들어옵니다' : '첫 상태이거나 데이터가 다시 들어옵니다';
  },
  averageOf: (statistic, length) => {
    if (statistic === undefined) return length === undefined ? '' : `${length} 주기`;
    return [length, STATISTIC_WORDS.get(statistic) ?? statistic].filter(Boolean).join(' ');
  },
  breachingFrom: (_side, time) => `임계값 위반 시작 ${time}`,
  late: (duration) => `${duration} 늦게 전달됨`,
  digest: (count, alarms) =>
    `늦게 전달된 알림 ${count}건${alarms === undefined ? '' : `(경보 ${alarms}개)`}`,
  together: (count, alarms) => `알림 ${count}건${alarms === undefined ? '' : `(경보 ${alarms}개)`}`,
  part: (number, of) => `${of}개 중 ${number}번째`,
  digestHint: '제때 Slack에 전달되지 못한 알림입니다. 각 줄은 가장 최근 상태를 보여 줍니다.',
  changes: (count) => `상태 변경 ${count}회`,
  more: (count) => `외 ${count}개`,
  empty: '내용이 없는 알림입니다.',
  note,
  noteTitle: '알림',
  unworded: '이 함수의 오류로 알림을 풀어 쓰지 못했습니다.',
  chart: {
    value: '값',
    threshold: '임계값',
    upper: '현재 상한',
    lower: '현재 하한',
    before: {
      second: '경보 전 시간(초)',
      minute: '경보 전 시간(분)',
      hour: '경보 전 시간(시간)',
      day: '경보 전 시간(일)',
    },
    of: (metric, resource) => `${resource} ${metric}`,
    units: { minute: '분', hour: '시간', day: '일' },
  },
  night,
};
