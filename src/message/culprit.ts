import type { Alarm } from '../alarm/alarm.ts';
import { baselineOf } from '../alarm/credits.ts';
import type { BusyProcess, Credits, Culprit, Machine, WriteEvent } from '../alarm/culprit.ts';
import { joinParts } from './blocks.ts';
import { formatDuration, formatNumber, formatValue, NBSP } from './format.ts';
import { fitInline } from './mrkdwn.ts';
import type { Explanation } from './parts.ts';
import { CULPRIT_WORDS, type CulpritWords } from './words/culprit.ts';
import type { Locale } from './words/words.ts';

/** What explains a busy CPU: one line to be read first, and more of it in grey. Names come from the machine. */

const NAME_LIMIT = 60;
const USER_LIMIT = 40;
/** Per cent of the machine that is worth the first line, of a process and of what the host holds back. */
const BUSY = 5;

export function explain(alarm: Alarm, culprit: Culprit, locale: Locale): Explanation {
  const words = { locale, culprit: CULPRIT_WORDS[locale.language] };
  return {
    line: culpritLine(alarm, culprit, words),
    details: culpritDetails(alarm, culprit, words),
  };
}

interface Words {
  readonly locale: Locale;
  readonly culprit: CulpritWords;
}

/** `java (pid 812, app) 91%  ·  load 8.2 on 2 cores  ·  deployed by ci-bot 17 minutes before`; empty where nothing is known. */
function culpritLine(alarm: Alarm, { machine, credits, changes }: Culprit, words: Words): string {
  const [newest] = changes ?? [];
  const { steal = 0 } = machine ?? {};
  const parts = [
    machine && firstProcess(machine, words),
    machine && loadOf(machine, words),
    steal >= BUSY ? words.culprit.heldBack(percent(steal, words.locale)) : undefined,
    credits?.goneSince === undefined ? undefined : creditsText(alarm, credits, machine, words),
    newest && changeText(alarm, newest, words),
  ];
  return joinParts(parts);
}

/** The other processes, the machine, the credits and the other changes: a line each. */
function culpritDetails(alarm: Alarm, culprit: Culprit, words: Words): readonly string[] {
  const { machine, credits, changes = [] } = culprit;
  const processes = (machine?.processes ?? []).map((one) => processText(one, words));
  const lines: readonly (string | undefined)[] = [
    processes.length > 1 ? joinParts(processes) : undefined,
    joinParts([
      machine && memoryText(machine, words),
      machine?.uptime === undefined
        ? undefined
        : words.culprit.uptime(formatDuration(machine.uptime, words.locale)),
      // What explains much is in the first line already.
      machine?.steal === undefined || machine.steal >= BUSY
        ? undefined
        : words.culprit.steal(percent(machine.steal, words.locale)),
      credits === undefined || credits.goneSince !== undefined
        ? undefined
        : creditsText(alarm, credits, machine, words),
    ]),
    changes.length > 1
      ? joinParts(changes.map((change) => changeText(alarm, change, words)))
      : undefined,
  ];
  return lines.flatMap((line) => (line === undefined || line === '' ? [] : [line]));
}

/** What burnt for a quarter of an hour can have ended by the time that somebody looks: that is told, too. */
function firstProcess({ processes }: Machine, words: Words): string {
  const [first] = processes;
  return first === undefined || first.share < BUSY
    ? words.culprit.calm(percent(BUSY, words.locale))
    : processText(first, words);
}

function processText({ name, pid, user, share }: BusyProcess, words: Words): string {
  const shown = fitInline(name ?? '', NAME_LIMIT) || words.culprit.nameless;
  const owner = fitInline(user ?? '', USER_LIMIT);
  const id = [`pid${NBSP}${pid}`, owner].filter((part) => part !== '').join(', ');
  return words.culprit.process(shown, id, percent(share, words.locale));
}

function loadOf({ load, cores }: Machine, words: Words): string | undefined {
  return load === undefined
    ? undefined
    : words.culprit.load(formatNumber(load, words.locale), cores);
}

function memoryText({ memory }: Machine, { locale, culprit }: Words): string | undefined {
  if (memory === undefined) return undefined;
  const used = formatValue(memory.total - memory.available, 'Bytes', locale);
  return culprit.memory(used, formatValue(memory.total, 'Bytes', locale));
}

function creditsText(
  alarm: Alarm,
  { balance, goneSince, isUnlimited }: Credits,
  machine: Machine | undefined,
  { locale, culprit }: Words,
): string | undefined {
  if (goneSince === undefined)
    return culprit.creditsLeft(formatNumber(Math.floor(balance), locale));
  const ago = agoOf(alarm, goneSince, locale);
  if (ago === undefined) return undefined;
  const baseline = baselineOf(machine?.type);
  const cap = baseline === undefined || isUnlimited ? undefined : percent(baseline, locale);
  return culprit.creditsGone(ago, cap, isUnlimited);
}

function changeText(alarm: Alarm, { what, by, at }: WriteEvent, words: Words): string | undefined {
  const ago = agoOf(alarm, at, words.locale);
  const who = fitInline(by ?? '', NAME_LIMIT);
  const { change, changes } = words.culprit;
  return ago === undefined
    ? undefined
    : change(changes.get(what) ?? fitInline(what, NAME_LIMIT), who === '' ? undefined : who, ago);
}

/** Before the alarm. */
function agoOf({ changedAt }: Alarm, at: number, locale: Locale): string | undefined {
  return changedAt === undefined ? undefined : formatDuration((changedAt - at) / 1000, locale);
}

/** With a decimal only where it is small. */
function percent(share: number, locale: Locale): string {
  const rounded = share < 10 ? Math.round(share * 10) / 10 : Math.round(share);
  return formatValue(rounded, 'Percent', locale);
}
