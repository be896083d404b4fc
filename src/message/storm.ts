import type { Alarm } from '../alarm/alarm.ts';
import { type Shared, sharedBy } from '../alarm/shared.ts';
import { groupBy } from '../group-by.ts';
import type { MessageForms } from './blocks.ts';
import { header, plainMessage, SEPARATOR, section, slackMessage } from './blocks.ts';
import { alarmUrl } from './console-url.ts';
import { formatDuration } from './format.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { bold, fitInline, link } from './mrkdwn.ts';
import { readingOf } from './reading.ts';

/** Many alarms that went off together, as few messages: counted by metric, every alarm a link. Pure. */

/** Slack takes 3,000 characters a section and some 12,000 a message. */
const SECTION_LIMIT = 2_900;
const SECTIONS_PER_MESSAGE = 3;
const NAME_LIMIT = 80;
const LINK_LIMIT = 300;

interface Keyed<Key> {
  readonly key: Key;
  readonly alarm: Alarm;
}

interface Section<Key> {
  readonly text: string;
  readonly keys: readonly Key[];
}

/** Every alarm is in exactly one message; the first message mentions, once for all. */
export function renderStorm<Key>(
  entries: readonly Keyed<Key>[],
  { words, mention, accountNames }: RenderOptions,
): readonly { readonly forms: MessageForms; readonly keys: readonly Key[] }[] {
  const times = entries.flatMap(({ alarm }) => alarm.changedAt ?? []);
  const first = times.reduce((a, b) => Math.min(a, b), times[0] ?? 0);
  const last = times.reduce((a, b) => Math.max(a, b), first);
  const span = formatDuration(Math.max(1, (last - first) / 1000), words.locale);
  const count = new Set(entries.map(({ alarm }) => nameOf(alarm))).size;
  const heading = `${words.night.storm(count, span)} ${emojiOf('ALARM')}`;
  const sections = [...groups(entries, words.locale)].flatMap(([metric, group]) =>
    sectionsOf(metric, group),
  );
  const shared = sharedBy(entries.map(({ alarm }) => alarm)).map((one) =>
    words.night.shared(one.count, count, traitText(one, accountNames)),
  );
  const common = shared.length === 0 ? [] : [shared.join('\n')];
  const messages = [];
  for (let start = 0; start < sections.length; start += SECTIONS_PER_MESSAGE) {
    const part = sections.slice(start, start + SECTIONS_PER_MESSAGE);
    const called = mention === undefined || start > 0 ? [] : [mention];
    const shown = [...called, ...(start > 0 ? [] : common), ...part.map(({ text }) => text)];
    const blocks = [header(heading), ...shown.map((text) => section(text))];
    const forms: MessageForms = [
      { name: 'blocks', body: slackMessage(heading, blocks) },
      { name: 'text', body: plainMessage([heading, ...shown].join('\n')) },
    ];
    messages.push({ forms, keys: part.flatMap(({ keys }) => keys) });
  }
  return messages;
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
function groups<Key>(entries: readonly Keyed<Key>[], locale: 'en' | 'ko') {
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
function sectionsOf<Key>(metric: string, group: readonly Keyed<Key>[]): readonly Section<Key>[] {
  const byName = [...groupBy(group, ({ alarm }) => nameOf(alarm))];
  const title = metric === '' ? '' : `${bold(`${fitInline(metric, 100)}: ${byName.length}`)}\n`;
  const sections: { text: string; keys: Key[] }[] = [];
  for (const [name, same] of byName) {
    const keys = same.map(({ key }) => key);
    const current = sections.at(-1);
    if (current && current.text.length + SEPARATOR.length + name.length <= SECTION_LIMIT) {
      current.text += `${SEPARATOR}${name}`;
      current.keys.push(...keys);
    } else {
      sections.push({ text: `${sections.length === 0 ? title : ''}${name}`, keys });
    }
  }
  return sections;
}

function nameOf(alarm: Alarm): string {
  const url = alarmUrl(alarm);
  return url === undefined || url.length > LINK_LIMIT
    ? fitInline(alarm.name, NAME_LIMIT)
    : link(url, alarm.name, NAME_LIMIT);
}
