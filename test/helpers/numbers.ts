import { isObject, parseJson } from '../../src/json.ts';

/** Which numbers a message claims that its payload does not hold. */

interface Held {
  /** Every number, whether it stands alone or within a reason. */
  readonly numbers: readonly number[];
  /** Epoch milliseconds. */
  readonly times: readonly number[];
  /** Texts that a message may show as they came, the longest first. */
  readonly texts: readonly string[];
  readonly reasons: readonly string[];
  /** What the alarm is set to: its periods, and how many of them have to breach. */
  readonly settings: Readonly<Record<string, readonly number[]>>;
}

/** One within a name is none. */
const NUMBER = /(?<![\p{L}\d_.:/-])-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\d_]|-\p{L})/giu;
const IN_REASON = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
const DATE_IN_REASON = /(\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)/g;
const SETTINGS = /^(?:evaluationPeriods|datapointsToAlarm|period)$/i;

/**
 * @param more what else is known beside the payload, such as the time now
 * @param isFree whether what it says is told in its own words, as of what is no alarm
 */
export function heldBy(payload: unknown, more: readonly number[] = [], isFree = false): Held {
  const held: Collected = {
    numbers: [],
    times: [...more],
    texts: [],
    reasons: [],
    settings: {},
    isFree,
  };
  visit(payload, '', held);
  const texts = held.texts.filter((text) => text.length > 1);
  return { ...held, texts: texts.toSorted((a, b) => b.length - a.length) };
}

interface Collected {
  readonly numbers: number[];
  readonly times: number[];
  readonly texts: string[];
  readonly reasons: string[];
  readonly settings: Record<string, number[]>;
  readonly isFree: boolean;
}

function visit(value: unknown, key: string, held: Collected): void {
  held.numbers.push(...digitsIn(key));
  if (typeof value === 'number') visitNumber(value, key, held);
  if (typeof value === 'string') visitText(value, key, held);
  if (Array.isArray(value)) {
    held.numbers.push(value.length);
    for (const item of value) visit(item, key, held);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) visit(inner, name, held);
  }
}

function visitNumber(value: number, key: string, { numbers, times, settings }: Collected): void {
  numbers.push(value);
  if (value >= 1e12) times.push(value);
  if (!SETTINGS.test(key)) return;
  const name = key.toLowerCase();
  settings[name] = [...(settings[name] ?? []), value];
}

