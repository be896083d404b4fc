import { expect, test } from 'vitest';
import { explain } from '../../src/message/culprit.ts';
import { sampleCulprit } from '../../src/preview/sample-culprit.ts';
import { buildAlarm, cpu } from '../helpers/alarms.ts';
import { wordsFor } from '../helpers/words.ts';

test('a CPU alarm has invented processes, the same each time, that use no more than was measured', () => {
  const alarm = buildAlarm();
  const culprit = sampleCulprit(alarm);
  const used = culprit?.machine?.processes.reduce((sum, { share }) => sum + share, 0);
  expect(used).toBeLessThan(alarm.evaluation.values[0] ?? 0);
  expect(sampleCulprit(alarm)).toEqual(culprit);
  expect(culprit && explain(alarm, culprit, wordsFor('en').locale).line).toMatch(
    /^java .* deployed by ci-bot/,
  );
});

test.each([
  ['below its range', [0.4]],
  ['set by hand', []],
])('of an alarm %s they are in order, and as calm as the machine', (_, values) => {
  const { evaluation, ...alarm } = buildAlarm();
  const culprit = sampleCulprit({ ...alarm, evaluation: { ...evaluation, values } });
  const shares = culprit?.machine?.processes.map(({ share }) => share) ?? [];
  expect(shares).toHaveLength(3);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(values[0] ?? 25);
});

test('an OK, another metric and an alarm without a time have none', () => {
  expect(sampleCulprit(buildAlarm({ state: 'OK' }))).toBeUndefined();
  const stat = { ...cpu, metricName: 'NetworkIn' };
  expect(
    sampleCulprit(buildAlarm({ trigger: { kind: 'metric', stat, condition: {} } })),
  ).toBeUndefined();
  const { changedAt: _, ...timeless } = buildAlarm();
  expect(sampleCulprit(timeless)).toBeUndefined();
});
