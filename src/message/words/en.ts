import { type Sign, sideOf, symbolOf } from '../../alarm/comparison.ts';
import { NBSP } from '../format.ts';
import type { Words } from './words.ts';

const COMPARISONS: Readonly<Record<Sign, string>> = {
  '>': 'above',
  '≥': 'at or above',
  '<': 'below',
  '≤': 'at or below',
};

const MEASURED: ReadonlyMap<string, string> = new Map([
  ['Average', 'averaged'],
  ['Maximum', 'peaked at'],
  ['Minimum', 'went as low as'],
  ['Sum', 'added up to'],
]);

const SIDES = { above: 'above', below: 'below', outside: 'outside' } as const;
const STATE = { ALARM: 'ALARM', OK: 'OK', INSUFFICIENT_DATA: 'NO DATA' } as const;
const STATISTICS: ReadonlyMap<string, string> = new Map([['SampleCount', 'sample count']]);

export const english: Words = {
  locale: 'en',
  state: STATE,
  cpu: 'CPU',
  labels: {
    instance: 'Instance',
    resource: 'Resource',
    since: 'Since',
    account: 'Account',
    region: 'Region',
    expression: 'Expression',
    query: 'Query',
    rule: 'Rule',
    children: 'Children',
    alarm: 'Alarm',
    metric: 'Metric',
    runbook: 'Runbook',
  },
  metricOf: (metric, resource) => `${metric} of ${resource}`,
  headline: (state, subject, value) => {
    const where = value === undefined ? '' : state === 'OK' ? ` back to ${value}` : ` at ${value}`;
    return `${STATE[state]}: ${subject}${where}`;
  },
  measured: (metric, statistic, value) => {
    const verb = statistic === undefined ? 'is at' : MEASURED.get(statistic);
    if (statistic === 'SampleCount') return `${metric} had ${value} samples`;
    return verb ? `${metric} ${verb} ${value}` : `${metric} (${statistic}) was ${value}`;
  },
  beyond: (comparison, threshold) => {
    const symbol = symbolOf(comparison);
    const word = symbol && COMPARISONS[symbol];
    return word && `${word} ${threshold}`;
  },
  withinAgain: (beyond) => `no longer ${beyond}`,
  outOfBand: (comparison, lower, upper) => {
    const side = SIDES[sideOf(comparison) ?? 'outside'];
    const range =
      lower !== undefined && upper !== undefined
        ? ` of ${lower} to ${upper}`
        : upper !== undefined
          ? ` (up to ${upper})`
          : lower !== undefined
            ? ` (from ${lower})`
            : '';
    return `${side} its expected range${range}`;
  },
  inBandAgain: 'back in its expected range',
  periods: ({ breaching, evaluated, length }) => {
    const of = length === undefined ? '' : ` of ${length}`;
    if (breaching === undefined) return undefined;
    if (evaluated === undefined)
      return `in *${breaching}* ${breaching === '1' ? 'period' : 'periods'}${of}`;
    if (evaluated === '1') return `in the last period${of}`;
    return `in *${breaching} of the last ${evaluated}* periods${of}`;
  },
  sentence: (pieces) => `${pieces.join(', ')}.`,
  noDatapoints: (count, length) => {
    const periods = `${count}${NBSP}${count === 1 ? 'period' : 'periods'}`;
    return `No datapoints for *${periods}${length === undefined ? '' : ` of ${length}`}*`;
  },
  missingCounts: (treatedAs) => {
    if (treatedAs === 'breaching') return 'This alarm counts missing data as breaching.';
    return treatedAs === 'notBreaching' ? 'This alarm counts missing data as good.' : undefined;
  },
  usuallyStopped: 'For an instance this usually means that it was stopped or terminated.',
  unchecked: 'The alarm is new or was changed, and has not been evaluated yet.',
  noData: 'CloudWatch has too little data to tell the state.',
  wasInAlarm: (duration, worst, isLow = false) => {
    const named = worst === undefined ? '' : `, ${isLow ? 'lowest' : 'peak'} *${worst}*`;
    return `Was in ALARM for *${duration}*${named}.`;
  },
  seriesInAlarm: (inAlarm, evaluated) => `*${inAlarm} of ${evaluated}* series are in ALARM.`,
  childrenInAlarm: (children, rest) => {
    const names =
      rest > 0
        ? `${children.join(', ')} and ${rest} more`
        : children.join(', ').replace(/, ([^,]*)$/, ' and $1');
    return `${names} ${children.length + rest === 1 ? 'is' : 'are'} in ALARM`;
  },
  ruleIsTrue: 'The rule of this composite alarm is met.',
  ruleIsFalse: 'The rule of this composite alarm is no longer met.',
  reasonGiven: (reason) => `Reason given: ${reason}`,
  settled: 'first state of this alarm, or data is arriving again',
  averageOf: (statistic, length) => {
    const name =
      STATISTICS.get(statistic ?? '') ??
      statistic?.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
    return [name, length].filter(Boolean).join(' of ');
  },
  breachingFrom: (time) => `breaching since ${time}`,
  late: (duration) => `Delivered ${duration} late`,
  digest: (count, alarms) =>
    `${count}${NBSP}${count === 1 ? 'notification' : 'notifications'} delivered late${alarms === undefined ? '' : `, about ${alarms}${NBSP}${alarms === 1 ? 'alarm' : 'alarms'}`}`,
  digestHint:
    'Slack could not be reached or refused these when they were due. Each line shows the newest state.',
  changes: (count) => `${count}${NBSP}state changes`,
  empty: 'The notification is empty.',
  noteTitle: 'Notification',
  chart: { value: 'Value', threshold: 'Threshold', upper: 'Upper', lower: 'Lower', time: 'Time' },
};