function visitText(text: string, key: string, held: Collected): void {
  const inner = within(text);
  if (inner !== undefined) visit(inner, key, held);
  if (inner !== undefined && !/^\w/.test(text)) return;
  for (const [time] of text.matchAll(TIME))
    held.times.push(Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
  if (/^\w{3}, \d.* GMT$/.test(text)) held.times.push(Date.parse(text));
  if (held.isFree) held.numbers.push(...numbersIn(text));
  if (text.startsWith('arn:')) held.numbers.push(...digitsIn(text));
  const isReason = /reason$/i.test(key) && OWN_WORDS.test(text);
  if (isReason) readReason(text, held);
  else if (/^[-\d.]+$/.test(text)) held.numbers.push(...numbersIn(text));
  else
    held.texts.push(...[text, ...text.split(/[\n"]|(?<=[.!?]) /)].map((part) => bare(part).trim()));
}

function readReason(reason: string, { reasons, times, numbers }: Collected): void {
  reasons.push(reason);
  for (const [, day, month, year, time] of reason.matchAll(DATE_IN_REASON))
    times.push(Date.parse(`20${year}-${month}-${day}T${time}Z`));
  numbers.push(...numbersIn(reason.replace(DATE_IN_REASON, '')));
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(IN_REASON)].map(([number]) => Number(number));
}

function digitsIn(text: string): readonly number[] {
  return [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)/g;

/** JSON in the text, or in what it is in base64. */
function within(text: string): unknown {
  if (/^[A-Za-z0-9+/]{100,}={0,2}$/.test(text))
    return parseJson(Buffer.from(text, 'base64').toString('utf8'));
  const start = text.search(/[[{]\s*["{[]|^"/);
  return start < 0 ? undefined : parseJson(text.slice(start));
}

/** Without marks, and what stands for them. */
function bare(text: string): string {
  return text.replace(/[*∗`ˋ_ˍ~∼"'“”]/g, '').replace(/\s+/g, ' ');
}

const OWN_WORDS = /^(?:Thresholds? Crossed|Insufficient Data|Unchecked): |time series evaluated to/;

/** What of the text is not so. */
export function inventedIn(text: string, held: Held): readonly string[] {
  let rest = text.replaceAll('\u00a0', ' ').replace(/<https?:[^|>]*\|?/g, ' ');
  const invented: string[] = [];
  const take = (pattern: RegExp, isHeld: (...parts: readonly string[]) => boolean) => {
    rest = rest.replace(pattern, (whole: string, ...parts: readonly string[]) => {
      if (!isHeld(whole, ...parts)) invented.push(whole);
      return ' ';
    });
  };
  take(/<!date\^(\d+)\^[^>]*>/g, (_, seconds = '') => isTime(Number(seconds) * 1000, held));
  take(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, day, time) =>
    isTime(Date.parse(`${day}T${time}Z`), held, 60_000),
  );
  rest = bare(rest);
  for (const shown of held.texts) rest = rest.replaceAll(shown, ' ');
  // What is left out is counted, and nothing else counts it.
  rest = rest.replace(/and \d+ more/g, ' ');
  take(/(\d+) of the last (\d+)|(\d+) of (\d+) periods/g, (_, a, b, c, d) =>
    isShare(Number(a ?? c), Number(b ?? d), held),
  );
  take(DURATION, (whole) => isDuration(whole, held));
  take(NUMBER, (whole) => isNumber(whole, held));
  return invented;
}

/** A time of the payload, or one that is whole periods before. */
function isTime(at: number, { times, settings }: Held, unit = 1000): boolean {
  const periods = (settings['period'] ?? []).map((period) => period * 1000);
  return times.some((time) => {
    const before = Math.floor(time / unit) * unit - at;
    return before === 0 || periods.some((period) => before > 0 && before % period === 0);
  });
}

/** That m of n breached is said by the reason, or follows from what the alarm asks for. */
function isShare(m: number, n: number, { reasons, settings }: Held): boolean {
  const needed = settings['datapointstoalarm'] ?? [];
  const isOfAlarm = (settings['evaluationperiods'] ?? []).includes(n);
  return reasons.some((reason) => {
    if (new RegExp(`\\b${m} out of (?:the last )?${n}\\b`).test(reason)) return true;
    const counts = [...reason.matchAll(/(\d+) (?:missing )?datapoints? /g)].map(([, count]) =>
      Number(count),
    );
    const sum = counts.reduce((a, b) => a + b, 0);
    return isOfAlarm && counts[0] === m && (m === n || sum === n || needed.includes(m));
  });
}

const DURATION = /\d+ (?:day|hour|minute|second)s?(?: \d+ (?:hour|minute|second)s?)?(?![a-z])/g;
const SECONDS: Readonly<Record<string, number>> = {
  day: 86_400,
  hour: 3_600,
  minute: 60,
  second: 1,
};

/** Between two times, so many periods, or a value that is a time; cut after its two largest units. */
function isDuration(text: string, { numbers, times, settings }: Held): boolean {
  const parts = [...text.matchAll(/(\d+) ([a-z]+?)s?(?= |$)/g)];
  const said = parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (SECONDS[unit] ?? 0),
    0,
  );
  const smallest = SECONDS[parts.at(-1)?.[2] ?? ''] ?? 1;
  const isOf = (seconds: number) =>
    seconds - said >= -0.001 && seconds - said < Math.max(said >= 600 ? 60 : 1, smallest);
  const periods = settings['period'] ?? [];
  return (
    numbers.some((value) => [1, 1e3, 1e6, 1 / 86_400].some((unit) => isOf(value / unit))) ||
    periods.some((period) =>
      numbers.some((count) => Number.isInteger(count) && isOf(period * count)),
    ) ||
    times.some((a) => times.some((b) => isOf((a - b) / 1000)))
  );
}

const STEPS = [1, 1e3, 1e6, 1e9, 1e12, 1e15, 1024, 1024 ** 2, 1024 ** 3, 1024 ** 4, 1024 ** 5];

/** A number of the payload, in this unit or a larger one, rounded to the digits shown. */
function isNumber(text: string, { numbers }: Held): boolean {
  const shown = Number(text.replace(/,(?=\d{3})/g, '').replace(/,$/, ''));
  const decimals = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  const isRough = /e/i.test(text);
  return numbers.some((number) =>
    STEPS.some((step) => {
      const value = number / step;
      const digits = Math.max(decimals, decimalsOf(value));
      const slack = isRough ? Math.abs(value) * 0.01 : 0.5 * 10 ** -digits;
      return Math.abs(value - shown) <= slack * 1.000001;
    }),
  );
}

/** Zeros at the end are not shown. */
function decimalsOf(value: number): number {
  const size = Math.abs(value);
  if (size >= 1_000) return 0;
  return size >= 10 ? 1 : 2;
}
