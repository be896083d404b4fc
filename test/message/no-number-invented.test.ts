import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/json.ts';
import { alarmOf, overSns } from '../helpers/changed-alarms.ts';
import { heldBy, inventedIn } from '../helpers/numbers.ts';
import { renderEvent } from '../helpers/render.ts';
import { readSamples } from '../helpers/samples.ts';
import { alarmWith } from '../helpers/told.ts';

/** Every number of a message is in the payload, or is one of it in another unit, rounded, or between two of its times. */

const NOW = Date.parse('2026-11-22T09:00:00Z');

/** Every text that a person reads of an event's messages, in all forms. */
async function textsOf(event: unknown): Promise<readonly string[]> {
  const messages = await renderEvent(event, { now: NOW });
  return messages.flat().flatMap(({ body }) => readable(body));
}

function readable(value: unknown, key = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => readable(item, key));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, inner]) => readable(inner, name));
  const isText = key === 'text' || key === 'fallback';
  return isText && typeof value === 'string' ? [unescaped(value)] : [];
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

async function inventedBy(event: unknown, isNote = false): Promise<readonly string[]> {
  const held = heldBy(event, [NOW], isNote);
  return (await textsOf(event)).flatMap((text) => inventedIn(text, held));
}

/** What is in base64 or in a form is not read here. */
const samples = readSamples().filter(({ door, form }) => door !== 'stream' && form !== 'form');

it('holds for every sample', async () => {
  const invented: string[] = [];
  for (const { name, event, told } of samples) {
    const found = await inventedBy(event, told === 'text');
    invented.push(...found.map((number) => `${name}: ${number}`));
  }
  expect(invented).toEqual([]);
});

const ALARMS =
  'alarm alarm-percentile ok sns-less-than-alarm sns-missing-data-alarm sns-zero-alarm sns-queue-age-alarm sns-math-alarm sns-anomaly-above-alarm sns-query-alarm sns-contributor-alarm sns-still-breaching-alarm'.split(
    ' ',
  );

/** The value with its numbers replaced, also those of a reason; dates and names stay. */
function withNumbers(value: unknown, next: () => number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withNumbers(item, next, key));
  if (isObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([name, inner]) => [name, withNumbers(inner, next, name)]),
    );
  }
  if (typeof value === 'number')
    return /period|datapoints/i.test(key) ? 1 + (next() % 900) : next();
  if (key !== 'NewStateReason' || typeof value !== 'string') return value;
  const counted = value.replace(COUNT, () => String(1 + (Math.trunc(next()) % 20)));
  return counted.replace(VALUE, () => String(next()));
}

const COUNT = /\d+(?= out of)|(?<=(?:out of|last) )\d+/g;
const VALUE = /\d+(?:\.\d+)?(?= \(\d\d\/)|(?<=threshold \()\d+(?:\.\d+)?/g;

it('holds whatever the numbers of an alarm are', async () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 10_000_000 }),
    fc.double({ min: 0.001, max: 5_000, noNaN: true }).map((value) => Number(value.toFixed(3))),
  );
  const numbers = fc.array(number, { minLength: 40, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ALARMS), numbers, async (name, list) => {
      let index = -1;
      const next = () => {
        index += 1;
        return list[index % list.length] ?? 0;
      };
      const alarm = withNumbers(alarmOf(name), next) as JsonObject;
      expect(await inventedBy(overSns(alarm))).toEqual([]);
    }),
    { numRuns: 250 },
  );
});

const OLD_WORDS = [
  '1 datapoint (97.2) was',
  '3 datapoints were',
  '3 datapoints [99.0 (22/11/26 07:50:00), 98.0 (22/11/26 07:45:00)] were',
  '2 out of the last 3 datapoints [99.0 (22/11/26 07:50:00)] were',
];

it('holds for every wording and every setting of the periods', async () => {
  const few = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...OLD_WORDS), few, few, async (words, periods, needed) => {
      const trigger = { EvaluationPeriods: periods, DatapointsToAlarm: needed, Threshold: 80 };
      const NewStateReason = `Threshold Crossed: ${words} greater than the threshold (80.0).`;
      const alarm = alarmWith(trigger, {
        NewStateReason,
        StateChangeTime: '2026-11-22T08:00:00.000+0000',
      });
      expect(await inventedBy(overSns(alarm))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe('what is claimed and not held is found', () => {
  const held = heldBy({
    reason: 'Threshold Crossed: 3 datapoints were greater than the threshold (80.0).',
    period: 300,
    state: { timestamp: '2026-11-22T08:00:00Z' },
    name: 'web-7',
  });
  it.each([
    ['Above 80% in *3 of the last 3* periods.'],
    ['Above 80% for 15 minutes (3 of 3 periods).'],
    ['at 81%'],
    ['at 8%'],
    ['7 of them'],
    ['for 16 minutes'],
    ['since <!date^1795331000^{time}|x>'],
  ])('%s', (text) => {
    expect(inventedIn(text, held)).toHaveLength(1);
  });

  it.each([
    ['Above *80%* in *3* periods of 5 minutes.'],
    ['for 15 minutes'],
    ['CPU of web-7'],
    ['0.08 kB'],
    ['since <!date^1795334100^{time}|x>'],
  ])('and nothing of: %s', (text) => {
    expect(inventedIn(text, held)).toEqual([]);
  });
});
