import { readdirSync, readFileSync } from 'node:fs';
import type { AlarmState } from '../../src/alarm.ts';

/** How an event came to the function; the first part of a sample's file name. */
export const DOORS = {
  sns: 'SNS topic',
  sqs: 'SQS queue',
  undelivered: 'Undelivered queue',
  eventbridge: 'EventBridge',
  direct: 'Action of the alarm',
} as const;

export type Door = keyof typeof DOORS;

/** What the event tells: one state change, something that is no alarm, or several of either. */
export type Told = AlarmState | 'text' | 'several';

export interface Sample {
  /** The file's name without `.json`. */
  readonly name: string;
  readonly door: Door;
  readonly form: string;
  readonly told: Told;
  /** The heading under which the page of `npm start` shows it. */
  readonly group: string;
  /** The file as it stands. */
  readonly source: string;
  readonly event: unknown;
}

const FOLDER = new URL('../../events/', import.meta.url);

const TOLD: readonly (readonly [suffix: string, told: Told])[] = [
  ['-insufficient-data', 'INSUFFICIENT_DATA'],
  ['-alarm', 'ALARM'],
  ['-ok', 'OK'],
  ['-text', 'text'],
  ['-several', 'several'],
];

/** The samples to begin with, named for what a newcomer looks for. */
const FIRST: Readonly<Record<string, readonly [form: string, told: Told]>> = {
  alarm: ['metric', 'ALARM'],
  ok: ['metric', 'OK'],
  'insufficient-data': ['metric', 'INSUFFICIENT_DATA'],
  'alarm-percentile': ['percentile', 'ALARM'],
  'not-an-alarm': ['foreign', 'text'],
  'hostile-text': ['hostile', 'ALARM'],
};

/**
 * Every file of `events/`. A name is one of the first six, all of which come over SNS, or
 * `<door>-<form>-<alarm|ok|insufficient-data|text|several>`.
 * @throws {Error} for a name that follows neither rule
 */
export function readSamples(): readonly Sample[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readSample(file.replace(/\.json$/, '')));
}

function readSample(name: string): Sample {
  const source = readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
  const event: unknown = JSON.parse(source);
  const first = FIRST[name];
  if (first) {
    const [form, told] = first;
    return { name, door: 'sns', form, told, group: 'First look', source, event };
  }
  const door = (Object.keys(DOORS) as Door[]).find((word) => name.startsWith(`${word}-`));
  const [suffix, told] = TOLD.find(([ending]) => name.endsWith(ending)) ?? [];
  if (door === undefined || suffix === undefined || told === undefined) {
    throw new Error(
      `events/${name}.json: name it <door>-<form>-<alarm|ok|insufficient-data|text|several>.json`,
    );
  }
  const form = name.slice(door.length + 1, -suffix.length);
  return { name, door, form, told, group: DOORS[door], source, event };
}
