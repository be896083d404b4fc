import type { Alarm } from '../alarm/alarm.ts';
import { alarmLink } from './alarm-link.ts';
import {
  type Block,
  type MessageForms,
  plainMessage,
  SECTION_ROOM,
  SEPARATOR,
  section,
  slackMessage,
} from './blocks.ts';
import { formatDuration } from './format.ts';
import { bold, fitInline } from './mrkdwn.ts';
import type { RenderOptions } from './parts.ts';
import type { Locale } from './words/words.ts';

/** Many alarms as few messages, one piece of text each. Pure. */

/** Slack takes some 12,000 characters a message. */
const SECTIONS_PER_MESSAGE = 3;
/** Characters of a name. */
export const NAME_LIMIT = 80;
const LINK_LIMIT = 300;

export interface Keyed<Key> {
  readonly key: Key;
  readonly alarm: Alarm;
}

/** Some text, and the keys of the alarms that it tells. */
export interface Piece<Key> {
  readonly text: string;
  readonly keys: readonly Key[];
}

export interface GatheredMessage<Key> {
  readonly forms: MessageForms;
  readonly keys: readonly Key[];
}

/** As many sections as it takes; what they are of, if anything, and how many, is in the first. */
export function sectionsOf<Key>(
  title: string,
  pieces: readonly Piece<Key>[],
): readonly Piece<Key>[] {
  const heading = title === '' ? '' : `${bold(`${title}: ${pieces.length}`)}\n`;
  const sections: { text: string; keys: Key[] }[] = [];
  for (const { text, keys } of pieces) {
    const current = sections.at(-1);
    if (current && current.text.length + SEPARATOR.length + text.length <= SECTION_ROOM) {
      current.text += `${SEPARATOR}${text}`;
      current.keys.push(...keys);
    } else {
      sections.push({ text: `${sections.length === 0 ? heading : ''}${text}`, keys: [...keys] });
    }
  }
  return sections;
}

/** Every section is in exactly one message; what is on top of them is in the first alone. */
export function messagesOf<Key>(
  heading: { readonly text: string; readonly block: Block; readonly push?: string },
  top: readonly string[],
  sections: readonly Piece<Key>[],
): readonly GatheredMessage<Key>[] {
  const messages: GatheredMessage<Key>[] = [];
  for (let start = 0; start < sections.length; start += SECTIONS_PER_MESSAGE) {
    const part = sections.slice(start, start + SECTIONS_PER_MESSAGE);
    const shown = [...(start > 0 ? [] : top), ...part.map(({ text }) => text)];
    const blocks = [heading.block, ...shown.map((text) => section(text))];
    messages.push({
      keys: part.flatMap(({ keys }) => keys),
      forms: [
        { name: 'blocks', body: slackMessage(heading.push ?? heading.text, blocks) },
        { name: 'text', body: plainMessage([heading.text, ...shown].join('\n')) },
      ],
    });
  }
  return messages;
}

/** What stands for an alarm among these: its name, with its account and region where there are several. */
export function namesAmong(
  alarms: readonly Alarm[],
  accountNames: RenderOptions['accountNames'],
): (alarm: Alarm) => string {
  const areMany = (key: 'accountId' | 'region') => new Set(alarms.map((one) => one[key])).size > 1;
  const [accounts, regions] = [areMany('accountId'), areMany('region')];
  return (alarm) => {
    const { accountId = '', region = '' } = alarm;
    const account = accounts ? (accountNames?.get(accountId) ?? accountId) : '';
    const place = [account, regions ? region : ''].filter((part) => part !== '');
    const name = alarmLink(alarm, { name: NAME_LIMIT, link: LINK_LIMIT });
    return [name, ...place.map((part) => fitInline(part, NAME_LIMIT))].join(', ');
  };
}

/** `i-0123456789abcdef0`, of one series of an alarm; undefined for a whole alarm. */
export function seriesText({ contributor }: Alarm): string | undefined {
  return contributor && fitInline(contributor.map(({ value }) => value).join(', '), NAME_LIMIT);
}

/** `2 minutes`: from the first change to the last. */
export function spanOf(alarms: readonly Alarm[], locale: Locale): string {
  const times = alarms.flatMap(({ changedAt }) => changedAt ?? []);
  const first = times.reduce((a, b) => Math.min(a, b), times[0] ?? 0);
  const last = times.reduce((a, b) => Math.max(a, b), first);
  return formatDuration(Math.max(1, (last - first) / 1000), locale);
}
