import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../../src/alarm/alarm.ts';
import type { Entry, Outcome } from '../../src/alarm/ledger.ts';
import {
  type Change,
  changesOf,
  GRACE,
  historyStart,
  missedChanges,
} from '../../src/alarm/missed.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function without<T extends object, K extends keyof T>(fields: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = fields;
  return rest;
}

function change(name: string, at = NOON, fields: Partial<Change> = {}): Change {
  return { name, at, state: 'ALARM', door: 'event', isFailed: false, ...fields };
}

function entry(alarm: string, at = NOON, fields: Partial<Entry> = {}): Entry {
  return { outcome: 'delivered', alarm, state: 'ALARM', at, writtenAt: at, ...fields };
}

const names = (changes: readonly Change[]) => changes.map(({ name }) => name);

describe('a change is missed', () => {
  it('unless the log knows it, whatever became of it', () => {
    const outcomes: Outcome[] = [
      'delivered',
      'not announced',
      'told together with others',
      'held back',
      'not delivered',
      'kept aside in the parked queue',
      'told as missed',
    ];
    for (const outcome of outcomes)
      expect(missedChanges([change('web')], [entry('web', NOON, { outcome })])).toEqual([]);
    const ofRuns: Outcome[] = [
      'reminded',
      'told at rest',
      'not made: a right is missing',
      'told that a right is missing',
      'reported',
    ];
    for (const outcome of ofRuns)
      expect(missedChanges([change('web')], [entry('web', NOON, { outcome })])).toHaveLength(1);
  });

  it('where the log knows another state of it, or a time more than half a minute away', () => {
    const isMissed = (known: Entry, one: Change = change('web')) =>
      missedChanges([one], [known]).length === 1;
    expect(isMissed(entry('web', NOON, { state: 'OK' }))).toBe(true);
    expect(isMissed(without(entry('web'), 'state'))).toBe(false);
    expect(isMissed(entry('web', NOON, { state: 'OK' }), without(change('web'), 'state'))).toBe(
      false,
    );
    expect(isMissed(entry('web', NOON - 30_000))).toBe(false);
    expect(isMissed(entry('web', NOON - 30_001))).toBe(true);
    expect(isMissed(without(entry('web', NOON - HOUR), 'at'))).toBe(true);
  });

  it('where the log knows another alarm, state, time or series alone', () => {
    const series = [{ name: 'InstanceId', value: 'i-1' }];
    const others = [
      entry('db'),
      entry('web', NOON, { state: 'OK' }),
      entry('web', NOON - HOUR),
      entry('web', NOON, { contributor: 'InstanceId: i-2' }),
    ];
    const missed = change('web', NOON, { contributor: series });
    expect(missedChanges([missed], others)).toEqual([missed]);
    expect(
      missedChanges([missed], [entry('web', NOON, { contributor: 'InstanceId: i-1' })]),
    ).toEqual([]);
  });

  it('not where the log was written long after it', () => {
    expect(
      missedChanges([change('web')], [entry('web', NOON, { writtenAt: NOON + HOUR })]),
    ).toEqual([]);
  });

  it('not where it was written down at its time, as at the end of a mute window', () => {
    const late = entry('web', NOON - 5 * HOUR, { writtenAt: NOON + 900 });
    expect(missedChanges([change('web', NOON, { door: 'topic' })], [late])).toEqual([]);
  });

  it('once, with the cause, where both doors fail', () => {
    const failed = change('web', NOON + 40, { door: 'topic', isFailed: true, cause: 'denied' });
    expect(missedChanges([change('web'), failed, failed], [])).toEqual([failed]);
    const nameless = without(failed, 'state');
    expect(missedChanges([change('web'), nameless], [])).toEqual([nameless]);
  });

  it('once where both doors tell of it, as the first of them has it, and each alarm by itself', () => {
    const later = change('web', NOON + 40, { door: 'topic' });
    expect(missedChanges([later, change('web')], [])).toEqual([change('web')]);
    const failed = change('web', NOON + 1, { isFailed: true });
    expect(missedChanges([failed, change('db')], [])).toEqual([change('db'), failed]);
    const ok = change('web', NOON + 1, { state: 'OK' });
    expect(missedChanges([change('web'), ok], [])).toEqual([change('web'), ok]);
  });

  it('for each series by itself, the oldest first', () => {
    const of = (value: string, at: number) =>
      change('fleet', at, { contributor: [{ name: 'InstanceId', value }] });
    const [first, second, third] = [of('i-2', NOON), of('i-1', NOON + 1), of('i-3', NOON + 2)];
    expect(missedChanges([third, second, first], [])).toEqual([first, second, third]);
    expect(missedChanges([first, change('fleet', NOON)], [])).toHaveLength(2);
  });
});

