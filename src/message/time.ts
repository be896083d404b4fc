import { NBSP } from './format.ts';

/** Times as people read them. Only those of other zones than UTC need `Intl`, whose first use takes 17 ms of CPU. */

/** `2026-11-22 08:00 UTC`, in the time zone given (IANA name). `at`: epoch milliseconds. */
export function formatTime(at: number, timeZone: string): string {
  if (timeZone === 'UTC')
    return new Date(at)
      .toISOString()
      .replace('T', ' ')
      .replace(/:[\d.]+Z/, `${NBSP}UTC`);
  const { year, month, day, hour, minute, timeZoneName } = timeParts(at, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}${NBSP}${timeZoneName}`;
}

/** Built at first use and kept: making one costs more than all its uses in an invocation. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeParts(at: number, timeZone: string): Readonly<Record<string, string>> {
  const format = timeFormats.get(timeZone) ?? createTimeFormat(timeZone);
  timeFormats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

function createTimeFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/**
 * A time that each reader sees in the zone of their own device; the fallback names its zone. Slack wants whole seconds.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackTime(at: number, timeZone: string): string {
  return dateToken(at, '{date_short_pretty} {time}', timeZone);
}

/** The same without its day, for a time that stands beside one of at most half a day later. */
export function slackClockTime(at: number, timeZone: string): string {
  return dateToken(at, '{time}', timeZone);
}

function dateToken(at: number, format: string, timeZone: string): string {
  // Slack knows no time before 1970.
  if (at < 0) return formatTime(at, timeZone);
  return `<!date^${Math.floor(at / 1000)}^${format}|${formatTime(at, timeZone)}>`;
}
