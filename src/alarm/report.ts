import { groupBy } from '../group-by.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import type { Span, Spell } from './evaluator.ts';

/** A week of alarms, counted. Pure. */

/** A change of state as CloudWatch's history has it. */
export interface Update {
  /** The alarm's name. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from?: AlarmState;
  readonly to: AlarmState;
}

/** An alarm that went into ALARM in the span. */
export interface Spoken {
  readonly alarm: Alarm;
  /** Its times in ALARM, oldest first. */
  readonly spells: readonly Spell[];
  /** How many of them were over within minutes. */
  readonly healed: number;
  /** Milliseconds. */
  readonly longest: number;
}

export interface Report extends Span {
  /** How many alarms are told by this stack. */
  readonly alarms: number;
  /** Those that went into ALARM, the most often first. */
  readonly spoke: readonly Spoken[];
  /** Those that did not, and are not without data. */
  readonly silent: readonly Alarm[];
  /** Those that have no data now. */
  readonly noData: readonly Alarm[];
}

/** Milliseconds: what is over by then was over before anybody could act. */
export const SOON = 300_000;

/** `alarms`: as they are now. `updates` of alarms that are gone are left out. */
export function reportOn(alarms: readonly Alarm[], updates: readonly Update[], span: Span): Report {
  const byName = groupBy(updates, ({ name }) => name);
  const all = alarms.map((alarm) => spokenOf(alarm, byName.get(alarm.name) ?? [], span));
  const spoke = all
    .filter(({ spells }) => spells.length > 0)
    .toSorted((a, b) => b.spells.length - a.spells.length || b.longest - a.longest);
  const hasNoData = ({ state }: Alarm) => state === 'INSUFFICIENT_DATA';
  const mute = all.filter(({ spells }) => spells.length === 0).map(({ alarm }) => alarm);
  return {
    ...span,
    alarms: alarms.length,
    spoke,
    silent: mute.filter((alarm) => !hasNoData(alarm)),
    noData: alarms.filter(hasNoData),
  };
}

function spokenOf(alarm: Alarm, updates: readonly Update[], span: Span): Spoken {
  const spells = spellsOf(updates, span);
  const lengths = spells.map(({ from, to }) => to - from);
  return {
    alarm,
    spells,
    healed: spells.filter(({ from, to }) => to < span.to && to - from < SOON).length,
    longest: lengths.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** The times in ALARM, from changes in any order, repeated or not. What began before the span counts from its beginning. */
export function spellsOf(updates: readonly Update[], span: Span): readonly Spell[] {
  const within = updates
    .filter(({ at }) => at >= span.from && at < span.to)
    .toSorted((a, b) => a.at - b.at);
  const spells: Spell[] = [];
  let since = within[0]?.from === 'ALARM' ? span.from : undefined;
  for (const { at, to } of within) {
    if (to === 'ALARM') since ??= at;
    else if (since !== undefined) {
      spells.push({ from: since, to: at });
      since = undefined;
    }
  }
  return since === undefined ? spells : [...spells, { from: since, to: span.to }];
}
