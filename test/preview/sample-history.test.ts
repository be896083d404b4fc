import { describe, expect, test } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { receive } from '../../src/parse/envelope.ts';
import { sampleHistory, sampleInstanceName } from '../../src/preview/sample-history.ts';
import { readSamples } from '../../src/preview/samples.ts';
import { parseNow } from '../helpers/parsed.ts';

const alarms: readonly (readonly [string, Alarm])[] = readSamples().flatMap(({ name, event }) =>
  receive(event).notifications.flatMap((notification): (readonly [string, Alarm])[] => {
    const parsed = parseNow(notification);
    return parsed.kind === 'alarm' ? [[name, parsed.alarm]] : [];
  }),
);
const alarmOf = (name: string) => alarms.find(([sample]) => sample === name)?.[1];

describe('the invented past of a sample', () => {
  test.each(alarms)(
    'of %s is a row of numbers, one a period, up to the state change',
    (_name, alarm) => {
      const history = sampleHistory(alarm);
      if (history === undefined) {
        expect(alarm.trigger?.kind === 'composite' || alarm.trigger === undefined).toBe(true);
        return;
      }
      const { datapoints, period } = history;
      expect(datapoints).toHaveLength(15);
      expect(datapoints.every(({ value }) => Number.isFinite(value))).toBe(true);
      const steps = datapoints.slice(1).map(({ at }, index) => at - (datapoints[index]?.at ?? 0));
      expect(new Set(steps)).toEqual(new Set([period * 1000]));
      expect(datapoints.at(-1)?.at).toBeLessThan(alarm.changedAt ?? 0);
    },
  );

  test('ends with the values that the reason shows', () => {
    const alarm = alarmOf('alarm');
    const history = alarm && sampleHistory(alarm);
    expect(history?.datapoints.slice(-3).map(({ value }) => value)).toEqual(
      alarm?.evaluation.values.toReversed(),
    );
  });

  test('of an OK says since when it was in ALARM, and the peak beyond the threshold', () => {
    const alarm = alarmOf('ok');
    const history = alarm && sampleHistory(alarm);
    expect(history?.alarmSince).toBeLessThan(alarm?.changedAt ?? 0);
    expect(history?.peak).toBeGreaterThan(80);
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
