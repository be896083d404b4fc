import { type Alarm, type AlarmState, asTold, isSettling } from '../alarm/alarm.ts';
import { identityOf } from '../alarm/storms.ts';
import { groupBy } from '../group-by.ts';
import { section } from './blocks.ts';
import { transition } from './details.ts';
import {
  type GatheredMessage,
  type Keyed,
  messagesOf,
  namesAmong,
  sectionsOf,
  seriesText,
  spanOf,
} from './gathered.ts';
import { emojiFor, emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { bold } from './mrkdwn.ts';
import { lastedInAlarm } from './sentence.ts';
import { watchWords } from './words/watch.ts';
import type { Words } from './words/words.ts';

/** Many alarms that left ALARM, or have no data any more, together, as few messages. Pure. */

/** What is known of the others by then. */
export interface Aftermath {
  /** How many alarms are still in ALARM; undefined where nobody knows. */
  readonly burning: number | undefined;
  /** Whether the alarm has gone off again since. */
  readonly isAgain: (alarm: Alarm) => boolean;
}

/** All of one state; every one is in exactly one message. Nobody is mentioned. */
export function renderRecovery<Key>(
  entries: readonly Keyed<Key>[],
  state: Exclude<AlarmState, 'ALARM'>,
  { words, accountNames }: RenderOptions,
  { burning = 0, isAgain }: Aftermath,
): readonly GatheredMessage<Key>[] {
  const alarms = entries.map(({ alarm }) => asTold(alarm));
  const nameOf = namesAmong(alarms, accountNames);
  const emoji = emojiOfAll(alarms, state);
  const byName = groupBy(entries, ({ alarm }) => identityOf(alarm));
  const title = titleOf(byName.size, alarms, state, words);
  const pieces = [...byName.values()].map((same) => {
    const newest = same.map(({ alarm }) => asTold(alarm)).reduce(laterOf);
    const [name, series] = [nameOf(newest), seriesText(newest)];
    return {
      // The series of an alarm are told together, under its name.
      of: series === undefined ? '' : name,
      transition: transition(newest, words.state),
      text: `${series ?? name}${remarkOn(newest, words, isAgain)}`,
      keys: same.map(({ key }) => key),
    };
  });
  const isMixed = new Set(pieces.map((piece) => piece.transition)).size > 1;
  const groups = groupBy(pieces, (piece) =>
    [piece.of, isMixed ? piece.transition : ''].filter((part) => part !== '').join(', '),
  );
  const sections = [...groups].flatMap(([heading, group]) => sectionsOf(heading, group));
  const top = burning > 0 ? [`${emojiOf('ALARM')} ${words.night.still(burning)}`] : [];
  const text = `${emoji} ${title}`;
  const block = section(`${emoji} ${bold(title)}`);
  // Whoever reads this on the lock screen must not take it for the end of everything.
  return messagesOf({ text, push: [text, ...top].join('\n'), block }, top, sections);
}

function titleOf(count: number, alarms: readonly Alarm[], state: AlarmState, words: Words): string {
  const span = spanOf(alarms, words.locale);
  // What is new, or has data again, was in ALARM at no time.
  return state === 'OK' && !alarms.every(isSettling)
    ? watchWords(words.locale).recovered(count, span)
    : `${words.state[state]}: ${watchWords(words.locale).storm(count, span)}`;
}

/** One that lost its data in ALARM has not recovered. */
function emojiOfAll(alarms: readonly Alarm[], state: AlarmState): string {
  const lost = alarms.find((alarm) => emojiFor(alarm) !== emojiOf(state));
  return lost === undefined ? emojiOf(state) : emojiFor(lost);
}

function laterOf(a: Alarm, b: Alarm): Alarm {
  return (b.changedAt ?? 0) >= (a.changedAt ?? 0) ? b : a;
}

/** ` (25 minutes)`: for how long it was in ALARM; but that it is there again is worth more. */
function remarkOn(alarm: Alarm, words: Words, isAgain: Aftermath['isAgain']): string {
  if (isAgain(alarm)) return ` (${emojiOf('ALARM')} ${watchWords(words.locale).backInAlarm})`;
  const lasted = lastedInAlarm(alarm, words);
  return lasted === undefined ? '' : ` (${lasted})`;
}
