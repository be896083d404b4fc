import { type Sign, sideOf, symbolOf } from '../../../alarm/comparison.ts';
import { NBSP } from '../../format.ts';
import { bold } from '../../mrkdwn.ts';
import type { Words } from '../words.ts';
import { night } from './night.ts';

const COMPARISON_WORDS: Readonly<Record<Sign, string>> = {
  '>': 'above',
  '≥': 'at or above',
  '<': 'below',
  '≤': 'at or below',
};

const SIDES = { above: 'above', below: 'below', outside: 'outside' } as const;
const STATE = { ALARM: 'ALARM', OK: 'OK', INSUFFICIENT_DATA: 'NO DATA' } as const;
const STATISTIC_WORDS: ReadonlyMap<string, string> = new Map([['SampleCount', 'sample count']]);

const CHECKS: ReadonlyMap<string, string> = new Map([
  ['StatusCheckFailed_Instance', 'instance status check'],
  ['StatusCheckFailed_System', 'system status check'],
  ['StatusCheckFailed_AttachedEBS', 'EBS status check'],
]);

const ONE_MINUTE = `1${NBSP}minute`;

/** In the last minute, in the last 5 minutes. */
function withoutOne(length: string): string {
  return length.replace(/^1\u00a0(?=[a-z]+$)/, '');
}

function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function notifications(count: number, alarms: number | undefined): string {
  const said = count === 1 ? 'notification' : 'notifications';
  if (alarms === undefined) return said;
  return `${said} for ${alarms}${NBSP}${alarms === 1 ? 'alarm' : 'alarms'}`;
}

