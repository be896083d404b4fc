import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventError } from '../src/errors.ts';
import type { JsonObject } from '../src/json.ts';
import type { MessageForms } from '../src/message/blocks.ts';
import { createNotifier } from '../src/notify/notifier.ts';
import * as together from '../src/notify/together.ts';
import { alarmOf, overSns } from './helpers/changed-alarms.ts';
import { everyRow } from './helpers/every-row.ts';
import { findFaults, findRawJson } from './helpers/faults.ts';
import { mutate } from './helpers/mutations.ts';
import { outsideText } from './helpers/outside-text.ts';
import { readSamples } from './helpers/samples.ts';
import { wordsFor } from './helpers/words.ts';

const MENTION = '<!here>';

/** The messages of an event; none for one that holds nothing readable, which is refused with a sentence. */
async function messagesOf(event: unknown): Promise<readonly MessageForms[]> {
  const messages: MessageForms[] = [];
  const notify = createNotifier({
    loadTogether: async () => together,
    deliver: async (forms) => {
      messages.push(forms);
    },
    log: () => {},
    render: { words: wordsFor('en'), timeZone: 'UTC', mention: MENTION },
    now: () => Date.parse('2026-11-22T09:00:00Z'),
  });
  try {
    await notify(event, () => 20_000);
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
  }
  return messages;
}

/** Each field is mutated once for each state: the forms and doors that share it treat it alike. */
const mutated = new Set<string>();

function isFirst(told: string, place: string): boolean {
  const field = `${told} ${place.replace(/^.*~/, '')}`;
  const known = mutated.has(field);
  mutated.add(field);
  return !known;
}

/** Enough for a slow machine; nothing here waits. */
const timeout = 120_000;
const samples = readSamples().filter(({ told }) => told !== 'several');

describe('a sample of which any one field is missing, of a wrong type, renamed or cut off', {
  timeout,
}, () => {
  it(
    'gives a message without fault',
    everyRow(
      samples.map((sample) => [sample.name, sample] as const),
      async (_, { event, told }) => {
        const found: string[] = [];
        for (const mutant of mutate(event, (place) => isFirst(told, place))) {
          for (const forms of await messagesOf(mutant.event)) {
            const faults = findFaults(forms, mutant.event, MENTION);
            const json = findRawJson(forms, mutant.event);
            found.push(...[...faults, ...json].map((fault) => `${mutant.name}: ${fault}`));
          }
        }
        expect(found).toEqual([]);
      },
    ),
  );
});

const FORMS = [
  ...['alarm', 'ok', 'insufficient-data', 'sns-new-ok', 'sns-p99-alarm', 'sns-math-alarm'],
  ...['sns-anomaly-outside-alarm', 'sns-query-alarm', 'sns-contributor-alarm'],
  ...['sns-composite-alarm', 'sns-log-alarm', 'sns-tags-alarm'],
];

const anything = fc.oneof(
  fc.jsonValue(),
  outsideText(4),
  fc.constantFrom('NaN', '-0', '1e999', '', 1e308, -0.1 + 0.3, 1e-300),
);

/** An alarm of any form, of which some fields hold anything. */
const anyAlarm: fc.Arbitrary<JsonObject> = fc.constantFrom(...FORMS).chain((name) => {
  const alarm = alarmOf(name);
  const fields = [...Object.keys(alarm), 'AlarmRule', 'TriggeringChildren', 'Anything'];
  return fc
    .dictionary(fc.constantFrom(...fields), anything, { maxKeys: 5, noNullPrototype: true })
    .map((changes) => ({ ...alarm, ...changes }));
});

const overSnsWith = (Sns: object) => ({ Records: [{ EventSource: 'aws:sns', Sns }] });
const queued = (bodies: readonly string[]) => ({
  Records: bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m-${index}`,
    body,
  })),
});

describe('whatever comes', { timeout }, () => {
  it(
    'gives messages without fault',
    everyRow<[string, fc.Arbitrary<unknown>]>(
      [
        ['any JSON as the event', fc.jsonValue()],
        ['any JSON as the SNS message', fc.json().map((Message) => overSnsWith({ Message }))],
        ['any text as the SNS message', outsideText(40).map((Message) => overSnsWith({ Message }))],
        [
          'any subject and text',
          fc.record({ Subject: outsideText(), Message: outsideText() }).map(overSnsWith),
        ],
        ['any body in a queue', outsideText().map((body) => queued([body]))],
        ['an alarm with anything in its fields', anyAlarm.map(overSns)],
        [
          'a batch of such alarms',
          fc
            .array(
              anyAlarm.map((alarm) => JSON.stringify(alarm)),
              { minLength: 2, maxLength: 8 },
            )
            .map(queued),
        ],
      ],
      async (_, events) => {
        await fc.assert(
          fc.asyncProperty(events, async (event) => {
            for (const forms of await messagesOf(event)) {
              expect(findFaults(forms, event, MENTION)).toEqual([]);
            }
          }),
          { numRuns: 300 },
        );
      },
    ),
  );
});
