import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import type { QuietRules } from '../../src/notify/quiet.ts';
import { everyRow } from '../helpers/every-row.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { buildPayload, overSns, stateChangeEvent } from '../helpers/payloads.ts';

const AT = '2026-11-22T08:00:00.000+0000';

const RULES: QuietRules = {
  eventBridgeCovers: { accountId: '123456789012', region: 'ap-northeast-2' },
  eventBridgeExcludes: ['prod-ops-lost'],
  notifyMissingData: false,
  ignore: ['TargetTracking-*', '*-noise-*x'],
  heartbeatAlarm: 'prod-ops-heartbeat',
};

function event(name: string, state: JsonObject, more: JsonObject = {}): JsonObject {
  return stateChangeEvent(name, { state: { value: 'ALARM', timestamp: AT, ...state }, ...more });
}

async function toldOf(...events: readonly unknown[]) {
  const { notify, texts, lines } = startNotifier({
    quiet: RULES,
    render: {
      words: (await import('../helpers/words.ts')).wordsFor('en'),
      timeZone: 'UTC',
      mention: '<!here>',
    },
  });
  for (const one of events) await notify(one);
  const quiet = lines.filter(({ message }) => message === 'not announced');
  return { texts: texts(), why: quiet.map(({ fields }) => fields?.['why']) };
}

describe('a message of the topic where EventBridge brings every change', () => {
  it('is left to EventBridge when it comes with the change', async () => {
    const told = await toldOf(overSns([buildPayload()], { Timestamp: '2026-11-22T08:00:59.000Z' }));
    expect(told).toEqual({ texts: [], why: ['told of through EventBridge'] });
  });

  it('is told when it comes later, for then a mute window has ended', async () => {
    const muted = event('web-1 CPU', {}, { muteDetail: { mutedByArn: 'arn:x' } });
    const after = overSns([buildPayload()], { Timestamp: '2026-11-22T09:00:05.000Z' });
    const told = await toldOf(muted, after);
    expect(told.texts).toHaveLength(1);
    expect(told.why).toEqual(['muted by an alarm mute rule']);
  });

  it(
    'is told for all that EventBridge does not bring',
    everyRow(
      [
        ['one that the rule leaves out by name', { name: 'prod-ops-lost' }],
        ['one that IGNORE keeps from EventBridge', { name: 'TargetTracking-web-AlarmHigh' }],
        ['missing data that the rule does not bring', { state: 'INSUFFICIENT_DATA' }],
      ] as const,
      async (_, change) => {
        expect((await toldOf(overSns([buildPayload(change)]))).texts).toHaveLength(1);
      },
    ),
  );

  it('is not told through a name that only begins like one of the list', async () => {
    const told = await toldOf(
      overSns([buildPayload({ name: 'prod-ops-database' })]),
      event('prod-ops-database', {}),
    );
    expect(told.texts).toHaveLength(1);
  });

  it('is never told for the sign of life', async () => {
    const told = await toldOf(overSns([buildPayload({ name: 'prod-ops-heartbeat' })]));
    expect(told).toEqual({ texts: [], why: ['the sign of life of this stack'] });
  });
});

describe('an event of EventBridge', () => {
  it(
    'is told unless its alarm is excluded',
    everyRow(
      [
        ['TargetTracking-service/prod/web-AlarmLow-1', false],
        ['a-noise-b-x', false],
        ['a-noise-b', true],
        ['my-TargetTracking-web', true],
      ],
      async (name, isTold) => {
        const { texts, why } = await toldOf(event(name, {}));
        expect(texts).toHaveLength(isTold ? 1 : 0);
        expect(why).toEqual(isTold ? [] : ['its name is in IGNORE']);
      },
    ),
  );

  it('of a fleet is told once for the first instance, once for each that follows', async () => {
    const instance = (id: string) => ({ alarmContributor: { id, attributes: { InstanceId: id } } });
    const { texts, why } = await toldOf(
      event('fleet', { reason: '1 out of 6 time series evaluated to ALARM' }),
      event('fleet', { reason: 'x' }, instance('i-0123456789abcdef0')),
      event('fleet', { reason: 'x' }, instance('i-0123456789abcdef1')),
      event('fleet', { value: 'OK', reason: '100+ time series evaluated to OK' }),
    );
    expect(texts).toHaveLength(2);
    expect(texts.join().match(/<!here>/g)).toHaveLength(2);
    expect(why).toEqual(['each of its series is told', 'each of its series is told']);
  });

  it.each([
    ['missing data', { value: 'INSUFFICIENT_DATA', reason: '6 time series evaluated to OK' }],
    ['a state set by hand', { reason: 'A test of the path to Slack' }],
  ])('of a fleet as a whole is told for %s', async (_, state) => {
    expect((await toldOf(event('fleet', state))).texts).toHaveLength(1);
  });
});

it('the log says what was delivered', async () => {
  const { notify, told } = startNotifier();
  const attributes = { InstanceId: 'i-0123456789abcdef0' };
  await notify(event('fleet', {}, { alarmContributor: { id: '1', attributes } }));
  expect(told.at(-1)).toEqual({
    level: 'info',
    message: 'delivered',
    fields: {
      alarm: 'fleet',
      arn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:fleet',
      state: 'ALARM',
      at: '2026-11-22T08:00:00.000Z',
      contributor: 'InstanceId: i-0123456789abcdef0',
    },
  });
});
