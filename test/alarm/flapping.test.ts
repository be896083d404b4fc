import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HELD, LOOKBACK, QUIET, restOf, turnOf } from '../../src/alarm/flapping.ts';
import { SAME, type StateChange } from '../../src/alarm/state-change.ts';

const EIGHT = Date.UTC(2026, 10, 22, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An alarm whose state changes after each of the pauses (milliseconds); it is OK before the first. */
function historyOf(pauses: readonly number[], withoutData: readonly boolean[] = []) {
  let at = EIGHT;
  let from = 'OK';
  return pauses.map((pause, index): StateChange & { readonly to: 'ALARM' | 'OK' } => {
    at += pause;
    const calm = withoutData[index] ? 'INSUFFICIENT_DATA' : 'OK';
    const to = from === 'ALARM' ? calm : 'ALARM';
    const change = { at, from, to: to as 'ALARM' | 'OK' };
    from = to;
    return change;
  });
}

function turns(history: ReturnType<typeof historyOf>, delay = 0) {
  return history.map(({ at, to }) => {
    const seen = history.filter((change) => change.at <= at + delay);
    return turnOf({ state: to, changedAt: at }, seen, at + delay).turn;
  });
}

/** Times at which an hourly run finds it at rest, and in which state. */
function rests(history: readonly StateChange[]) {
  const end = history.at(-1)?.at ?? EIGHT;
  const found = [];
  for (let at = EIGHT; at <= end + 3 * HOUR; at += HOUR) {
    const seen = history.filter((change) => change.at <= at);
    const rest = restOf(seen, at - HOUR, at);
    if (rest !== undefined) found.push({ at, ...rest });
  }
  return found;
}

const flapping = (times: number) =>
  historyOf(Array.from({ length: 2 * times }, (_, index) => (index % 2 === 0 ? 2 : 1) * MINUTE));

describe('an alarm that flaps', () => {
  it('is told three times, then announced once, and the rest is folded', () => {
    const twenty = turns(flapping(20));
    expect(twenty.slice(0, 8)).toEqual([
      ...['tell', 'tell', 'tell', 'hold', 'tell', 'hold', 'announce', 'fold'],
    ]);
    expect(new Set(twenty.slice(8))).toEqual(new Set(['fold']));
    expect(turns(flapping(20), HELD).slice(0, 6)).toEqual([
      ...['tell', 'tell', 'tell', 'fold', 'tell', 'fold'],
    ]);
  });

  it('says how often and in what time it went off', () => {
    const history = flapping(4);
    const { at } = history[6] ?? { at: 0 };
    const { flaps } = turnOf({ state: 'ALARM', changedAt: at }, history, at);
    expect(flaps).toEqual({ count: 4, span: 9 * MINUTE });
  });

  it('is said to be at rest once, half an hour after its last change, whatever state it is in', () => {
    for (const [times, state] of [
      [20, 'OK'],
      [20.5, 'ALARM'],
    ] as const) {
      const history = flapping(times);
      const found = rests(history);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ state, since: history.at(-1)?.at });
      expect(found[0]?.flaps.count).toBe(Math.ceil(times));
    }
  });

  it('is told in full again after half an hour of rest', () => {
    const after = (calm: number) => historyOf([...flapping(6).map(() => MINUTE), calm, MINUTE]);
    expect(turns(after(QUIET)).slice(-2)).toEqual(['tell', 'tell']);
    expect(turns(after(QUIET - 1)).slice(-2)).toEqual(['fold', 'fold']);
  });
});

