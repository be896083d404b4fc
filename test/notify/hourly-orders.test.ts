import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { type Entry, readEntry } from '../../src/alarm/ledger.ts';
import type { JsonObject } from '../../src/json.ts';
import { createHourlyRun } from '../../src/notify/hourly.ts';
import { wordsFor } from '../helpers/words.ts';

/** Three days of hourly runs, each in a container of its own. */

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const DAYS = 3;
const RUNS = DAYS * 24;

const nights = fc.record({
  /** Milliseconds after noon at which each alarm goes off; it burns to the end. */
  since: fc.array(fc.integer({ min: 0, max: RUNS * HOUR }), {
    minLength: 1,
    maxLength: 70,
  }),
  hours: fc.integer({ min: 1, max: 24 }),
  /** Hours by which the run of each hour is late: they overtake each other. */
  late: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: RUNS, maxLength: RUNS }),
  /** Runs that come again, by so many hours later. */
  again: fc.array(fc.record({ run: fc.nat(RUNS - 1), by: fc.nat(40) }), { maxLength: 20 }),
  /** Posts at which the container is killed instead; Lambda runs it again. */
  killed: fc.array(fc.nat(150), { maxLength: 40 }),
});

type Night = typeof nights extends fc.Arbitrary<infer T> ? T : never;

function burning(since: Night['since'], now: number): readonly Alarm[] {
  return since.flatMap((after, index): readonly Alarm[] =>
    NOON + after > now
      ? []
      : [
          {
            name: `web-${index}.`,
            partition: 'aws',
            state: 'ALARM',
            changedAt: NOON + after,
            evaluation: { understood: false, values: [] },
            facts: [],
          },
        ],
  );
}

/** Of which alarm somebody was reminded, and by the run of which time. */
async function remindersOf({ since, hours, late, again, killed }: Night) {
  const log: Entry[] = [];
  const reminded: { readonly name: string; readonly at: number }[] = [];
  let posts = 0;

  async function run(scheduledAt: number, now: number): Promise<void> {
    const hourly = createHourlyRun({
      readNight: async () => ({ burning: burning(since, now), changes: [] }),
      readLedger: async (from) => log.filter(({ writtenAt }) => writtenAt >= from),
      deliver: async (forms) => {
        if (killed.includes(posts++)) throw new Error('killed');
        const names = JSON.stringify(forms.at(-1)?.body).match(/web-\d+\./g) ?? [];
        for (const name of new Set(names)) reminded.push({ name, at: scheduledAt });
      },
      render: { words: wordsFor('en'), timeZone: 'UTC' },
      remindHours: hours,
      quiet: { eventBridgeExcludes: [], notifyMissingData: true, ignore: [] },
      log: (_level, message, fields: JsonObject = {}) => {
        const entry = readEntry({ message, ...fields }, now);
        if (entry !== undefined) log.push(entry);
      },
      now: () => now,
    });
    await hourly(scheduledAt, () => 25_000, true).catch(() => run(scheduledAt, now));
  }

  const first = late.map((by, index) => ({ run: index, by }));
  const arriving = [
    ...first,
    ...again.map((one) => ({ ...one, by: one.by + (late[one.run] ?? 0) })),
  ]
    .map(({ run: index, by }) => ({ scheduledAt: NOON + index * HOUR, by }))
    .toSorted((a, b) => a.scheduledAt + a.by * HOUR - (b.scheduledAt + b.by * HOUR));
  for (const { scheduledAt, by } of arriving) await run(scheduledAt, scheduledAt + by * HOUR);
  return reminded;
}

it('each alarm is reminded of exactly once a window, whatever is late, repeated or killed', async () => {
  await fc.assert(
    fc.asyncProperty(nights, async (night) => {
      const window = night.hours * HOUR;
      const reminded = await remindersOf(night);
      for (const [index, after] of night.since.entries()) {
        const own = reminded.filter(({ name }) => name === `web-${index}.`);
        const windows = own.map(({ at }) => Math.floor((at - NOON - after) / window));
        const all = Math.max(0, Math.floor(((RUNS - 1) * HOUR - after) / window));
        expect(windows.toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: all }, (_, before) => before + 1),
        );
      }
    }),
    { numRuns: 50 },
  );
});
