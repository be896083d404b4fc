import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../src/alarm/alarm.ts';
import { isObject, type JsonObject, readArray, readText } from '../src/json.ts';
import type { MessageForms } from '../src/message/blocks.ts';
import { checkSlackLimits } from '../src/preview/fake-slack/message-rules.ts';
import { alarmOf, changedTo, overSns, sampleNamed } from './helpers/changed-alarms.ts';
import { everyRow } from './helpers/every-row.ts';
import { type Circumstances, renderEvent } from './helpers/render.ts';
import { readSamples } from './helpers/samples.ts';
import { listSnapshots, snapshotOf, snapshotPath } from './helpers/snapshots.ts';
import { findUnsafeText } from './helpers/unsafe-text.ts';

/** Holds a message against its snapshot, Slack's limits, and what must never be in a text. */
async function expectMessage(
  name: string,
  forms: MessageForms,
  given: string,
  mention?: string,
): Promise<void> {
  await expect(snapshotOf(forms)).toMatchFileSnapshot(snapshotPath(name));
  for (const { name: form, body } of forms) {
    expect(checkSlackLimits(body), `${name}, form ${form}`).toEqual([]);
    const expected = mention === undefined ? { given } : { given, mention };
    expect(findUnsafeText(body, expected), `${name}, form ${form}`).toEqual([]);
  }
  expect(forms.at(-1)?.name).toBe('text');
}

const samples = readSamples();
/** How many messages a sample gives, where that is not one. */
const MESSAGES: Readonly<Record<string, number>> = {
  'eventbridge-muted-alarm': 0,
  // Each of its series has an event of its own.
  'eventbridge-query-alarm': 0,
  'eventbridge-suppressed-alarm': 0,
  'sns-three-several': 3,
};
const sampleMessages = samples.map(({ name }) => {
  const count = MESSAGES[name] ?? 1;
  const numbers = Array.from({ length: count }, (_, index) => `-${index + 1}`);
  return [
    name,
    (count === 1 ? [''] : numbers).map((number) => `samples/${name}${number}`),
  ] as const;
});

const START = Date.parse('2026-11-22T07:00:00Z');
const soFar = {
  period: 300,
  datapoints: [22, 25.125, 21, 24, 31, 44, 58, 71, 84.25, 88.9, 93.416, 61, 41.58].map(
    (value, index) => ({ at: START + index * 300_000, value }),
  ),
};
const over = { ...soFar, alarmSince: Date.parse('2026-11-22T08:00:44.318Z'), peak: 97.641 };
const korean = { LANGUAGE: 'ko', TIME_ZONE: 'Asia/Seoul' };

describe('every sample', () => {
  it(
    'gives its messages',
    everyRow(sampleMessages, async (name, snapshots) => {
      const { event, source } = sampleNamed(name);
      const messages = await renderEvent(event);
      expect(messages).toHaveLength(snapshots.length);
      for (const [index, snapshot] of snapshots.entries()) {
        await expectMessage(snapshot, messages[index] ?? [], source);
      }
    }),
  );

  it(
    'is safe in Korean, too',
    everyRow(samples, async ({ event, source }) => {
      for (const forms of await renderEvent(event, { settings: korean, history: soFar })) {
        const faults = forms.flatMap(({ body }) => findUnsafeText(body, { given: source }));
        expect(faults).toEqual([]);
      }
    }),
  );
});

const calling = (whom: string) => ({ MENTION_ON_ALARM: whom });

interface Known extends Circumstances {
  readonly snapshot: string;
  readonly sample: string;
  readonly mention?: string;
}

