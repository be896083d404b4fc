import { describe, expect, test } from 'vitest';
import { askFor } from '../../src/aws/question.ts';
import { alarmsIn, announcedValue } from '../../src/preview/announced-values.ts';
import { sampleHistory, sampleInstanceName } from '../../src/preview/sample-history.ts';
import { readSamples } from '../../src/preview/samples.ts';

const alarms = readSamples().flatMap(({ name, event }) =>
  alarmsIn(event).map((alarm) => ({ name, alarm })),
);
const alarmOf = (wanted: string) => alarms.find(({ name }) => name === wanted)?.alarm;

describe('the invented past of a sample', () => {
  test('is a row of numbers, one a period, where the function would ask for it, and nothing elsewhere', () => {
    let asked = 0;
    for (const { name, alarm } of alarms) {
      const { datapoints = [], period = 0 } = sampleHistory(alarm) ?? {};
      if (askFor(alarm, alarm.changedAt ?? 0) === undefined || alarm.changedAt === undefined) {
        expect(datapoints, name).toEqual([]);
        continue;
      }
      asked += 1;
      expect(datapoints, name).toHaveLength(15);
      expect(datapoints.every(({ value }) => Number.isFinite(value))).toBe(true);
      const steps = datapoints.slice(1).map(({ at }, index) => at - (datapoints[index]?.at ?? 0));
      expect(new Set(steps), name).toEqual(new Set([period * 1000]));
      expect(datapoints.at(-1)?.at).toBeLessThan(alarm.changedAt);
    }
    expect(asked).toBeGreaterThan(20);
    expect(alarms.length - asked).toBeGreaterThan(8);
  });

  test('of an OK has a peak no better than its limit and than what its ALARM told', () => {
    let peaks = 0;
    for (const { name, alarm } of alarms) {
      const { peak } = sampleHistory(alarm, announcedValue(alarm)) ?? {};
      const { trigger, evaluation } = alarm;
      if (peak === undefined || trigger === undefined || trigger.kind === 'composite') continue;
      peaks += 1;
      const { threshold = evaluation.threshold ?? 0, comparison = '' } = trigger.condition;
      const sign = comparison.startsWith('Less') ? -1 : 1;
      expect(sign * peak, name).toBeGreaterThanOrEqual(sign * threshold);
      expect(sign * peak, name).toBeGreaterThanOrEqual(sign * (announcedValue(alarm) ?? threshold));
    }
    expect(peaks).toBeGreaterThan(5);
  });

  test('ends with the values that the reason shows', () => {
    const alarm = alarmOf('alarm');
    const history = alarm && sampleHistory(alarm);
    expect(history?.datapoints.slice(-3).map(({ value }) => value)).toEqual(
      alarm?.evaluation.values.toReversed(),
    );
  });

  test('of a series that vanished stops where it was, and never comes back', () => {
    const alarm = alarmOf('eventbridge-vanished-ok');
    const history = alarm && sampleHistory(alarm, announcedValue(alarm));
    const values = history?.datapoints.map(({ value }) => value) ?? [];
    expect(Math.max(...values)).toBe(values.at(-1));
    expect(values.at(-1)).toBe(alarm && announcedValue(alarm));
  });

  test('of an OK says since when it was in ALARM, and the peak beyond the threshold', () => {
    const alarm = alarmOf('ok');
    const history = alarm && sampleHistory(alarm);
    expect(history?.alarmSince).toBeLessThan(alarm?.changedAt ?? 0);
    expect(history?.peak).toBeGreaterThan(80);
  });

  test('ends where an alarm says that no datapoint came', () => {
    const alarm = alarmOf('sns-missing-data-alarm');
    const { datapoints = [], period = 0 } = (alarm && sampleHistory(alarm)) ?? {};
    const silence = (alarm?.changedAt ?? 0) - (datapoints.at(-1)?.at ?? 0);
    expect(silence / period / 1000).toBeGreaterThan(alarm?.evaluation.missing ?? 99);
  });

  test('without a limit is that of a busy instance', () => {
    const alarm = alarmOf('direct-test-alarm');
    const { datapoints = [] } = (alarm && sampleHistory(alarm)) ?? {};
    expect(Math.min(...datapoints.map(({ value }) => value))).toBeGreaterThan(10);
  });

  test('is the same each time', () => {
    const alarm = alarmOf('alarm');
    expect(alarm && sampleHistory(alarm)).toEqual(alarm && sampleHistory(alarm));
  });
});

test('an instance is called by the name that the alarm has in it', () => {
  const alarm = alarmOf('alarm');
  expect(alarm && sampleInstanceName(alarm)).toBe('web-1');
  expect(alarm && sampleInstanceName({ ...alarm, name: 'High CPU' })).toBeUndefined();
});
