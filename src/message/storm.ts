import { type Shared, sharedBy } from '../alarm/shared.ts';
import { groupBy } from '../group-by.ts';
import { header } from './blocks.ts';
import {
  type GatheredMessage,
  type Keyed,
  messagesOf,
  NAME_LIMIT,
  nameOf,
  type Piece,
  sectionsOf,
  spanOf,
} from './gathered.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { bold, fitInline } from './mrkdwn.ts';
import { readingOf } from './reading.ts';
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
  const count = new Set(alarms.map(nameOf)).size;
  const text = `${emojiOf('ALARM')} ${words.night.storm(count, spanOf(alarms, words.locale))}`;
  const byMetric = groups(entries, words.locale);
  const sections = byMetric.flatMap(([metric, group]) => sectionsOfMetric(metric, group));
  const shared = sharedBy(alarms).map((one) =>
    words.night.shared(one.count, count, traitText(one, accountNames)),
  );
  const top = [
    ...(mention === undefined ? [] : [mention]),
    ...(shared.length === 0 ? [] : [shared.join('\n')]),
  ];
  const push = `${text}\n${byMetric.slice(0, MOST_NAMED).map(countOf).join(', ')}`;
  return messagesOf({ text, push, block: header(text) }, top, sections);
}

/** For the phone: `StatusCheckFailed: 46`, or the names of what has no metric. */
function countOf<Key>([metric, group]: readonly [string, readonly Keyed<Key>[]]): string {
  const names = [...new Set(group.map(({ alarm }) => fitInline(alarm.name, NAME_LIMIT)))];
  if (metric !== '') return `${fitInline(metric, NAME_LIMIT)}: ${names.length}`;
  return names.slice(0, MOST_NAMED).join(', ');
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

/** What stands for many, a composite alarm, first; then the metric that most share. */
function groups<Key>(entries: readonly Keyed<Key>[], locale: Locale) {
  const byMetric = groupBy(entries, ({ alarm }) => {
    return readingOf(alarm, locale).stat?.metricName ?? '';
  });
  return [...byMetric].toSorted(
    ([, a], [, b]) => Number(isComposite(b)) - Number(isComposite(a)) || b.length - a.length,
  );
}

function isComposite(group: readonly Keyed<unknown>[]): boolean {
  return group.some(({ alarm }) => alarm.trigger?.kind === 'composite');
}

/** `*CPUUtilization: 12*` and its alarms; as many sections as it takes. */
function sectionsOfMetric<Key>(
  metric: string,
  group: readonly Keyed<Key>[],
): readonly Piece<Key>[] {
  const byName = [...groupBy(group, ({ alarm }) => nameOf(alarm))];
  const title = metric === '' ? '' : `${bold(`${fitInline(metric, 100)}: ${byName.length}`)}\n`;
  return sectionsOf(
    title,
    byName.map(([text, same]) => ({ text, keys: same.map(({ key }) => key) })),
  );
}
