import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, parseJson } from '../../src/json.ts';
import { alarmOf, overSns } from '../helpers/changed-alarms.ts';
import { markTexts } from '../helpers/mutations.ts';
import { readSamples, type Sample } from '../helpers/samples.ts';
import { published, told } from '../helpers/told.ts';

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
  // The texts of a list are one below the other, and count as one.
  const count = new Set(lost.map((token) => token.replace(/, item \d+/, ''))).size;
  expect(count, `${lost.join()} of ${text}`).toBeLessThanOrEqual(counted(text));
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

/** What no message shows, by its place; `~` leads into the JSON within a text, `*` into a list. */
const OF_ENVELOPES = [
  /(?:^|\.)Records\.\*\.(?:\w+|attributes\.\w+|messageAttributes\.\w+\.\w+|kinesis\.\w+)$/,
  /(?:^|\.)Records\.\*\.Sns\.(?!Message$)\w+$/,
  /^Records\.\*\.body\.~\.(?!Message$)[A-Z]\w+$/,
  /^body\.~\.(?!Message$)[A-Z]\w+$/,
  /^(?:headers|requestContext)\./,
  /^(?:httpMethod|path|rawPath|resource|routeKey|version|body|invocationId|deliveryStreamArn)$/,
  /^records\.\*\.(?:recordId|data)$/,
  // Of brokers.
  /^(?:eventSourceArn|bootstrapServers|records\.[\w-]+\.\*\.\w+)$/,
  /^(?:messages\.\*|rmqMessagesByQueue)\./,
  // Of a message for each protocol: what the other protocols get.
  /^Records\.\*\.Sns\.Message\.~\.(?:email|sms)$/,
  // Of EventBridge: what is no part of the detail, but where and when that was.
  /(?:^|~\.)(?:version|id|source|detail-type)$/,
];
/** That this function failed before is no part of what it is to tell. */
const OF_OWN_FAILURE = /~\.(?:timestamp|(?:requestContext|responseContext|responsePayload)\.\w+)$/;

/** Where the alarm is comes from its ARN; times and states that cannot be read as such say nothing. */
const OF_ALARMS = [
  /(?:^|\.)(?:AlarmArn|alarmArn|AWSAccountId|accountId|account|Region|region|resources\.\*)$/,
  /(?:^|\.)(?:\w*Timestamp|timestamp|time|StateChangeTime|queryDate|startDate)$/,
  /\.(?:OldStateValue|(?:OK|Alarm|InsufficientData)Actions\.\*|AlarmTagsStatus|alarmTagsStatus)$/,
  /\.(?:AlarmContributorId|alarmContributor\.id|StatisticType|ThresholdMetricId)$/,
  /\.(?:TreatMissingData|EvaluateLowSampleCountPercentile)$/,
  /\.(?:[Pp]reviousState\.\w+|actionsSuppressor|reasonData\.~\.(?:version|statistic))$/,
  // Of an expression's inputs: the statistic and whence each is. Of an anomaly: the band, which is in numbers.
  /\.[Mm]etrics\.\*\.(?:[Ii]d|[Mm]etricStat\.(?:[Ss]tat|[Mm]etric\.(?:[Nn]amespace|Dimensions\.\*\.name)))$/,
  // The children of a composite alarm are told by their names.
  /\.(?:TriggeringChildren|triggeringAlarms)\.\*\.[Ss]tate\.\w+$/,
  /\.previousState\.reasonData\./,
];
const OF_ANOMALY = /\.[Mm]etrics\.\*\.(?:[Ee]xpression|[Ll]abel)$/;
/** An OK is small: what it was, how long, how bad. */
const OF_OK =
  /\.(?:AlarmDescription|description|AlarmRule|alarmRule|TriggeringChildren\..+|Trigger\..+|metrics\..+)$/;
/** Which alarm it was is in the title, when in the event's own time. */
const OF_CONFIGURATION = /^resources\.\*$|onfiguration\.timestamp$|\.state\.\w+$/;
/** Its color becomes the emoji. */
const OF_SLACK = /\.color$/;

function isNeverShown({ told: kind, form }: Sample, place: string): boolean {
  const isAlarm = kind !== 'text';
  return [
    OF_ENVELOPES.some((pattern) => pattern.test(place)),
    form === 'destination' && OF_OWN_FAILURE.test(place),
    isAlarm && OF_ALARMS.some((pattern) => pattern.test(place)),
    isAlarm && /anomaly|query|promql/.test(form) && OF_ANOMALY.test(place),
    kind === 'OK' && OF_OK.test(place),
    form === 'slack' && OF_SLACK.test(place),
    form === 'configuration' && OF_CONFIGURATION.test(place),
  ].includes(true);
}

