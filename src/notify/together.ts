import { type Alarm, type AlarmState, asTold } from '../alarm/alarm.ts';
import { HELD } from '../alarm/flapping.ts';
import { SAME } from '../alarm/state-change.ts';
import { identityOf, type PlacedMoment, TOLD_IN_FULL } from '../alarm/storms.ts';
import type { MessageForms } from '../message/blocks.ts';
import { renderDigest } from '../message/digest.ts';
import type { RenderOptions } from '../message/message.ts';
import { type Aftermath, renderRecovery } from '../message/recovery.ts';
import { renderStorm } from '../message/storm.ts';
import { instanceNames } from './instance-names.ts';
import type { Item, Post } from './posts.ts';
import { FRESH } from './storm.ts';
import { type Asking, burningNow, isFirstAmong } from './storm-batch.ts';

/** The messages for a batch of the queue: a storm, alarms that recovered together, notifications that are late. */

/** An alarm, as one of a batch. */
type AlarmItem = Item & { readonly parsed: { readonly kind: 'alarm' } };

/** The items of a batch, each in exactly one list. */
interface Batch {
  /** Alarms that went off together just now; empty for three or fewer. The same holds for `recovered` and `lost`. */
  readonly storm: readonly AlarmItem[];
  readonly recovered: readonly AlarmItem[];
  readonly lost: readonly AlarmItem[];
  readonly rest: readonly Item[];
}

function sortOut(items: readonly Item[], now: number): Batch {
  const storm = manyOf('ALARM', items, now);
  const recovered = manyOf('OK', items, now);
  const lost = manyOf('INSUFFICIENT_DATA', items, now);
  const gathered = new Set<Item>([...storm, ...recovered, ...lost]);
  return { storm, recovered, lost, rest: items.filter((item) => !gathered.has(item)) };
}

/**
 * One batch as posts. Whom `render` mentions is mentioned for late alarms, and for a storm only if its first alarm is in
 * this batch. `now`: epoch milliseconds.
 */
export type TogetherPosts = (
  items: readonly Item[],
  render: RenderOptions,
  asking: Asking,
  now: number,
) => Promise<readonly Post[]>;

export const togetherPosts: TogetherPosts = async (items, render, asking, now) => {
  const { storm, recovered, lost, rest } = sortOut(items, now);
  const { mention, ...quietly } = render;
  const fresh = items.filter((item): item is AlarmItem => isFresh(item, 'ALARM', now));
  const late = rest.flatMap(({ parsed }) => (parsed.kind === 'alarm' ? [parsed.alarm] : []));
  const [isFirst, burning, names] = await Promise.all([
    mention !== undefined && fresh.length > 0 && isFirstAmong(fresh.map(alarmOf), asking),
    burningNow(recovered.map(alarmOf), asking),
    instanceNames(late, asking.fetchInstanceName, asking.timeLeft),
  ]);
  // Of what went off just now, the first that was told has called.
  const calls = rest.filter(
    (item) => isAlarm(item, 'ALARM') && (isFirst || !isFresh(item, 'ALARM', now)),
  );
  const aftermath = aftermathOf(burning, storm);
  const entries = rest.map((item) => ({
    key: item,
    content: item.parsed,
    isOnTime: item.isFirstTry === true,
  }));
  return [
    ...renderStorm(keyed(storm), isFirst ? render : quietly),
    ...renderRecovery(keyed(recovered), 'OK', quietly, aftermath),
    ...renderRecovery(keyed(lost), 'INSUFFICIENT_DATA', quietly, aftermath),
    ...renderDigest(
      entries,
      { ...(calls.length > 0 ? render : quietly), instanceNames: names },
      now,
    ),
  ].map(postOf);
};

function aftermathOf(
  burning: readonly PlacedMoment[] | undefined,
  storm: readonly AlarmItem[],
): Aftermath {
  const later = [...(burning ?? []), ...storm.map(alarmOf)];
  return {
    burning: burning && new Set(burning.map(({ name }) => name)).size,
    isAgain: (alarm) => later.some((other) => isAfter(other, alarm)),
  };
}

function postOf({ forms, keys }: { forms: MessageForms; keys: readonly Item[] }): Post {
  return { items: keys, render: async () => forms };
}

function keyed(items: readonly AlarmItem[]) {
  return items.map((item) => ({ key: item, alarm: item.parsed.alarm }));
}

function alarmOf({ parsed }: AlarmItem): Alarm {
  return parsed.alarm;
}

function isAfter(other: PlacedMoment, alarm: Alarm): boolean {
  const { changedAt = 0 } = alarm;
  return identityOf(other) === identityOf(alarm) && (other.changedAt ?? 0) > changedAt + SAME;
}

function manyOf(state: AlarmState, items: readonly Item[], now: number): readonly AlarmItem[] {
  const fresh = items.filter((item): item is AlarmItem => isFresh(item, state, now));
  return fresh.length > TOLD_IN_FULL ? fresh : [];
}

function isFresh(item: Item, state: AlarmState, now: number): boolean {
  if (!isAlarm(item, state)) return false;
  const { changedAt } = alarmOf(item);
  // An OK may have been held back before.
  const most = state === 'OK' ? HELD + FRESH : FRESH;
  return changedAt !== undefined && now - changedAt < most;
}

function isAlarm(item: Item, state: AlarmState): item is AlarmItem {
  return item.parsed.kind === 'alarm' && asTold(item.parsed.alarm).state === state;
}
