import type { Alarm } from '../alarm/alarm.ts';
import { type Shared, sharedBy } from '../alarm/shared.ts';
import { identityOf } from '../alarm/storms.ts';
import { groupBy } from '../group-by.ts';
import { header } from './blocks.ts';
import {
  type GatheredMessage,
  type Keyed,
  messagesOf,
  NAME_LIMIT,
  namesAmong,
  type Piece,
  sectionsOf,
  seriesText,
  spanOf,
} from './gathered.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { fitInline } from './mrkdwn.ts';
import { readingOf } from './reading.ts';
import { watchWords } from './words/watch.ts';
import type { Locale } from './words/words.ts';

/** Many alarms that went off together, as few messages: counted by metric, every alarm a link. Pure. */

/** So many metrics, or names, are told on the phone. */
const MOST_NAMED = 3;

/** Every alarm is in exactly one message; the first message mentions, once for all. */
export function renderStorm<Key>(
  entries: readonly Keyed<Key>[],
  { words, mention, accountNames }: RenderOptions,
): readonly GatheredMessage<Key>[] {
  const alarms = entries.map(({ alarm }) => alarm);
  const nameOf = namesAmong(alarms, accountNames);
  const all = groupsOf(entries, nameOf, words.locale);
  const count = all.reduce((sum, { pieces }) => sum + pieces.length, 0);
  const text = `${emojiOf('ALARM')} ${watchWords(words.locale).storm(count, spanOf(alarms, words.locale))}`;
  const sections = all.flatMap(({ title, pieces }) => sectionsOf(title, pieces));
  const shared = sharedBy(alarms).map((one) =>
    watchWords(words.locale).shared(one.count, count, traitText(one, accountNames)),
  );
  const top = [
    ...(mention === undefined ? [] : [mention]),
    ...(shared.length === 0 ? [] : [shared.join('\n')]),
  ];
  const push = `${text}\n${all.slice(0, MOST_NAMED).map(countOf).join(', ')}`;
  return messagesOf({ text, push, block: header(text) }, top, sections);
}

/** Alarms over one metric, or the series of one alarm. */
interface Group<Key> {
  /** Empty for what has no metric. */
  readonly title: string;
  readonly pieces: readonly Piece<Key>[];
  readonly alarms: readonly Alarm[];
}

/** What stands for many, a composite alarm, first; then what most share. */
function groupsOf<Key>(
  entries: readonly Keyed<Key>[],
  nameOf: (alarm: Alarm) => string,
  locale: Locale,
): readonly Group<Key>[] {
  const titleOf = (alarm: Alarm) =>
    alarm.contributor === undefined
      ? fitInline(readingOf(alarm, locale).stat?.metricName ?? '', 100)
      : nameOf(alarm);
  const byTitle = groupBy(entries, ({ alarm }) => titleOf(alarm));
  const groups = [...byTitle].map(([title, group]) => {
    const pieces = [...groupBy(group, ({ alarm }) => identityOf(alarm)).values()].map((same) => {
      const [text = ''] = same.map(({ alarm }) => seriesText(alarm) ?? nameOf(alarm));
      return { text, keys: same.map(({ key }) => key) };
    });
    return { title, pieces, alarms: group.map(({ alarm }) => alarm) };
  });
  return groups.toSorted(
    (a, b) => Number(isComposite(b)) - Number(isComposite(a)) || b.alarms.length - a.alarms.length,
  );
}

function isComposite({ alarms }: Group<unknown>): boolean {
  return alarms.some(({ trigger }) => trigger?.kind === 'composite');
}

/** For the phone: `StatusCheckFailed: 46`, or the names of what has no metric. */
function countOf({ title, pieces, alarms }: Group<unknown>): string {
  const names = [...new Set(alarms.map(({ name }) => fitInline(name, NAME_LIMIT)))];
  if (title === '') return names.slice(0, MOST_NAMED).join(', ');
  const isSeries = alarms.some(({ contributor }) => contributor !== undefined);
  return `${isSeries ? (names[0] ?? '') : title}: ${pieces.length}`;
}

/** `AvailabilityZone: ap-northeast-2a`, `Team: payments`, `prod (123456789012)`, `checkout-*` */
function traitText(
  { kind, name, value }: Shared,
  accountNames: RenderOptions['accountNames'],
): string {
  if (kind === 'prefix') return fitInline(`${value}…`, NAME_LIMIT);
  if (kind === 'account') {
    const known = accountNames?.get(value);
    return fitInline(known === undefined ? value : `${known} (${value})`, NAME_LIMIT);
  }
  return `${fitInline(name ?? '', NAME_LIMIT)}: ${fitInline(value, NAME_LIMIT)}`;
}
