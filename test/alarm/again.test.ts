import { describe, expect, it } from 'vitest';
import { againOf, enteredAt, MOST_COUNTED } from '../../src/alarm/again.ts';
import { SAME, type StateChange } from '../../src/alarm/state-change.ts';

const EIGHT = Date.UTC(2026, 10, 22, 8);
const MINUTE = 60_000;

function change(minutes: number, from: string, to: string): StateChange {
  return { at: EIGHT + minutes * MINUTE, from, to };
}

/** In ALARM from so many minutes before eight to so many. */
function spell(start: number, end: number): readonly StateChange[] {
  return [change(start, 'OK', 'ALARM'), change(end, 'ALARM', 'OK')];
}

const now = { state: 'ALARM', changedAt: EIGHT } as const;
const again = (...changes: readonly StateChange[]) => againOf(now, changes);

describe('how often an alarm went off', () => {
  it('counts this time and those of 24 hours, with how long each lasted', () => {
    const changes = [...spell(-600, -594), ...spell(-60, -52)].toReversed();
    expect(again(...changes)).toEqual({ count: 3, lasted: [6 * MINUTE, 8 * MINUTE] });
    expect(again(...changes, change(0, 'OK', 'ALARM'))).toEqual(again(...changes));
    expect(again(...changes, change(9, 'ALARM', 'OK'), change(12, 'OK', 'ALARM'))?.count).toBe(3);
  });

  it('is unknown for a first time, for an OK and without a time, and does not count what is a day ago', () => {
    expect(again()).toBeUndefined();
    expect(again(...spell(-1_500, -1_441))).toBeUndefined();
    expect(againOf({ ...now, state: 'OK' }, spell(-60, -52))).toBeUndefined();
    expect(againOf({ state: 'ALARM' }, spell(-60, -52))).toBeUndefined();
  });

  it('looks back a day, and not at the change itself', () => {
    const dayAgo = { ...change(0, 'OK', 'ALARM'), at: EIGHT - 24 * 60 * MINUTE };
    expect(again(dayAgo)).toBeUndefined();
    expect(again({ ...dayAgo, at: dayAgo.at + 1 })?.count).toBe(2);
    expect(again({ ...dayAgo, at: EIGHT - SAME })).toBeUndefined();
    expect(again({ ...dayAgo, at: EIGHT - SAME - 1 })?.count).toBe(2);
  });

  it('leaves out how long a time lasted where its beginning or its end is not known', () => {
    const endless = [change(-30, 'OK', 'ALARM'), change(-20, 'INSUFFICIENT_DATA', 'ALARM')];
    expect(again(...endless)).toEqual({ count: 3, lasted: [] });
    const startless = [change(-1_430, 'ALARM', 'OK'), ...spell(-10, -9)];
    expect(again(...startless)).toEqual({ count: 2, lasted: [MINUTE] });
  });

  it('does not count a change of the reason alone, and counts nothing twice', () => {
    const same = change(-55, 'ALARM', 'ALARM');
    expect(again(...spell(-60, -52), same, ...spell(-60, -52))).toEqual({
      count: 2,
      lasted: [8 * MINUTE],
    });
  });

  it('ends where CloudWatch may not have told all', () => {
    const changes = Array.from({ length: 40 }, (_, index) => spell(-3 * index - 3, -3 * index - 2));
    expect(again(...changes.flat())?.count).toBe(MOST_COUNTED + 1);
  });
});

it('the ALARM that an alarm was in last began with its latest entry up to then', () => {
  const changes = [...spell(-60, -52), ...spell(-10, -4), change(5, 'OK', 'ALARM')];
  expect(enteredAt(changes)).toBe(EIGHT + 5 * MINUTE);
  expect(enteredAt(changes.toReversed(), EIGHT)).toBe(EIGHT - 10 * MINUTE);
  expect(enteredAt(changes, EIGHT - 10 * MINUTE)).toBe(EIGHT - 10 * MINUTE);
  expect(enteredAt(changes, EIGHT - 90 * MINUTE)).toBeUndefined();
});