describe('an alarm that has come to rest', () => {
  const history = flapping(4);
  const last = history.at(-1)?.at ?? EIGHT;
  const rest = last + QUIET;

  it('is found by the one run whose hour holds the moment; the end of the hour belongs to it, the beginning does not', () => {
    expect(restOf(history, rest - HOUR, rest)).toBeDefined();
    expect(restOf(history, rest - 1, rest)).toBeDefined();
    expect(restOf(history, rest, rest + HOUR)).toBeUndefined();
    expect(restOf(history, rest - HOUR, rest - 1)).toBeUndefined();
  });

  it('went off four times or more, in the time from the first of them to its last change', () => {
    expect(restOf(history, rest - HOUR, rest)).toEqual({
      state: 'OK',
      since: last,
      flaps: { count: 4, span: 10 * MINUTE },
    });
    expect(restOf(history.slice(2), rest - HOUR, rest)).toBeUndefined();
  });

  it('counts what a notification with another time may have counted, two times of one change as one', () => {
    const slow = (hour: number) =>
      historyOf([0, 20 * MINUTE, MINUTE, 20 * MINUTE, MINUTE, 17 * MINUTE, hour - 59 * MINUTE]);
    const found = (hour: number) => {
      const all = slow(hour);
      const end = (all.at(-1)?.at ?? EIGHT) + QUIET;
      return restOf(all, end - HOUR, end)?.flaps.count;
    };
    expect(found(HOUR + 2 * SAME - 1)).toBe(4);
    expect(found(HOUR + 2 * SAME)).toBeUndefined();
    const late = historyOf([
      0,
      MINUTE,
      QUIET + SAME,
      ...flapping(4)
        .slice(1)
        .map(() => MINUTE),
    ]);
    const end = (late.at(-1)?.at ?? EIGHT) + QUIET;
    expect(restOf(late, end - HOUR, end)?.flaps.count).toBe(5);
  });

  it('is found in as much of the history as is read', () => {
    const slow = historyOf([0, 20 * MINUTE, MINUTE, 20 * MINUTE, MINUTE, 16 * MINUTE, MINUTE]);
    const from = (slow.at(-1)?.at ?? EIGHT) + QUIET - 1;
    const read = slow.filter(({ at }) => at >= from - LOOKBACK);
    expect(restOf(read, from, from + HOUR)?.flaps).toEqual({ count: 4, span: 59 * MINUTE });
  });

  it('is none where the history is empty or does not say its state', () => {
    expect(restOf([], EIGHT, EIGHT + HOUR)).toBeUndefined();
    const unnamed = [...history.slice(0, -1), { at: last, from: 'ALARM', to: undefined }];
    expect(restOf(unnamed, rest - HOUR, rest)).toBeUndefined();
  });
});

it('an alarm that goes off every twenty minutes is told each time', () => {
  const history = historyOf(
    Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? 15 : 5) * MINUTE),
  );
  expect(new Set(turns(history, HELD))).toEqual(new Set(['tell']));
  expect(rests(history)).toEqual([]);
});

it('an OK is told at once where the alarm was OK for three minutes or more before', () => {
  const off = (calm: number) => historyOf([MINUTE, MINUTE, calm, MINUTE]);
  expect(turns(off(HELD)).at(-1)).toBe('tell');
  expect(turns(off(HELD - 1)).at(-1)).toBe('hold');
});

it('an OK is told at once where the alarm was without data, too, for some of the three minutes', () => {
  const withoutData = { from: 'INSUFFICIENT_DATA', to: 'OK' };
  const before = [
    { at: EIGHT, from: 'OK', to: 'ALARM' },
    { at: EIGHT + MINUTE, from: 'ALARM', to: 'INSUFFICIENT_DATA' },
    { at: EIGHT + 3 * MINUTE, ...withoutData },
    { at: EIGHT + 4 * MINUTE, from: 'OK', to: 'ALARM' },
    { at: EIGHT + 5 * MINUTE, from: 'ALARM', to: 'INSUFFICIENT_DATA' },
    { at: EIGHT + 6 * MINUTE, ...withoutData },
  ];
  const changedAt = EIGHT + 6 * MINUTE;
  expect(turnOf({ state: 'OK', changedAt }, before, changedAt).turn).toBe('tell');
});

it('an alarm that loses its data is told at once', () => {
  const history = flapping(2);
  const { at } = history[3] ?? { at: 0 };
  const { turn } = turnOf({ state: 'INSUFFICIENT_DATA', changedAt: at }, history, at);
  expect(turn).toBe('tell');
});

it('an OK is folded into a later ALARM, and one within two seconds is none', () => {
  const history = flapping(2);
  const { at } = history[3] ?? { at: 0 };
  const turnBefore = (later: number) =>
    turnOf({ state: 'OK', changedAt: at }, [...history, { at: later, from: 'OK', to: 'ALARM' }], at)
      .turn;
  expect(turnBefore(at + SAME)).toBe('hold');
  expect(turnBefore(at + SAME + 1)).toBe('fold');
});

it('its own change, two seconds away in the history, is not counted twice', () => {
  const history = flapping(4);
  const { at } = history[6] ?? { at: 0 };
  const countAt = (changedAt: number) => turnOf({ state: 'ALARM', changedAt }, history, at).flaps;
  expect(countAt(at + SAME).count).toBe(4);
  expect(countAt(at + SAME + 1).count).toBe(5);
});

