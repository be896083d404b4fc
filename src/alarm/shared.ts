import type { Alarm } from './alarm.ts';

/** What the alarms of a storm have in common, from what CloudWatch says of each. Pure: nothing is guessed. */

export interface Shared {
  /** `AvailabilityZone`, `Team`; undefined for an account and for how names begin. */
  readonly name?: string;
  readonly value: string;
  readonly kind: 'dimension' | 'tag' | 'account' | 'prefix';
  /** Of so many alarms. */
  readonly count: number;
}

/** What fewer than half share tells little. */
const SHARE = 0.5;
const LEAST = 3;
const MOST = 3;
/** Characters of a name that say something by themselves. */
const SHORTEST_PREFIX = 3;

/** What most share first; the zone, a tag and what is measured before accounts and names where it is as many. */
export function sharedBy(alarms: readonly Alarm[]): readonly Shared[] {
  const accounts = new Set(alarms.map(({ accountId }) => accountId));
  const all = alarms.flatMap((alarm) => [
    ...zonesFirst(dimensionsOf(alarm)),
    ...tagsOf(alarm),
    ...(accounts.size > 1 && alarm.accountId !== undefined
      ? [{ kind: 'account' as const, value: alarm.accountId }]
      : []),
  ]);
  const least = Math.max(LEAST, alarms.length * SHARE);
  return [...counted(all), ...prefixOf(alarms, least)]
    .filter(({ count }) => count >= least)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
}

type Trait = Omit<Shared, 'count'>;

/** Each once, with how often it is there. */
function counted(traits: readonly Trait[]): readonly Shared[] {
  const found = new Map<string, Shared>();
  for (const trait of traits) {
    const key = JSON.stringify([trait.kind, trait.name, trait.value]);
    found.set(key, { ...trait, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

function dimensionsOf({ trigger }: Alarm): readonly Trait[] {
  const only = trigger && 'stat' in trigger ? trigger.stat : undefined;
  const stats = trigger?.kind === 'math' ? trigger.inputs : [only];
  const named = stats.flatMap((stat) => stat?.dimensions ?? []);
  const pairs = new Map(named.map(({ name, value }) => [`${name}=${value}`, { name, value }]));
  return [...pairs.values()].map((pair) => ({ kind: 'dimension', ...pair }));
}

function zonesFirst(traits: readonly Trait[]): readonly Trait[] {
  const isZone = ({ name }: Trait) => name === 'AvailabilityZone';
  return [...traits.filter(isZone), ...traits.filter((trait) => !isZone(trait))];
}

/** As the parser names them: `Alarm tags Team`. */
function tagsOf({ facts }: Alarm): readonly Trait[] {
  return facts.flatMap(({ name, value }) => {
    const tag = /^(?:alarm )?tags? (.+)/i.exec(name)?.[1];
    return tag === undefined ? [] : [{ kind: 'tag' as const, name: tag, value }];
  });
}

/** The longest beginning, up to a separator, that so many names have. */
function prefixOf(alarms: readonly Alarm[], least: number): readonly Shared[] {
  const names = [...new Set(alarms.map(({ name }) => name))];
  const begins = names.flatMap((name) =>
    [...name.slice(0, 100).matchAll(/[-_/.: ]/g)].map(({ index }) => ({
      kind: 'prefix' as const,
      value: name.slice(0, index + 1),
    })),
  );
  return counted(begins)
    .filter(({ value, count }) => count >= least && value.length > SHORTEST_PREFIX)
    .toSorted((a, b) => b.value.length - a.value.length)
    .slice(0, 1);
}
