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
  expect(creditsOf(row(0.5, 0), [])).toMatchObject({ goneSince: 0 });
  expect(creditsOf(row(7, 0.5), row(3, 2, 0))).toMatchObject({ goneSince: 1, isUnlimited: false });
  expect(creditsOf([], row(1))).toBeUndefined();
});

test('the cap is that of the size, and of nothing that has no credits', () => {
  const caps = {
    't3.nano': 5,
    't3a.micro': 10,
    't4g.small': 20,
    't2.medium': 20,
    't3.large': 30,
    't3.xlarge': 40,
    't4g.2xlarge': 40,
    't2.xlarge': 22.5,
    't2.2xlarge': 17,
  };
  for (const [type, cap] of Object.entries(caps)) expect(baselineOf(type)).toBe(cap);
  for (const type of [undefined, '', 'm5.large', 't3.metal', 't5.micro', 'constructor'])
    expect(baselineOf(type)).toBeUndefined();
});
