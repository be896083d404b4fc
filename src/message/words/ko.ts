import { type Sign, sideOf, symbolOf } from '../../alarm/comparison.ts';
import type { Words } from './words.ts';

const COMPARISONS: Readonly<Record<Sign, string>> = {
  '>': '초과',
  '≥': '이상',
  '<': '미만',
  '≤': '이하',
};

const STATISTICS: ReadonlyMap<string, string> = new Map([
  ['Average', '평균'],
  ['Maximum', '최대'],
  ['Minimum', '최소'],
  ['Sum', '합계'],
  ['SampleCount', '샘플 수'],
]);

const SIDES = { above: '위', below: '아래', outside: '밖' } as const;
const STATE = { ALARM: '경보', OK: '정상', INSUFFICIENT_DATA: '데이터 없음' } as const;

export const korean: Words = {
  locale: 'ko',
  state: STATE,
  cpu: 'CPU',
  labels: {
    instance: '인스턴스',
    resource: '리소스',
    since: '시작',
    account: '계정',
    region: '리전',
    expression: '표현식',
    query: '쿼리',
    rule: '규칙',
    children: '하위 경보',
    alarm: '경보',
    metric: '지표',
    runbook: '런북',
  },
  metricOf: (metric, resource) => `${resource} ${metric}`,
  headline: (state, subject, value) => {
    const where = value === undefined ? '' : state === 'OK' ? ` ${value} (회복)` : ` ${value}`;
    return `${STATE[state]}: ${subject}${where}`;
  },
  measured: (metric, statistic, value) => {
    const name = statistic === undefined ? '' : ` ${STATISTICS.get(statistic) ?? statistic}`;
    return `${metric}${name} ${value}`;
  },
  beyond: (comparison, threshold) => {
    const symbol = symbolOf(comparison);
    const word = symbol && COMPARISONS[symbol];
    return word && `${threshold} ${word}`;
  },
  withinAgain: (beyond) => `${beyond} 상태 해소`,
  outOfBand: (comparison, lower, upper) => {
    const side = SIDES[sideOf(comparison) ?? 'outside'];
    const range =
      lower !== undefined && upper !== undefined
        ? `(${lower}~${upper})`
        : upper !== undefined
          ? `(최대 ${upper})`
          : lower !== undefined
            ? `(최소 ${lower})`
            : '';
    return `예상 범위${range} ${side}`;
  },
  inBandAgain: '예상 범위로 복귀',
  periods: ({ breaching, evaluated, length }) => {
    const each = length === undefined ? '' : `(각 ${length})`;
    if (breaching === undefined) return undefined;
    if (evaluated === undefined) return `기간${each} *${breaching}개*`;
    return evaluated === '1'
      ? `최근 기간${each}`
      : `최근 기간${each} *${evaluated}개 중 ${breaching}개*`;
  },
  sentence: (pieces) => `${pieces.join(', ')}.`,
  noDatapoints: (count, length) =>
    `데이터 포인트 없음: *기간${length === undefined ? '' : `(각 ${length})`} ${count}개*`,
  missingCounts: (treatedAs) => {
    if (treatedAs === 'breaching') return '이 경보는 누락된 데이터를 임계값 위반으로 봅니다.';
    return treatedAs === 'notBreaching' ? '이 경보는 누락된 데이터를 정상으로 봅니다.' : undefined;
  },
  usuallyStopped: '인스턴스라면 대개 중지되었거나 종료되었다는 뜻입니다.',
  unchecked: '경보가 새로 만들어졌거나 변경되어 아직 평가되지 않았습니다.',
  noData: '상태를 판단하기에 데이터가 부족합니다.',
  wasInAlarm: (duration, worst, isLow = false) => {
    const named = worst === undefined ? '' : `, ${isLow ? '최저' : '최고'} *${worst}*`;
    return `경보 지속 시간 *${duration}*${named}.`;
  },
  seriesInAlarm: (inAlarm, evaluated) => `경보 상태인 시계열: *${evaluated}개 중 ${inAlarm}개*.`,
  childrenInAlarm: (children, rest) =>
    `${children.join(', ')}${rest > 0 ? ` 외 ${rest}개` : ''} 경보 상태`,
  ruleIsTrue: '이 복합 경보의 규칙이 충족되었습니다.',
  ruleIsFalse: '이 복합 경보의 규칙이 더 이상 충족되지 않습니다.',
  reasonGiven: (reason) => `전달된 사유: ${reason}`,
  settled: '경보의 첫 상태이거나 데이터 수신이 재개됨',
  averageOf: (statistic, length) =>
    [length, STATISTICS.get(statistic ?? '') ?? statistic].filter(Boolean).join(' '),
  breachingFrom: (time) => `위반 시작 ${time}`,
  late: (duration) => `${duration} 늦게 전달됨`,
  digest: (count, alarms) =>
    `늦게 전달된 알림 ${count}건${alarms === undefined ? '' : `(경보 ${alarms}개)`}`,
  digestHint: '제때 Slack에 전달되지 못한 알림입니다. 각 줄은 가장 최근 상태를 보여 줍니다.',
  changes: (count) => `상태 변경 ${count}회`,
  empty: '내용이 없는 알림입니다.',
  noteTitle: '알림',
  chart: { value: '값', threshold: '임계값', upper: '상한', lower: '하한', time: '시각' },
};
