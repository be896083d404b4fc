import { expect, test } from 'vitest';
import { baselineOf, creditsOf } from '../../src/alarm/credits.ts';

const row = (...values: readonly number[]) => values.map((value, at) => ({ at, value }));

test('credits are gone since the first datapoint after the last with some', () => {
  expect(creditsOf(row(5, 0.4, 0, 0), [])).toEqual({
    balance: 0,
    goneSince: 1,
    isUnlimited: false,
  });
  expect(creditsOf(row(0, 3, 0), row(0, 2))).toEqual({
    balance: 0,
    goneSince: 2,
    isUnlimited: true,
  });
  expect(creditsOf(row(0, 0), [])).toEqual({ balance: 0, goneSince: 0, isUnlimited: false });
  expect(creditsOf(row(0, 7), [])).toEqual({ balance: 7, isUnlimited: false });
  expect(creditsOf([], row(1))).toBeUndefined();
});

test('the cap is that of the size, and of nothing that has no credits', () => {
  const caps = [
    't3.nano',
    't3a.micro',
    't4g.small',
    't2.medium',
    't3.large',
    't2.xlarge',
    't3.2xlarge',
  ];
  expect(caps.map(baselineOf)).toEqual([5, 10, 20, 20, 30, 22.5, 40]);
  for (const type of [undefined, '', 'm5.large', 't3.metal', 't5.micro', 'constructor'])
    expect(baselineOf(type)).toBeUndefined();
});
