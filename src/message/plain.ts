import type { Alarm } from '../alarm/alarm.ts';
import { joinLines, joinParts } from './blocks.ts';
import { alarmUrl } from './console-url.ts';
import { type DetailOptions, transition, whereabouts } from './details.ts';
import type { Headline } from './headline.ts';
import { escapeMrkdwn, fitMrkdwn, link } from './mrkdwn.ts';
import type { Explanation } from './parts.ts';
import type { Reading } from './reading.ts';
import { formatTime } from './time.ts';

/** What every form of the message begins with. */
interface Opening {
  readonly reading: Reading;
  readonly headline: Headline;
  readonly sentence: string;
  readonly explanation: Explanation;
  readonly children: string;
  readonly description: string;
  readonly runbook: string | undefined;
}

/** Everything that must not be missing, in text alone: the form that Slack takes when it refuses all blocks. */
export function renderPlain(
  alarm: Alarm,
  { reading, headline, sentence, explanation, children, description, runbook }: Opening,
  { timeZone, words, accountNames }: DetailOptions,
): string {
  const url = alarmUrl(alarm);
  const links = [
    runbook && link(runbook, words.labels.runbook),
    url && link(url, words.labels.alarm),
  ];
  const { changedAt } = alarm;
  const place = [
    transition(alarm, words.state),
    changedAt === undefined ? '' : escapeMrkdwn(formatTime(changedAt, timeZone)),
    ...whereabouts(alarm, reading, words, accountNames),
  ];
  const lines = [
    headline.text,
    sentence,
    explanation.line,
    fitMrkdwn(description, 2_500),
    children,
    joinParts(links),
    joinParts(place),
  ];
  return joinLines(lines);
}
