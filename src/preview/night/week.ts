import type { Alarm, Datapoint } from '../../alarm/alarm.ts';
import { type Limits, type Span, spellsUnder } from '../../alarm/evaluator.ts';
import type { Setup } from '../../alarm/put-alarm.ts';
import type { Update } from '../../alarm/report.ts';
import type { ReadPast, ReadWeek } from '../../ports.ts';

/** The week that the report of the night's morning looks back on: invented measurements, and what follows from them. */

const MINUTE = 60_000;
const DAY = 86_400_000;
const LIMITS: Limits = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 300,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  treatMissingData: 'missing',
};
/** Minutes of a day at which a job is started, and how many of them it is busy. */
const NIGHTLY_JOBS: readonly (readonly [start: number, lasts: number])[] = [
  [65, 5],
  [250, 5],
  [610, 10],
];
/** The one time that mattered: on the third day, for fifty minutes. */
const INCIDENT = { day: 3, start: 845, lasts: 50 };

const NAMES = {
  noisy: 'batch-1 CPU above 80 %',
  silent: ['payments error rate', 'ledger replication lag', 'cart latency p99'],
  noData: 'old-web-3 CPU above 80 %',
};

export const readWeek: ReadWeek = async (span) => {
  const setup = setupOf(NAMES.noisy);
  const trigger = { kind: 'metric', stat: setup.stat, condition: LIMITS } as const;
  const noisy: Alarm = { ...alarmOf(NAMES.noisy, 'OK', span.to), trigger };
  return {
    alarms: [
      { alarm: noisy, limits: LIMITS, setup },
      ...NAMES.silent.map((name) => ({ alarm: alarmOf(name, 'OK', span.from - 30 * DAY) })),
      { alarm: alarmOf(NAMES.noData, 'INSUFFICIENT_DATA', span.from - 9 * DAY) },
    ],
    updates: updatesOf(span),
  };
};

export const readPast: ReadPast = async (_setup, _period, span) => measured(span);

function updatesOf(span: Span): readonly Update[] {
  return spellsUnder(LIMITS, measured(span), span).flatMap(({ from, to }) => [
    { name: NAMES.noisy, at: from, from: 'OK', to: 'ALARM' } as const,
    { name: NAMES.noisy, at: to, from: 'ALARM', to: 'OK' } as const,
  ]);
}

function measured({ from, to }: Span): readonly Datapoint[] {
  const step = LIMITS.period * 1000;
  const first = Math.ceil(from / step) * step;
  const count = Math.floor((to - first) / step);
  return Array.from({ length: count }, (_, index) => {
    const day = Math.floor((index * step) / DAY);
    const minute = ((index * step) % DAY) / MINUTE;
    const isIn = (start: number, lasts: number) => minute >= start && minute < start + lasts;
    const isIncident = day === INCIDENT.day && isIn(INCIDENT.start, INCIDENT.lasts);
    const isBusy = isIncident || NIGHTLY_JOBS.some(([start, lasts]) => isIn(start, lasts));
    return { at: first + index * step, value: isBusy ? 91.5 : 34 };
  });
}

function alarmOf(name: string, state: Alarm['state'], changedAt: number): Alarm {
  return {
    name,
    arn: `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`,
    accountId: '123456789012',
    region: 'ap-northeast-2',
    partition: 'aws',
    state,
    changedAt,
    evaluation: { understood: false, values: [] },
    facts: [],
  };
}

function setupOf(name: string): Setup {
  const topic = 'arn:aws:sns:ap-northeast-2:123456789012:cloudwatch-to-slack-alarms';
  return {
    name,
    region: 'ap-northeast-2',
    actionsEnabled: true,
    alarmActions: [topic],
    okActions: [topic],
    insufficientDataActions: [],
    stat: {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      statistic: 'Average',
      dimensions: [{ name: 'InstanceId', value: 'i-0bb00000000000001' }],
    },
  };
}