it('an OK whose alarm did not go off again is told when it has been held', () => {
  const history = flapping(2);
  const { at } = history[3] ?? { at: 0 };
  expect(turnOf({ state: 'OK', changedAt: at }, history, at).turn).toBe('hold');
  expect(turnOf({ state: 'OK', changedAt: at }, history, at + HELD).turn).toBe('tell');
});

it('without a time and without a history it is told', () => {
  expect(turnOf({ state: 'ALARM' }, flapping(9), EIGHT)).toEqual({
    turn: 'tell',
    flaps: { count: 0, span: 0 },
  });
  expect(turnOf({ state: 'ALARM', changedAt: EIGHT }, [], EIGHT).turn).toBe('tell');
});

/** Twenty times in an hour: how long each lasts, and how long it is OK in between. */
const twenty = fc.array(
  fc
    .record({
      cycle: fc.integer({ min: 20_000, max: 3 * MINUTE }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ cycle, share }) => {
      const lasts = Math.round(10_000 + share * (cycle - 20_000));
      return [cycle - lasts, lasts] as const;
    }),
  { minLength: 20, maxLength: 20 },
);

it('whatever the pauses, twenty ALARMs in an hour are at most six messages and four calls', () => {
  fc.assert(
    fc.property(twenty, fc.boolean(), (cycles, endsInAlarm) => {
      const history = historyOf(cycles.flat().slice(0, endsInAlarm ? -1 : undefined));
      const said = turns(history).map((turn, index) =>
        turn === 'hold' ? (turns(history, HELD)[index] ?? turn) : turn,
      );
      const rested = rests(history);
      const messages = said.filter((turn) => turn === 'tell' || turn === 'announce').length;
      expect(messages + rested.length).toBeLessThanOrEqual(6);
      const calls = said.filter((turn, index) => turn === 'tell' && history[index]?.to === 'ALARM');
      const last = rested.filter(({ state }) => state === 'ALARM');
      expect(calls.length + last.length).toBeLessThanOrEqual(4);
      expect(rested).toHaveLength(1);
    }),
  );
});

const pause = fc.oneof(
  fc.integer({ min: 10_000, max: 5 * MINUTE }),
  fc.integer({ min: 10_000, max: 70 * MINUTE }),
  fc.constantFrom(29 * MINUTE, 30 * MINUTE, 31 * MINUTE, HOUR),
);
/** Milliseconds by which a notification comes late; those of one alarm may overtake each other. */
const delay = fc.oneof(fc.constant(1_000), fc.integer({ min: 0, max: 20 * MINUTE }));
const nights = fc.record({
  pauses: fc.array(pause, { minLength: 1, maxLength: 40 }),
  withoutData: fc.array(fc.boolean(), { maxLength: 40 }),
  delays: fc.array(fc.array(delay, { minLength: 1, maxLength: 3 }), { maxLength: 40 }),
  /** Milliseconds by which the time of the notification is not that of the history. */
  shifts: fc.array(fc.integer({ min: -900, max: 900 }), { maxLength: 40 }),
  /** Changes that the history does not show yet when a notification asks for it. */
  hidden: fc.array(fc.nat(39), { maxLength: 3 }),
});

it('the last state of every alarm is told, in whatever order, how late and how often it comes', () => {
  fc.assert(
    fc.property(nights, ({ pauses, withoutData, delays, shifts, hidden }) => {
      const history = historyOf(pauses, withoutData);
      const told = history.flatMap(({ at, to }, index) => {
        const visible = (now: number) =>
          history.filter((change, place) => change.at <= now && !hidden.includes(place));
        const alarm = { state: to, changedAt: at + (shifts[index] ?? 0) };
        const tries = (delays[index] ?? [1_000]).map((late) => at + Math.max(1_000, late));
        const said = tries.map((now) => {
          const { turn } = turnOf(alarm, visible(now), now);
          // What was held comes again, however often it takes.
          return turn === 'hold' ? turnOf(alarm, visible(now + HELD), now + HELD).turn : turn;
        });
        expect(said).not.toContain('hold');
        return said.some((turn) => turn === 'tell') ? [at] : [];
      });
      const last = history.at(-1)?.at;
      const rested = rests(history).map(({ since }) => since);
      expect([...told, ...rested]).toContain(last);
      expect(new Set(rested).size).toBe(rested.length);
    }),
    { numRuns: 500 },
  );
});
