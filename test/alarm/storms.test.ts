import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAME } from '../../src/alarm/state-change.ts';
import {
  byTime,
  countBefore,
  identityOf,
  STORM_SPAN,
  TOLD_IN_FULL,
} from '../../src/alarm/storms.ts';

const EIGHT = Date.UTC(2026, 10, 22, 8);

const storm = fc
  .array(fc.integer({ min: 0, max: STORM_SPAN }), { minLength: 1, maxLength: 60 })
  .map((offsets) =>
    offsets.map((offset, index) => ({ name: `alarm-${index}`, changedAt: EIGHT + offset })),
  );

describe('of the alarms of a storm', () => {
  it('exactly the first three are told in full, in whatever order CloudWatch lists them', () => {
    fc.assert(
      fc.property(storm, fc.boolean(), (alarms, isReversed) => {
        const listed = isReversed ? alarms.toReversed() : alarms;
        const full = alarms.filter((alarm) => countBefore(alarm, listed) < TOLD_IN_FULL);
        expect(full).toHaveLength(Math.min(alarms.length, TOLD_IN_FULL));
        const calls = alarms.filter((alarm) => countBefore(alarm, listed) === 0);
        expect(calls).toHaveLength(1);
      }),
    );
  });

  it('exactly three are, too, where the list has another clock than the notifications', () => {
    const clocks = fc.integer({ min: -2_000, max: 2_000 });
    fc.assert(
      fc.property(storm, clocks, (listed, ahead) => {
        const alarms = listed.map(({ name, changedAt }) => ({
          name,
          changedAt: changedAt + ahead,
        }));
        const full = alarms.filter((alarm) => countBefore(alarm, listed) < TOLD_IN_FULL);
        expect(full).toHaveLength(Math.min(alarms.length, TOLD_IN_FULL));
      }),
    );
  });

  it('the first is never put back, whichever others CloudWatch lists already', () => {
    const seen = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(storm, seen, (alarms, isListed) => {
        const first = alarms.reduce((a, b) =>
          b.changedAt < a.changedAt || (b.changedAt === a.changedAt && b.name < a.name) ? b : a,
        );
        const listed = alarms.filter((_, index) => isListed[index]);
        expect(countBefore(first, listed)).toBe(0);
      }),
    );
  });

  it('none is put back because of itself, of later ones or of ones long before', () => {
    const one = { name: 'one', changedAt: EIGHT };
    const others = [one, one, one, one].map((same, index) => ({
      ...same,
      changedAt: EIGHT - index,
    }));
    expect(countBefore(one, others)).toBe(0);
    const later = ['a', 'b', 'c'].map((name) => ({ name, changedAt: EIGHT + 1 }));
    const old = ['d', 'e', 'f'].map((name) => ({ name, changedAt: EIGHT - STORM_SPAN - 1 }));
    expect(countBefore(one, [...later, ...old])).toBe(0);
    expect(countBefore({ name: 'timeless' }, later)).toBe(0);
    expect(countBefore(one, [{ name: 'timeless' }])).toBe(0);
  });

  it('comes after those of the minute before, and of the same moment by name', () => {
    const one = { name: 'm', changedAt: EIGHT };
    const place = (name: string, earlier: number) =>
      countBefore(one, [{ name, changedAt: EIGHT - earlier }]);
    expect(place('z', 1)).toBe(1);
    expect(place('z', STORM_SPAN)).toBe(1);
    expect(place('z', STORM_SPAN + 1)).toBe(0);
    expect(place('a', 0)).toBe(1);
    expect(place('z', 0)).toBe(0);
  });

  it('takes its time from the list, if that has the same change', () => {
    const other = { name: 'a', changedAt: EIGHT - 1 };
    const place = (ahead: number) =>
      countBefore({ name: 'm', changedAt: EIGHT + ahead }, [
        { name: 'm', changedAt: EIGHT - 2 },
        other,
      ]);
    expect(place(0)).toBe(0);
    expect(place(SAME - 2)).toBe(0);
    expect(place(SAME + 1)).toBe(1);
  });
});

describe('a series of many', () => {
  const of = (...attributes: readonly (readonly [string, string])[]) => ({
    name: 'fleet',
    changedAt: EIGHT,
    contributor: attributes.map(([name, value]) => ({ name, value })),
  });
  const series = of(['path', '/'], ['host', 'a']);

  it('is the same in whatever order its attributes come, and is none of another value', () => {
    const before = (other: ReturnType<typeof of>) =>
      countBefore(series, [{ ...other, changedAt: EIGHT - 1 }]);
    expect(before(of(['host', 'a'], ['path', '/']))).toBe(0);
    expect(before(of(['host', 'b'], ['path', '/']))).toBe(1);
    expect(before(of(['host', '/'], ['path', 'a']))).toBe(1);
  });

  it('is not the alarm as a whole', () => {
    const alarm = { name: 'fleet', changedAt: EIGHT - 1 };
    expect(countBefore(series, [alarm])).toBe(1);
    expect(countBefore({ ...alarm, changedAt: EIGHT }, [alarm])).toBe(0);
  });
});

it('alarms stand in the order of their times, then of their names; one without a time is first', () => {
  const moments = [
    { name: 'late', changedAt: EIGHT + 1 },
    { name: 'c', changedAt: EIGHT },
    { name: 'a', changedAt: EIGHT },
    { name: 'b', changedAt: EIGHT },
    { name: 'timeless' },
  ];
  const names = ['timeless', 'a', 'b', 'c', 'late'];
  expect(moments.toSorted(byTime).map(({ name }) => name)).toEqual(names);
  expect(
    moments
      .toReversed()
      .toSorted(byTime)
      .map(({ name }) => name),
  ).toEqual(names);
});

it('an alarm of the same name is another one in another account or region', () => {
  const place = { accountId: '111122223333', region: 'eu-west-1' };
  const alarm = { name: 'web', changedAt: EIGHT, ...place };
  expect(identityOf({ ...alarm, changedAt: EIGHT + 1 })).toBe(identityOf(alarm));
  const others = [
    { ...alarm, name: 'db' },
    { ...alarm, accountId: '444455556666' },
    { ...alarm, region: 'eu-west-2' },
  ];
  expect(new Set([alarm, ...others].map(identityOf)).size).toBe(4);
});
