import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isObject, type JsonObject, parseJson } from '../../src/json.ts';
import { alarmOf, overSns } from '../helpers/changed-alarms.ts';
import { readSamples } from '../helpers/samples.ts';
import { told } from '../helpers/told.ts';

/** Whatever a payload holds beside what is known of it is shown, or counted as left out. */

/** What AWS puts into places that no message needs. */
const NEVER_SHOWN =
  /\.(?:dimensions|reasonData|alarmActions|okActions|muteDetail|actionsSuppressor)$/i;

interface Place {
  readonly path: string;
  readonly object: Record<string, unknown>;
}

/** The objects to which somebody may add a key. */
function places(value: unknown, path = ''): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((item) => places(item, path));
  if (!isObject(value) || NEVER_SHOWN.test(path)) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => places(item, `${path}.${key}`));
  return [{ path, object: value as Record<string, unknown> }, ...inner];
}

/** How many the message says that it leaves out. */
function counted(text: string): number {
  return [...text.matchAll(/and (\d+) more/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function expectKept(event: unknown, tokens: readonly string[]): Promise<void> {
  const text = await told(event);
  const lost = tokens.filter((token) => !text.includes(token));
  expect(lost.length, `${lost.join()} of ${text}`).toBeLessThanOrEqual(counted(text));
}

/** The payload with a key of its own, each with another text, in some of its objects. */
function withExtras(payload: unknown, picks: readonly number[]) {
  const copy: unknown = structuredClone(payload);
  const found = places(copy);
  const tokens = picks.map((pick, index) => {
    const token = `extra text ${index} of it`;
    const place = found[pick % found.length];
    if (place !== undefined) place.object[`Extra${index}`] = token;
    return token;
  });
  return { copy, tokens };
}

const ALARMS =
  'alarm sns-math-alarm sns-anomaly-above-alarm sns-query-alarm sns-composite-alarm'.split(' ');
const picks = fc.array(fc.nat(200), { minLength: 1, maxLength: 60 });

it('a key that nobody knows of an alarm is shown or counted, wherever it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ALARMS), picks, async (name, at) => {
      const alarm: JsonObject = alarmOf(name);
      const { copy, tokens } = withExtras(alarm, at);
      await expectKept(overSns(copy as JsonObject), tokens);
    }),
    { numRuns: 60 },
  );
});

/** A changed alarm shows the keys that changed, a message that was written for Slack what Slack would show. */
const SHOWN_IN_PART = ['configuration', 'slack'];
const notes = readSamples().filter(
  ({ told: kind, form }) => kind === 'text' && !SHOWN_IN_PART.includes(form),
);

it('a key that nobody knows of a note is shown or counted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...notes), picks, async ({ event }, at) => {
      const content = contentOf(event);
      fc.pre(isObject(content));
      const { copy, tokens } = withExtras(content, at);
      await expectKept(overSns(copy as JsonObject), tokens);
    }),
    { numRuns: 60 },
  );
});

/** The JSON that the sample is about. */
function contentOf(event: unknown): unknown {
  const record =
    isObject(event) && Array.isArray(event['Records']) ? event['Records'][0] : undefined;
  if (record === undefined) return event;
  const text = record?.Sns?.Message;
  return typeof text === 'string' ? parseJson(text) : undefined;
}

it('no number is told that the payload does not hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1000, max: 9999 }),
      fc.integer({ min: 10_000, max: 99_999 }),
      async (limit, value) => {
        const Trigger = {
          MetricName: 'Orders',
          Namespace: 'Shop',
          Dimensions: [],
          Threshold: limit,
          ComparisonOperator: 'GreaterThanThreshold',
        };
        const NewStateReason = `Threshold Crossed: 1 datapoint [${value}.0] was greater than the threshold (${limit}.0).`;
        const text = await told(
          overSns({ AlarmName: 'orders', NewStateValue: 'ALARM', NewStateReason, Trigger }),
        );
        const numbers = [
          ...text.replace(/<[^>]*>|"color":"[^"]*"/g, '').matchAll(/(?<![\w#.])\d[\d,]*/g),
        ];
        const plain = numbers.map(([number]) => Number(number.replaceAll(',', '')));
        expect(plain.length).toBeGreaterThan(0);
        // The reason says of how many datapoints it speaks.
        for (const number of plain) expect([limit, value, 1]).toContain(number);
      },
    ),
    { numRuns: 50 },
  );
});
