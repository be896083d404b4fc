import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../../src/alarm/alarm.ts';
import { putAlarmLine, type Setup } from '../../src/alarm/put-alarm.ts';
import { reportOn, spellsOf, type Update } from '../../src/alarm/report.ts';
import { buildAlarm } from '../helpers/alarms.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const SPAN = { from: NOON, to: NOON + 600 * MINUTE };

function update(name: string, minute: number, to: AlarmState, from?: AlarmState): Update {
  return { name, at: NOON + minute * MINUTE, to, ...(from && { from }) };
}

const alarm = (name: string, state: AlarmState = 'OK') => buildAlarm({ name, state });

describe('the report of a week', () => {
  it('counts who spoke, how often it healed by itself, who never did and who has no data', () => {
    const updates = [
      ...[10, 20, 30].flatMap((minute) => [
        update('noisy', minute, 'ALARM'),
        update('noisy', minute + 4, 'OK'),
      ]),
      update('long', 50, 'ALARM'),
      update('gone', 5, 'ALARM'),
      update('no data', 60, 'INSUFFICIENT_DATA', 'OK'),
    ];
    const alarms = [
      alarm('calm'),
      alarm('long', 'ALARM'),
      alarm('no data', 'INSUFFICIENT_DATA'),
      alarm('noisy'),
    ];
    const report = reportOn(alarms, updates, SPAN);
    const spoke = report.spoke.map(({ alarm: { name }, spells, healed, longest }) => [
      name,
      spells.length,
      healed,
      longest / MINUTE,
    ]);
    expect(spoke).toEqual([
      ['noisy', 3, 3, 4],
      ['long', 1, 0, 550],
    ]);
    expect(report.silent.map(({ name }) => name)).toEqual(['calm']);
    expect(report.noData.map(({ name }) => name)).toEqual(['no data']);
  });

  it('counts what began before the week from its beginning', () => {
    expect(spellsOf([update('a', 10, 'OK', 'ALARM')], SPAN)).toEqual([
      { from: NOON, to: NOON + 10 * MINUTE },
    ]);
  });

  it('takes no time for healed that lasted five minutes, or that lasts', () => {
    const end = (SPAN.to - NOON) / MINUTE;
    const healed = (from: number, to: number) =>
      reportOn([alarm('a')], [update('a', from, 'ALARM'), update('a', to, 'OK')], SPAN).spoke[0]
        ?.healed;
    expect(healed(10, 14)).toBe(1);
    expect(healed(10, 15)).toBe(0);
    expect(healed(end - 4, end)).toBe(0);
  });

  it('of two that spoke as often names the one first that lasted longer', () => {
    const updates = ['short', 'long', 'middle'].flatMap((name, index) => [
      update(name, 10, 'ALARM'),
      update(name, 20 + ((2 * index) % 3), 'OK'),
    ]);
    const { spoke } = reportOn(
      ['short', 'long', 'middle'].map((name) => alarm(name)),
      updates,
      SPAN,
    );
    expect(spoke.map((one) => one.alarm.name)).toEqual(['long', 'middle', 'short']);
  });

  it('is of the week alone, its beginning included and its end not', () => {
    const end = (SPAN.to - NOON) / MINUTE;
    const updates = [
      update('a', -20, 'ALARM'),
      update('a', -10, 'OK', 'ALARM'),
      update('a', 0, 'ALARM', 'OK'),
      update('a', 10, 'OK'),
      update('a', end, 'ALARM', 'OK'),
      update('a', end + 10, 'OK', 'ALARM'),
    ];
    expect(spellsOf(updates, SPAN)).toEqual([{ from: NOON, to: NOON + 10 * MINUTE }]);
  });

  it('is the same in whatever order the history comes, and whatever of it comes twice', () => {
    const anyUpdates = fc.uniqueArray(
      fc.record({
        minute: fc.integer({ min: 0, max: 599 }),
        to: fc.constantFrom<AlarmState>('OK', 'ALARM', 'INSUFFICIENT_DATA'),
      }),
      { selector: ({ minute }) => minute },
    );
    fc.assert(
      fc.property(anyUpdates, (changes) => {
        const updates = changes.map(({ minute, to }) => update('a', minute, to));
        const spells = spellsOf(updates, SPAN);
        expect(spellsOf([...updates.toReversed(), ...updates], SPAN)).toEqual(spells);
        const starts = updates.filter(({ to }) => to === 'ALARM').map(({ at }) => at);
        expect(spells.every(({ from }) => starts.includes(from))).toBe(true);
        expect(spells.length > 0).toBe(starts.length > 0);
      }),
    );
  });
});