/** A digest has one line for each. */
const IN_ONE_LINE = ['batch'];

describe('each text of every sample', () => {
  const MARKER = 'a text of its own';
  const samples = readSamples().filter(({ form }) => !IN_ONE_LINE.includes(form));

  async function lostOf(sample: Sample): Promise<readonly string[]> {
    if ((await told(sample.event)) === '') return [];
    const seen = new Set<string>();
    const isNew = (place: string) => !seen.has(place) && seen.add(place) !== undefined;
    const lost: string[] = [];
    for (const { place, event } of markTexts(sample.event, MARKER, isNew)) {
      if (isNeverShown(sample, place)) continue;
      const text = await told(event);
      if (!text.includes(MARKER) && counted(text) === 0) lost.push(`${sample.name}: ${place}`);
    }
    return lost;
  }

  it('is shown, counted as left out, or at a place that is never shown', async () => {
    const lost: string[] = [];
    for (const sample of samples) lost.push(...(await lostOf(sample)));
    expect(lost).toEqual([]);
  }, 120_000);
});

describe('each text of anything else', () => {
  /** The value with another text in the place of each of its texts, and those texts. */
  function marked(value: unknown): { readonly copy: unknown; readonly tokens: readonly string[] } {
    const tokens: string[] = [];
    const mark = (token: string) => tokens[tokens.push(token) - 1];
    const copyOf = (inner: unknown): unknown => {
      const number = tokens.length;
      if (typeof inner === 'string') return mark(`text ${number} of it`);
      if (Array.isArray(inner) && inner.every((item) => typeof item === 'string'))
        return inner.map((_, index) => mark(`text ${number}, item ${index} of it`));
      if (Array.isArray(inner)) return inner.map(copyOf);
      if (!isObject(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, copyOf(item)]));
    };
    return { copy: copyOf(value), tokens };
  }

  const zipped = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
  const logs = (message: string) => ({
    logGroup: '/a',
    logEvents: [{ id: '1', timestamp: 1, message }],
  });
  const AROUND = { account: 'its account', time: 'its time', region: 'its region' };
  const doors: Readonly<Record<string, (value: JsonObject) => unknown>> = {
    SNS: overSns,
    'SNS, written twice': (value) => published(JSON.stringify(JSON.stringify(value))),
    SQS: (value) => ({
      Records: [{ eventSource: 'aws:sqs', messageId: '1', body: JSON.stringify(value) }],
    }),
    EventBridge: (detail) => ({ 'detail-type': 'Thing Happened', detail, ...AROUND }),
    'a function URL': (value) => ({ requestContext: { http: {} }, body: JSON.stringify(value) }),
    Kinesis: (value) => ({ Records: [{ kinesis: { data: base64(value) } }] }),
    Kafka: (value) => ({
      eventSource: 'aws:kafka',
      records: { 'a-0': [{ value: base64(value) }] },
    }),
    'a log': (value) => ({ awslogs: { data: zipped(logs(JSON.stringify(value))) } }),
    'a destination': (responsePayload) => ({
      requestContext: { functionArn: 'arn:aws:lambda:eu-west-1:1:function:f', condition: 'X' },
      responsePayload,
    }),
    'text before an alarm': (value) =>
      overSns({ AlarmName: 'a', NewStateValue: 'ALARM', more: value }),
    'a composite alarm': (value) =>
      overSns({ AlarmName: 'a', NewStateValue: 'ALARM', AlarmRule: 'ALARM(b)', more: value }),
  };
  const key = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      ...'title name state status message detail reason resources time account'.split(' '),
    ),
  );
  const anything = fc.dictionary(
    key,
    fc.object({ key, maxDepth: 3, maxKeys: 4, values: [fc.string(), fc.integer(), fc.boolean()] }),
    { minKeys: 1, maxKeys: 6 },
  );
  const flat = fc.dictionary(key, fc.string(), { minKeys: 1, maxKeys: 8 });

  it('is shown or counted, through whatever door it comes', async () => {
    const door = fc.constantFrom(...Object.keys(doors));
    await fc.assert(
      fc.asyncProperty(door, fc.oneof(anything, flat), async (name, value) => {
        const { copy, tokens } = marked(value);
        fc.pre(tokens.length > 0 && isObject(copy));
        const around = name === 'EventBridge' ? Object.values(AROUND) : [];
        await expectKept(doors[name]?.(copy as JsonObject), [...tokens, ...around]);
      }),
      { numRuns: 300 },
    );
  });
});