const KNOWN: readonly Known[] = [
  { snapshot: 'known/alarm-with-history', sample: 'alarm', history: soFar, instanceName: 'web-1' },
  {
    snapshot: 'known/alarm-with-mention',
    sample: 'alarm',
    settings: calling('@here'),
    mention: '<!here>',
  },
  { snapshot: 'known/ok-with-history', sample: 'ok', history: over, instanceName: 'web-1' },
  { snapshot: 'known/anomaly-with-history', sample: 'sns-anomaly-outside-alarm', history: soFar },
  {
    snapshot: 'known/composite-with-mention',
    sample: 'sns-composite-alarm',
    settings: calling('S012AB3CD'),
    mention: '<!subteam^S012AB3CD>',
  },
  {
    snapshot: 'known/batch-with-mention',
    sample: 'undelivered-batch-several',
    settings: calling('@channel'),
    mention: '<!channel>',
  },
  {
    snapshot: 'known/no-data-with-name',
    sample: 'insufficient-data',
    instanceName: 'web-1 <&> `x`',
  },
  { snapshot: 'korean/alarm', sample: 'sns-korean-alarm', settings: korean, history: soFar },
  { snapshot: 'korean/ok', sample: 'ok', settings: korean, history: over, instanceName: '결제-1' },
  { snapshot: 'korean/no-data', sample: 'insufficient-data', settings: korean },
  { snapshot: 'korean/new', sample: 'sns-new-ok', settings: korean },
  { snapshot: 'korean/math', sample: 'sns-math-alarm', settings: korean },
  { snapshot: 'korean/anomaly', sample: 'sns-anomaly-outside-alarm', settings: korean },
  { snapshot: 'korean/query', sample: 'sns-query-alarm', settings: korean },
  { snapshot: 'korean/contributor', sample: 'sns-contributor-alarm', settings: korean },
  { snapshot: 'korean/composite', sample: 'sns-composite-alarm', settings: korean },
  { snapshot: 'korean/composite-ok', sample: 'sns-composite-ok', settings: korean },
  { snapshot: 'korean/missing-data', sample: 'sns-missing-data-alarm', settings: korean },
  { snapshot: 'korean/test', sample: 'sns-test-alarm', settings: korean },
  { snapshot: 'korean/foreign', sample: 'not-an-alarm', settings: korean },
  { snapshot: 'korean/batch', sample: 'undelivered-batch-several', settings: korean },
];

describe('what is known and chosen beyond the event', () => {
  it(
    'is told',
    everyRow(KNOWN, async ({ snapshot, sample, mention, ...circumstances }) => {
      const { event, source } = sampleNamed(sample);
      const [forms = []] = await renderEvent(event, circumstances);
      await expectMessage(snapshot, forms, source + (circumstances.instanceName ?? ''), mention);
    }),
  );
});

describe('a contributor whose history is known', () => {
  it('has the same instance, statistic and unit in header, sentence, chart and details', async () => {
    const { event } = sampleNamed('eventbridge-contributor-alarm');
    const [[forms] = []] = await renderEvent(event, { history: soFar });
    const { blocks = [], attachments } = forms?.body ?? {};
    const [header, sentence, , chart] = blocks;
    expect(header).toMatchObject({
      text: { text: '🔴 ALARM: CPU of i-0123456789abcdef0 at 93.4%' },
    });
    expect(sentence).toMatchObject({ text: { text: expect.stringMatching(/^Above \*80%\* in /) } });
    expect(chart).toMatchObject({
      title: 'CPUUtilization, Average',
      chart: {
        series: [{ name: 'i-0123456789abcdef0' }, { name: 'Limit 80%' }],
        axis_config: { y_label: '%' },
      },
    });
    expect(JSON.stringify(attachments)).toContain('average of 5\u00a0minutes');
  });
});

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const TELLING: Readonly<Record<AlarmState, string>> = {
  ALARM: 'alarm',
  OK: 'ok',
  INSUFFICIENT_DATA: 'insufficient-data',
};
const changes = STATES.flatMap((state) =>
  [...STATES, undefined].map(
    (old) => [old ?? 'unknown', state, `states/${old ?? 'unknown'}-to-${state}`] as const,
  ),
);

describe('every change of state', () => {
  it(
    'is told in its own way',
    everyRow(changes, async (old, state, snapshot) => {
      const { OldStateValue: _, ...alarm } = alarmOf(TELLING[state]);
      const changed = old === 'unknown' ? alarm : { ...alarm, OldStateValue: old };
      const [forms = []] = await renderEvent(overSns(changed));
      await expectMessage(snapshot, forms, JSON.stringify(changed));
    }),
  );
});

