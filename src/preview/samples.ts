import { readdirSync, readFileSync } from 'node:fs';
import type { AlarmState } from '../alarm/alarm.ts';
import { isObject, parseJson, readArray, readObject, readText } from '../json.ts';

/** How an event came to the function; the first part of a sample's file name. */
export const DOORS = {
  sns: 'SNS topic',
  sqs: 'SQS queue',
  undelivered: 'Undelivered queue',
  eventbridge: 'EventBridge',
  direct: 'Action of the alarm',
  http: 'HTTP request',
  stream: 'Stream or log subscription',
} as const;

export type Door = keyof typeof DOORS;

/** What the event tells: one state change, something that is no alarm, or several of either. */
export type SampleState = AlarmState | 'text' | 'several';

/** What a file name says. */
export interface SampleName {
  readonly door: Door;
  readonly form: string;
  readonly told: SampleState;
  /** The heading under which the page shows it. */
  readonly group: string;
}

export interface Sample extends Partial<SampleName> {
  /** The file's name without `.json`. */
  readonly name: string;
  readonly group: string;
  /** The file as it stands. */
  readonly source: string;
  /** What the function gets; undefined when the file is no JSON. */
  readonly event: unknown;
}

const FOLDER = new URL('../../events/', import.meta.url);
export const FIRST_GROUP = 'First look';
const OTHERS = 'Your own';

const TOLD: readonly (readonly [suffix: string, told: SampleState])[] = [
  ['-insufficient-data', 'INSUFFICIENT_DATA'],
  ['-alarm', 'ALARM'],
  ['-ok', 'OK'],
  ['-text', 'text'],
  ['-several', 'several'],
];

/** The samples to begin with, named for what a newcomer looks for. */
const FIRST = new Map<string, readonly [form: string, told: SampleState]>([
  ['alarm', ['metric', 'ALARM']],
  ['ok', ['metric', 'OK']],
  ['insufficient-data', ['metric', 'INSUFFICIENT_DATA']],
  ['alarm-percentile', ['percentile', 'ALARM']],
  ['not-an-alarm', ['foreign', 'text']],
  ['hostile-text', ['hostile', 'ALARM']],
]);

const GROUPS: readonly string[] = [OTHERS, FIRST_GROUP, ...Object.values(DOORS)];

/** Every file of `events/`, in the order in which the page lists them. Read anew each time: people edit them. */
export function readSamples(folder: URL = FOLDER): readonly Sample[] {
  const samples = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readSample(folder, file.slice(0, -'.json'.length)));
  return samples.sort(
    (a, b) =>
      GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
      order(a) - order(b) ||
      (a.name < b.name ? -1 : 1),
  );
}

/** The first six in the order in which they are written above, all others after them. */
function order({ name }: Sample): number {
  const place = [...FIRST.keys()].indexOf(name);
  return place < 0 ? FIRST.size : place;
}

function readSample(folder: URL, name: string): Sample {
  const source = readFileSync(new URL(`${name}.json`, folder), 'utf8');
  return { group: OTHERS, ...parseSampleName(name), name, source, event: parseJson(source) };
}

/**
 * A name is one of the first six, all of which come over SNS, or
 * `<door>-<form>-<alarm|ok|insufficient-data|text|several>`; undefined for any other.
 */
export function parseSampleName(name: string): SampleName | undefined {
  const first = FIRST.get(name);
  if (first) return { door: 'sns', form: first[0], told: first[1], group: FIRST_GROUP };
  const door = doors().find((word) => name.startsWith(`${word}-`));
  const [suffix, told] = TOLD.find(([ending]) => name.endsWith(ending)) ?? [];
  if (door === undefined || suffix === undefined || told === undefined) return undefined;
  return { door, form: name.slice(door.length + 1, -suffix.length), told, group: DOORS[door] };
}

function doors(): readonly Door[] {
  return ['sns', 'sqs', 'undelivered', 'eventbridge', 'direct', 'http', 'stream'];
}

/** What people edit: the alarm inside an SNS event, where it is a string, or the event itself. */
export function editableText({ event, source }: Sample): string {
  const records = isObject(event) ? readArray(event, 'Records') : [];
  const [record] = records;
  if (records.length !== 1 || !isObject(record)) return source;
  const message = parseJson(readText(readObject(record, 'Sns'), 'Message') ?? '');
  return isObject(message) ? `${JSON.stringify(message, null, 2)}\n` : source;
}
