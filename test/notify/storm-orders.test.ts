import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../../src/alarm/alarm.ts';
import { type Moment, STORM_SPAN, TOLD_IN_FULL } from '../../src/alarm/storms.ts';
import { BusyError } from '../../src/errors.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { overSqs, stateChangeEvent } from '../helpers/payloads.ts';
import { wordsFor } from '../helpers/words.ts';

/** A storm in an account where every notification meets a container of its own. */

const EIGHT = Date.parse('2026-11-22T08:00:00.000Z');
const render = { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' };

const storms = fc
  .record({
    to: fc.constantFrom<AlarmState>('ALARM', 'OK', 'INSUFFICIENT_DATA'),
    /** Whether all are series of one alarm. */
    isOne: fc.boolean(),
    /** Milliseconds after eight at which each alarm changes. */
    offsets: fc.array(fc.integer({ min: 0, max: STORM_SPAN }), { minLength: 1, maxLength: 40 }),
    /** In which order the notifications arrive, and which of them twice. */
    ranks: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    twice: fc.array(fc.nat(39), { maxLength: 10 }),
    /** Runs whose container is killed after Slack took its message; Lambda runs them again. */
    killed: fc.array(fc.nat(60), { maxLength: 20 }),
    /** Questions that CloudWatch has no time for. */
    throttled: fc.array(fc.nat(60), { maxLength: 20 }),
    /** How many messages of the queue come at a time. */
    sizes: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 }),
  })
  .map(({ offsets, isOne, ...rest }) => ({
    ...rest,
    alarms: offsets.map((offset, index) => momentOf(`web-${index}.`, EIGHT + offset, isOne)),
  }));

function momentOf(name: string, changedAt: number, isSeries: boolean): Moment {
  if (!isSeries) return { name, changedAt };
  return { name: 'fleet', contributor: [{ name: 'InstanceId', value: name }], changedAt };
}

function labelOf({ name, contributor }: Moment): string {
  return contributor?.[0]?.value ?? name;
}

type Storm = typeof storms extends fc.Arbitrary<infer T> ? T : never;

function eventOf({ name, changedAt = 0, contributor }: Moment, to: AlarmState) {
  return stateChangeEvent(name, {
    state: { value: to, reason: 'Made so', timestamp: new Date(changedAt).toISOString() },
    previousState: { value: to === 'ALARM' ? 'OK' : 'ALARM' },
    ...(contributor && {
      alarmContributor: { attributes: { InstanceId: contributor[0]?.value ?? '' } },
    }),
  });
}

/** All that Slack shows in the end, of the notifications themselves and then of the queue. */
async function weather({ to, alarms, ranks, twice, killed, throttled, sizes }: Storm) {
  const queue: unknown[] = [];
  let runs = 0;
  let questions = 0;

  /** One run, in a container of its own: whether it lived to the end. */
  async function run(event: unknown, shown: string[]): Promise<boolean> {
    const { notify, texts } = startNotifier({
      render,
      now: () => EIGHT + STORM_SPAN,
      storm: {
        readCompany: async () => {
          if (throttled.includes(questions++)) throw new BusyError();
          return alarms;
        },
        postpone: async (content) => void queue.push(content),
      },
    });
    await notify(event);
    shown.push(...texts());
    return !killed.includes(runs++);
  }

  const arriving = alarms
    .map((alarm, index) => ({ alarm, rank: ranks[index] ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ alarm }) => alarm);
  const events = [...arriving, ...twice.flatMap((index) => alarms[index] ?? [])].map((alarm) =>
    eventOf(alarm, to),
  );
  const first: string[] = [];
  for (const event of events) while (!(await run(event, first)));
  const later: string[] = [];
  for (let turn = 0; queue.length > 0; turn += 1) {
    const bodies = queue.splice(0, sizes[turn % sizes.length]);
    while (!(await run(overSqs(bodies), later)));
  }
  return { first, later };
}

const namesIn = (texts: readonly string[]) => new Set(texts.join().match(/web-\d+\./g));

describe('of a storm, whatever the order, what comes twice, is killed or not answered', () => {
  it('every alarm is told', async () => {
    await fc.assert(
      fc.asyncProperty(storms, async (storm) => {
        const { first, later } = await weather(storm);
        const names = storm.alarms.map(labelOf);
        expect(namesIn([...first, ...later])).toEqual(new Set(names));
      }),
    );
  });

  it('no more than three different ones are told by themselves, and the first of them at once', async () => {
    await fc.assert(
      fc.asyncProperty(storms, async (storm) => {
        const { first } = await weather(storm);
        expect(namesIn(first).size).toBeLessThanOrEqual(TOLD_IN_FULL);
        const answered = await weather({ ...storm, throttled: [] });
        expect(namesIn(answered.first).size).toBe(Math.min(storm.alarms.length, TOLD_IN_FULL));
        const [earliest] = storm.alarms.toSorted(
          (a, b) => (a.changedAt ?? 0) - (b.changedAt ?? 0) || (labelOf(a) < labelOf(b) ? -1 : 1),
        );
        expect(namesIn(answered.first)).toContain(earliest && labelOf(earliest));
      }),
    );
  });

  it('somebody is called for an ALARM at least once, and never for what recovers or has no data', async () => {
    await fc.assert(
      fc.asyncProperty(storms, async (storm) => {
        const { first, later } = await weather(storm);
        const calls = [...first, ...later].filter((text) => text.includes('<!here>')).length;
        if (storm.to === 'ALARM') expect(calls).toBeGreaterThan(0);
        else expect(calls).toBe(0);
      }),
    );
  });
});