const FORMS = [
  ...['p99', 'less-than', 'custom-metric', '2016', 'gov', 'china', 'tags', 'log', 'promql'],
  ...['math', 'math-no-label', 'anomaly-above', 'anomaly-below', 'anomaly-outside'],
  ...['query', 'query-one-series', 'contributor', 'composite'],
];
const formsInStates = FORMS.flatMap((form) =>
  (['OK', 'INSUFFICIENT_DATA'] as const).map(
    (state) => [form, state, `forms/${form}-to-${state}`] as const,
  ),
);

describe('every form', () => {
  it(
    'is told when it resolves or has no data, too',
    everyRow(formsInStates, async (form, state, snapshot) => {
      const alarm = changedTo(alarmOf(`sns-${form}-alarm`), state);
      const [forms = []] = await renderEvent(overSns(alarm));
      await expectMessage(snapshot, forms, JSON.stringify(alarm));
    }),
  );
});

describe('every door', () => {
  const TopicArn = 'arn:aws:sns:ap-northeast-2:123456789012:cloudwatch-to-slack-alarms';
  const queued = (body: unknown) => ({
    Records: [{ eventSource: 'aws:sqs', messageId: 'm-1', body: JSON.stringify(body) }],
  });
  const WAYS: Readonly<Record<string, (alarm: JsonObject) => unknown>> = {
    'no envelope at all': (alarm) => alarm,
    'a queue behind the topic': (alarm) => queued({ TopicArn, Message: JSON.stringify(alarm) }),
    'a queue with raw delivery': queued,
    'the undelivered queue': (alarm) => queued(overSns(alarm)),
    'an on-failure destination': (alarm) => queued({ requestPayload: overSns(alarm) }),
  };
  /** Within something else in their message. */
  const WRAPPED = ['eventbridge', 'encoded', 'protocols'];
  const alarms = samples
    .filter(({ door, form, told }) => door === 'sns' && !WRAPPED.includes(form) && isState(told))
    .map(({ name }) => name);
  it(
    'brings every alarm as SNS does',
    everyRow(Object.keys(WAYS), async (way) => {
      for (const name of alarms) {
        const alarm = alarmOf(name);
        const onTime = { now: Date.parse(readText(alarm, 'StateChangeTime') ?? '') };
        const expected = await renderEvent(overSns(alarm), onTime);
        expect(expected, name).toHaveLength(1);
        expect(await renderEvent(WAYS[way]?.(alarm), onTime), name).toEqual(expected);
      }
    }),
  );

  const announced = samples.filter(
    ({ door, name, told }) => door === 'eventbridge' && isState(told) && MESSAGES[name] !== 0,
  );

  it('the action of an alarm brings every alarm as EventBridge does', async () => {
    expect(announced.length).toBeGreaterThan(5);
    for (const { name, event } of announced) {
      const change = isObject(event) ? event : {};
      const { account: accountId, region, time, detail: alarmData } = change;
      const [alarmArn] = readArray(change, 'resources');
      const action = { source: 'aws.cloudwatch', alarmArn, accountId, region, time, alarmData };
      const expected = await renderEvent(event);
      expect(expected, name).toHaveLength(1);
      expect(await renderEvent(action), name).toEqual(expected);
    }
  });
});

function isState(told: string): boolean {
  return told !== 'text' && told !== 'several';
}

describe('the snapshots', () => {
  it('are all in use', () => {
    const used = [
      ...sampleMessages.flatMap(([, snapshots]) => snapshots),
      ...KNOWN.map(({ snapshot }) => snapshot),
      ...[...changes, ...formsInStates].map(([, , snapshot]) => snapshot),
    ];
    expect(new Set(used).size).toBe(used.length);
    expect(listSnapshots().filter((name) => !used.includes(name))).toEqual([]);
  });
});