const NAMES = ['a', 'b', 'c'];
const STATES: AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const anyChange = fc.record({
  name: fc.constantFrom(...NAMES),
  state: fc.constantFrom(...STATES),
  // A minute apart at least, as CloudWatch evaluates.
  at: fc.integer({ min: -300, max: 300 }).map((minutes) => NOON + minutes * MINUTE),
  door: fc.constantFrom('topic' as const, 'event' as const),
  isFailed: fc.boolean(),
});

it('a change of the moment at which a run ends is for the next run, whether it could be sent or not', () => {
  const ending = { from: NOON - HOUR, to: NOON };
  const next = { from: NOON, to: NOON + HOUR };
  for (const isFailed of [true, false]) {
    const at = isFailed ? NOON : NOON - GRACE;
    expect(changesOf([change('web', at, { isFailed })], ending)).toEqual([]);
    expect(changesOf([change('web', at, { isFailed })], next)).toHaveLength(1);
    expect(changesOf([change('web', at - 1, { isFailed })], ending)).toHaveLength(1);
  }
});

it('every change is judged by exactly one of the hourly runs, late and repeated ones included', () => {
  const runs = Array.from({ length: 16 }, (_, index) => NOON + (index - 7) * HOUR);
  fc.assert(
    fc.property(fc.array(anyChange), (changes) => {
      for (const one of changes) {
        const judges = runs.filter(
          (run) => changesOf([one], { from: run - HOUR, to: run }).length > 0,
        );
        expect(judges).toHaveLength(1);
        const run = judges[0] ?? 0;
        expect(one.at).toBeGreaterThanOrEqual(historyStart({ from: run - HOUR, to: run }));
        const wait = run - one.at;
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(HOUR + (one.isFailed ? 0 : GRACE));
      }
    }),
  );
});

it('what one run tells as missed no other try of it tells again, in whatever order it reads', () => {
  fc.assert(
    fc.property(
      fc.array(anyChange),
      fc.array(anyChange),
      fc.nat(),
      (changes, seen, killedAfter) => {
        const ledger = seen.map(({ name, at, state }) => entry(name, at, { state }));
        const first = missedChanges(changes, ledger);
        const keys = first.map(({ name, state, at }) => `${name} ${state} ${at}`);
        expect(new Set(keys).size).toBe(keys.length);
        // A run that is killed has told, and written down, the first of them.
        const told = first.slice(0, killedAfter % (first.length + 1));
        const lines = told.map(({ name, at, state }) =>
          entry(name, at, { ...(state && { state }), outcome: 'told as missed' }),
        );
        const second = missedChanges(changes.toReversed(), [...ledger, ...lines]);
        expect(names(second).toSorted()).toEqual(names(first.slice(told.length)).toSorted());
        // Nothing that the log knows is told, and nothing that it does not know is left out.
        for (const one of changes) {
          const isKnown = seen.some(
            ({ name, state, at }) => name === one.name && state === one.state && at === one.at,
          );
          const isTold = first.some(
            ({ name, state, at }) => name === one.name && state === one.state && at === one.at,
          );
          expect(isTold).toBe(!isKnown);
        }
      },
    ),
  );
});
