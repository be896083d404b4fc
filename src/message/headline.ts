import type { Alarm, AlarmState } from '../alarm/alarm.ts';
import { symbolOf } from '../alarm/comparison.ts';
import { fitMrkdwn, fitPlain, oneLine } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words/words.ts';

const EMOJI: Readonly<Record<AlarmState, string>> = {
  ALARM: '🔴',
  OK: '🟢',
  INSUFFICIENT_DATA: '⚪',
};

/** UTF-16 units, so that a long name leaves room for the value in a header of 150. */
const SUBJECT_LIMIT = 90;
const TEXT_LIMIT = 600;

export interface Headline {
  /** Plain text for the header block. */
  readonly header: string;
  /** One escaped line for the push notification and the screen reader. */
  readonly text: string;
  /** What the alarm is about, plain: `CPU of web-1`. */
  readonly subject: string;
}

/** `instanceName`: the Name tag, where it is known. */
export function renderHeadline(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  instanceName?: string,
): Headline {
  const resource = resourceLabel(reading, instanceName);
  const subject = subjectOf(alarm, reading, resource, words);
  const value = alarm.state === 'INSUFFICIENT_DATA' ? undefined : reading.value;
  const header = `${words.headline(alarm.state, clip(subject), value)} ${EMOJI[alarm.state]}`;
  return {
    header,
    text: fitMrkdwn(pushText(alarm, reading, resource, words), TEXT_LIMIT),
    subject,
  };
}

export function emojiOf(state: AlarmState): string {
  return EMOJI[state];
}

/** The instance's name or id, or else the values of the dimensions. */
export function resourceLabel(
  { instanceId, dimensions }: Reading,
  instanceName: string | undefined,
): string | undefined {
  if (instanceId !== undefined) return oneLine(instanceName ?? '') || instanceId;
  const label = oneLine(dimensions.map(({ value }) => shortName(value)).join(' / '));
  return label === '' ? undefined : label;
}

/** `app/checkout/0123456789abcdef` is the load balancer `checkout`. */
function shortName(value: string): string {
  return /^(?:app|net|gwy|targetgroup)\/([^/]+)\/[0-9a-f]{16}$/.exec(value)?.[1] ?? value;
}

function subjectOf(
  alarm: Alarm,
  reading: Reading,
  resource: string | undefined,
  words: Words,
): string {
  const { stat } = reading;
  const isCpu = stat?.namespace === 'AWS/EC2' && stat.metricName === 'CPUUtilization';
  const metric = isCpu ? words.cpu : metricLabel(reading);
  const name = oneLine(alarm.name);
  if (metric === undefined) return resource === undefined ? name : `${name} (${resource})`;
  if (resource !== undefined) return words.metricOf(metric, resource);
  // One query over many instances: the metric alone says less than the alarm's name.
  return alarm.trigger?.kind === 'query' ? name : metric;
}

function metricLabel({ label }: Reading): string | undefined {
  return oneLine(label ?? '') || undefined;
}

/** `ALARM: web-1 CPUUtilization 97.6 % > 80 % (checkout CPU)` */
function pushText(
  alarm: Alarm,
  reading: Reading,
  resource: string | undefined,
  words: Words,
): string {
  const { value, threshold, condition } = reading;
  const measured = alarm.state === 'INSUFFICIENT_DATA' ? undefined : value;
  const symbol = symbolOf(condition.comparison);
  const limit =
    alarm.state === 'ALARM' && measured !== undefined && symbol ? [symbol, threshold] : [];
  const metric = metricLabel(reading);
  const name = clip(oneLine(alarm.name));
  const subject = [resource, metric].flatMap((part) => (part === undefined ? [] : clip(part)));
  const line = [...(subject.length > 0 ? subject : [name]), measured, ...limit]
    .filter(Boolean)
    .join(' ');
  return `${words.state[alarm.state]}: ${line}${subject.length > 0 ? ` (${name})` : ''}`;
}

function clip(text: string): string {
  return fitPlain(text, SUBJECT_LIMIT);
}
