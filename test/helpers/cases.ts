import { expect } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { renderEvent } from './render.ts';
import { alarmWith, dimensions, published, reasonOf } from './told.ts';

/** A whole event, and what a person is to read of it. */
export interface Case {
  readonly event: unknown;
  /** The first lines of the push notification; undefined where nothing is to be told. */
  readonly push: readonly string[] | undefined;
  /** What else is somewhere in the message. */
  readonly says?: readonly string[];
  readonly never?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  /** The Name tag of every instance. */
  readonly instanceName?: string;
  /** ISO 8601; some seconds after the event unless told. */
  readonly now?: string;
}

const NOW = '2026-11-23T02:14:10Z';

/** Runs the event through the whole function. */
export async function expectTold(_what: string, one: Case): Promise<void> {
  const { event, push, says = [], never = [], settings, instanceName, now = NOW } = one;
  const messages = await renderEvent(event, {
    now: Date.parse(now),
    ...(settings && { settings }),
    ...(instanceName === undefined ? {} : { instanceName }),
  });
  const bodies = messages.flatMap(([form]) => form?.body ?? []);
  const shown = bodies[0] && plain(bodies[0].text).split('\n').slice(0, push?.length);
  expect(shown).toEqual(push);
  const text = plain(bodies.map((body) => JSON.stringify(body)).join('\n'));
  for (const said of says) expect(text).toContain(said);
  for (const wrong of ['undefined', 'NaN', 'Invalid', 'is empty', ...never])
    expect(text).not.toContain(wrong);
}

/** As a person reads it. */
function plain(text: string): string {
  return text
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

export interface Measured {
  readonly of?: Readonly<Record<string, string>>;
  readonly value?: number;
  readonly limit?: number;
  readonly isBelow?: boolean;
  readonly trigger?: JsonObject;
  readonly more?: JsonObject;
}

/** The notification of an alarm over one metric, which is 1 and above 0 unless told. */
export function measured(Namespace: string, MetricName: string, given: Measured = {}): JsonObject {
  const { of = {}, value = 1, limit = 0, isBelow = false, trigger, more } = given;
  const NewStateReason = reasonOf(value, limit, isBelow ? 'less than' : 'greater than');
  return alarmWith(
    {
      Namespace,
      MetricName,
      Dimensions: dimensions(of),
      Threshold: limit,
      ComparisonOperator: isBelow ? 'LessThanThreshold' : 'GreaterThanThreshold',
      ...trigger,
    },
    { NewStateReason, ...more },
  );
}

/** The same over SNS. */
export function alarmOf(namespace: string, metric: string, given?: Measured): JsonObject {
  return published(measured(namespace, metric, given));
}

/** An event of EventBridge's. */
export function eventOf(
  type: string,
  detail: JsonObject,
  resources: readonly string[] = [],
): JsonObject {
  return {
    version: '0',
    id: '0d1c2b3a-0000-4000-8000-00000000000c',
    'detail-type': type,
    source: 'aws.some',
    account: '222233334444',
    time: '2026-11-23T02:14:00Z',
    region: 'eu-central-1',
    resources,
    detail,
  };
}