describe('the line that changes an alarm', () => {
  const setup: Setup = {
    name: "web's CPU; rm -rf /",
    region: 'ap-northeast-2',
    actionsEnabled: true,
    alarmActions: ['arn:aws:sns:ap-northeast-2:123456789012:alarms'],
    okActions: [],
    insufficientDataActions: [],
    stat: {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
      statistic: 'Average',
    },
  };
  const limits = {
    comparison: 'GreaterThanThreshold',
    threshold: 85,
    period: 300,
    evaluationPeriods: 4,
    datapointsToAlarm: 4,
    treatMissingData: 'missing',
  };

  it('keeps all else, and no name ends a word of it', () => {
    expect(putAlarmLine(setup, limits)).toBe(
      [
        'aws cloudwatch put-metric-alarm --region ap-northeast-2',
        "--alarm-name 'web'\\''s CPU; rm -rf /'",
        '--namespace AWS/EC2 --metric-name CPUUtilization',
        `--dimensions '[{"Name":"InstanceId","Value":"i-0123456789abcdef0"}]'`,
        '--statistic Average --period 300 --evaluation-periods 4 --datapoints-to-alarm 4 --threshold 85',
        '--comparison-operator GreaterThanThreshold --treat-missing-data missing',
        '--alarm-actions arn:aws:sns:ap-northeast-2:123456789012:alarms',
      ].join(' '),
    );
  });

  it('has no option for what the alarm has not, and one for all that it has', () => {
    const bare: Setup = {
      name: 'web',
      actionsEnabled: true,
      alarmActions: [],
      okActions: [],
      insufficientDataActions: [],
      stat: { metricName: 'Load', dimensions: [] },
    };
    const line = (more: Partial<Setup>) => putAlarmLine({ ...bare, ...more }, limits);
    const rest =
      '--period 300 --evaluation-periods 4 --datapoints-to-alarm 4 --threshold 85 --comparison-operator GreaterThanThreshold --treat-missing-data missing';
    expect(line({})).toBe(
      `aws cloudwatch put-metric-alarm --alarm-name web --metric-name Load ${rest}`,
    );
    const full = line({
      description: 'Who is up?',
      stat: { metricName: 'Load', dimensions: [], unit: 'Percent' },
      okActions: ['arn:ok', 'arn:calm'],
      insufficientDataActions: ['arn:gone'],
    });
    expect(full).toBe(
      `aws cloudwatch put-metric-alarm --alarm-name web --alarm-description 'Who is up?' --metric-name Load --unit Percent ${rest} --ok-actions arn:ok arn:calm --insufficient-data-actions arn:gone`,
    );
  });

  it.each([
    ['Average', '--statistic Average'],
    ['Sum', '--statistic Sum'],
    ['Minimum', '--statistic Minimum'],
    ['Maximum', '--statistic Maximum'],
    ['SampleCount', '--statistic SampleCount'],
    ['p99', '--extended-statistic p99'],
    ['IQM', '--extended-statistic IQM'],
    ['TM(10%:90%)', "--extended-statistic 'TM(10%:90%)'"],
  ])('knows %s', (statistic, option) => {
    const line = putAlarmLine({ ...setup, stat: { ...setup.stat, statistic } }, limits);
    expect(line).toContain(` ${option} --period`);
  });

  it('knows actions that are switched off', () => {
    const line = putAlarmLine({ ...setup, actionsEnabled: false }, limits);
    expect(line).toMatch(/--no-actions-enabled$/);
  });
});
