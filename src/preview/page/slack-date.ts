/** Dates as Slack shows them to each reader. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */

export interface Clock {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA name: the zone of the reader's device. */
  readonly timeZone: string;
}

const HALF_A_YEAR = 183 * 86_400_000;
const DAY = 86_400_000;

type Style = Intl.DateTimeFormatOptions;

const DATES = new Map<string, Style>([
  ['date', { month: 'long', day: 'numeric', year: 'numeric' }],
  ['date_short', { month: 'short', day: 'numeric', year: 'numeric' }],
  ['date_long', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }],
]);

const TIMES = new Map<string, Style>([
  ['time', { hour: 'numeric', minute: '2-digit' }],
  ['time_secs', { hour: 'numeric', minute: '2-digit', second: '2-digit' }],
]);

/** Fills the tokens of `format`; a token that Slack does not know stays as it is. */
export function formatSlackDate(format: string, seconds: number, clock: Clock): string {
  return format.replace(
    /\{(\w+)\}/g,
    (token, name: string) => fill(name, seconds * 1000, clock) ?? token,
  );
}

function fill(name: string, at: number, clock: Clock): string | undefined {
  if (name === 'date_num') return new Intl.DateTimeFormat('sv-SE', zoned({}, clock)).format(at);
  if (name === 'ago') return ago(at, clock);
  const time = TIMES.get(name);
  // Intl puts a narrow no-break space before AM and PM.
  if (time) return write(time, at, clock).replaceAll('\u202f', ' ');
  const style = DATES.get(name.replace(/_pretty$/, ''));
  if (!style) return undefined;
  return (name.endsWith('_pretty') ? near(at, clock) : undefined) ?? dated(style, at, clock);
}

/** The year is left out within six months. */
function dated(style: Style, at: number, clock: Clock): string {
  const { year: _, ...withoutYear } = style;
  return write(Math.abs(clock.now - at) < HALF_A_YEAR ? withoutYear : style, at, clock);
}

function near(at: number, clock: Clock): string | undefined {
  const day = (time: number) => Date.parse(write({ dateStyle: 'short' }, time, clock, 'sv-SE'));
  const distance = Math.round((day(at) - day(clock.now)) / DAY);
  return { '0': 'Today', '-1': 'Yesterday', '1': 'Tomorrow' }[String(distance)];
}

function ago(at: number, clock: Clock): string {
  const seconds = (at - clock.now) / 1000;
  const size = Math.abs(seconds);
  const format = new Intl.RelativeTimeFormat('en-US');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}

function write(style: Style, at: number, clock: Clock, locale = 'en-US'): string {
  return new Intl.DateTimeFormat(locale, zoned(style, clock)).format(at);
}

function zoned(style: Style, { timeZone }: Clock): Style {
  return { ...style, timeZone };
}
