import type { Alarm } from '../alarm/alarm.ts';
import { SEPARATOR } from './blocks.ts';
import { alarmUrl } from './console-url.ts';
import { splitDescription } from './description.ts';
import { type DetailOptions, regionText, transition } from './details.ts';
import { formatTime } from './format.ts';
import type { Headline } from './headline.ts';
import { escapeMrkdwn, fitInline, link } from './mrkdwn.ts';

/** What every form of the message begins with. */
interface Opening {
  readonly headline: Headline;
  readonly sentence: string;
}

/** Everything that must not be missing, in text alone: the form that Slack takes when it refuses all blocks. */
export function renderPlain(
  alarm: Alarm,
  { headline, sentence }: Opening,
  { timeZone, words }: DetailOptions,
): string {
  const { runbook } = splitDescription(alarm.description);
  const url = alarmUrl(alarm);
  const links = [
    url && link(url, words.labels.alarm),
    runbook && link(runbook, words.labels.runbook),
  ];
  const { changedAt } = alarm;
  const place = [
    regionText(alarm),
    fitInline(alarm.accountId ?? '', 20),
    changedAt === undefined ? '' : escapeMrkdwn(formatTime(changedAt, timeZone)),
    transition(alarm, words.state),
  ];
  const lines = [headline.text, sentence, joinParts(place), joinParts(links)];
  return lines.filter((line) => line !== '').join('\n');
}

function joinParts(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(SEPARATOR);
}