export const english: Words = {
  locale: {
    language: 'en',
    group: ',',
    decimal: '.',
    isUnitApart: true,
    durations: {
      day: [`${NBSP}day`, `${NBSP}days`],
      hour: [`${NBSP}hour`, `${NBSP}hours`],
      minute: [`${NBSP}minute`, `${NBSP}minutes`],
      second: [`${NBSP}second`, `${NBSP}seconds`],
    },
  },
  state: STATE,
  cpu: 'CPU',
  labels: {
    instance: 'Instance',
    resource: 'Resource',
    expression: 'Expression',
    query: 'Query',
    rule: 'Rule',
    alarm: 'Alarm',
    metric: 'Metric',
    runbook: 'Runbook',
    logs: 'Logs',
    alarmAccount: 'alarm in',
  },
  metricOf: (metric, resource) => `${metric} of ${resource}`,
  headline: (state, subject, value) => {
    const where = value === undefined ? '' : ` at ${value}`;
    return `${STATE[state]}: ${subject}${where}`;
  },
  quoted: (name) => `“${name}”`,
  resolved: (lasted, subject, value, isBack) => {
    const head = lasted === undefined ? 'Resolved' : `Resolved after ${lasted}`;
    const now = value === undefined ? '' : isBack ? ` back to ${value}` : ` at ${value}`;
    return `${head}: ${subject}${now}`;
  },
  lostInAlarm: (subject, lasted) => {
    const was = lasted === undefined ? 'was in ALARM' : `was in ALARM for ${lasted}`;
    return `${STATE.INSUFFICIENT_DATA}: ${subject} (${was}, not recovered)`;
  },
  alarmWithoutData: (subject) => `${STATE.ALARM}: no data for ${subject}`,
  failed: (subject) => `${STATE.ALARM}: ${subject} failed`,
  statusCheck: (metric) => CHECKS.get(metric) ?? 'status check',
  statusCheckFailed: (periods) => ['Failed', periods].filter(Boolean).join(' '),
  pushSpan: (total) => (total === undefined ? '' : `for ${total}`),
  labelled: (label, value) => `${label}: ${value}`,
  newest: (value) => `newest ${value}`,
  limit: (beyond) => `limit: ${beyond}`,
  breached: ({ label, beyond, limit, periods, newest }) => {
    const span = [beyond ?? limit, periods].filter(Boolean).join(limit === undefined ? ' ' : ', ');
    const parts = [[label, span].filter(Boolean).join(', '), newest].filter(Boolean);
    return parts.length === 0 ? undefined : `${capital(parts.join('; '))}.`;
  },
  sentenceOf: (pieces) => {
    const said = pieces.filter(Boolean).join(', ');
    return said === '' ? undefined : `${capital(said)}.`;
  },
  beyond: (comparison, threshold) => {
    const symbol = symbolOf(comparison);
    const word = symbol && COMPARISON_WORDS[symbol];
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
  periods: ({ breaching, evaluated, length, total }) => {
    if (breaching === undefined) return undefined;
    const of = length === undefined ? '' : ` of ${length}`;
    if (evaluated === 1)
      return `in the last ${length === undefined ? 'period' : bold(withoutOne(length))}`;
    if (total !== undefined) return `for *${total}* (${breaching} of ${evaluated} periods)`;
    if (evaluated === undefined)
      return `in *${breaching}* ${breaching === 1 ? 'period' : 'periods'}${of}`;
    return length === ONE_MINUTE
      ? `in *${breaching} of the last ${evaluated}* minutes`
      : `in *${breaching} of the last ${evaluated}* periods${of}`;
  },
  sentence: (pieces) => `${capital(pieces.join(', '))}.`,
  noDatapoints: (count, length) => {
    if (count === 1 && length !== undefined) return `No datapoints for *${length}*`;
    const periods = `${count}${NBSP}${count === 1 ? 'period' : 'periods'}`;
    return `No datapoints for *${periods}${length === undefined ? '' : ` of ${length}`}*`;
  },
  missingCounts: (treatedAs) => {
    if (treatedAs === 'breaching') return 'This alarm treats missing data as breaching.';
    return treatedAs === 'notBreaching' ? 'This alarm treats missing data as good.' : undefined;
  },
  usuallyStopped: 'For an instance this usually means that it was stopped or terminated.',
  unchecked: 'The alarm is new or was changed, and has not been evaluated yet.',
  noData: 'CloudWatch has too little data to tell the state.',
  worst: (value, isLow) => `${isLow ? 'lowest' : 'peak'} ${value}`,
  vanished:
    'No data arrives any more from this series: CloudWatch moved it to OK, but nothing says that it recovered.',
  configured: (age) => `This alarm was created or changed ${age} before.`,
  seriesInAlarm: (inAlarm, evaluated) => `*${inAlarm} of ${evaluated}* series are in ALARM.`,
  childrenInAlarm: (children, rest) =>
    `In ALARM: ${children.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
  reasonGiven: (reason) =>
    `Not CloudWatch’s own wording; reason: “${reason}” (most likely set by hand).`,
  settled: (kind) => {
    if (kind === 'first') return 'first state of this alarm';
    return kind === 'again' ? 'data is arriving again' : 'first state, or data is arriving again';
  },
  averageOf: (statistic, length) => {
    if (statistic === undefined) return length === undefined ? '' : `periods of ${length}`;
    const isWord = /^[A-Z][a-z]+$/.test(statistic);
    const name = STATISTIC_WORDS.get(statistic) ?? (isWord ? statistic.toLowerCase() : statistic);
    return [name, length].filter(Boolean).join(' of ');
  },
  breachingFrom: (side, time) =>
    side === undefined || side === 'outside'
      ? `breaching since ${time}`
      : `${side} the limit since ${time}`,
  late: (duration) => `Delivered ${duration} late`,
  digest: (count, alarms) => `${count}${NBSP}late ${notifications(count, alarms)}`,
  together: (count, alarms) => `${count}${NBSP}${notifications(count, alarms)}`,
  part: (number, of) => `part ${number} of ${of}`,
  digestHint: 'These could not be delivered when they were due. Each line shows the newest state.',
  changes: (count) => `${count}${NBSP}state changes`,
  more: (count) => `and ${count}${NBSP}more`,
  empty: 'The notification is empty.',
  noteTitle: 'Notification',
  unworded: 'This notification could not be put into words, because of a fault in this function.',
  chart: {
    value: 'Value',
    threshold: 'Limit',
    upper: 'Upper now',
    lower: 'Lower now',
    before: {
      second: 'Seconds before the alarm',
      minute: 'Minutes before the alarm',
      hour: 'Hours before the alarm',
      day: 'Days before the alarm',
    },
    of: (metric, resource) => `${metric} of ${resource}`,
    units: { minute: 'min', hour: 'h', day: 'days' },
  },
  night,
};
