import type { Fact } from '../alarm/alarm.ts';
import { clean } from '../text.ts';
import { type FoundLink, findLinks } from './urls.ts';

/** A URL of a description that has a label of its own. */
export interface LabelledLink {
  readonly label: string;
  readonly url: string;
}

export interface Description {
  /** What it says, without the runbook's URL where that stands alone. */
  readonly text: string;
  /** The URL that is labelled so, else the first. */
  readonly runbook?: string;
  /** The other URLs that have a label, in order. */
  readonly links?: readonly LabelledLink[];
  /** As `text`, without the URLs of `links` where they stand alone: for a message that shows those beside it. */
  readonly prose?: string;
}

/** CloudWatch takes 1,024 characters. */
const LONGEST = 4_000;
const LONGEST_LABEL = 40;
/** What surely is the thing to follow at night. */
const RUNBOOK =
  'run[ -]?books?|play[ -]?books?|what to do|sop|런북|플레이북|조치(?: ?(?:방법|절차|가이드))?|대응(?: ?(?:방법|절차|가이드|문서))?';
const GUIDE = 'how[ -]?to|guide|wiki|docs?|가이드|문서|매뉴얼';
/** For text in small letters. V8 takes several times as long to compile `iu` as `u` alone. */
const ENDS_IN_KNOWN = new RegExp(`(?<![\\p{L}\\p{N}])(?:(${RUNBOOK})|${GUIDE})$`, 'u');
const NAMES_RUNBOOK = new RegExp(`(?<![\\p{L}\\p{N}])(?:${RUNBOOK})(?![\\p{L}\\p{N}])`, 'u');
const ONLY_KNOWN = new RegExp(`^(?:${RUNBOOK}|${GUIDE})$`);
const OPENING = '(<*_"\'';
/** Before a label: what opens it, and the bullet of its line. */
const BEFORE_LABEL = `${OPENING} \t\u00a0-•#`;
const DIVIDING = /[:=–—→]|\s-/;
const BULLET = /^[\s*_#>(-]+/;
const ENDS_PHRASE = /[.!?;,|·•\n)\]>]/;
/** The number of a list's line ends none. */
const ENDS_SENTENCE = /(?<!(?:^|\n)[ \t]{0,9}\d{1,3})[.!?;]$/;
const SPACE = ' \t\n\u00a0';
const DIVIDER = `${SPACE}:=–—→-*_`;

/** A link with what stands before it: where its label begins, and what that is. */
interface Labelled extends FoundLink {
  /** Empty where it has none. */
  readonly name: string;
  readonly kind: Kind | undefined;
  /** Where the label and its brackets begin. */
  readonly lead: number;
}

type Kind = 'runbook' | 'guide';

/** The description is text of people: some write Markdown. Takes time in proportion to its length. */
export function splitDescription(description: string | undefined): Description {
  const whole = clean(description ?? '');
  const text = (
    whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…`.toWellFormed() : whole
  ).trim();
  const found = listLabelled(text);
  const runbook =
    found.find(({ kind }) => kind === 'runbook') ??
    found.find(({ kind }) => kind === 'guide') ??
    found[0];
  if (runbook === undefined) return { text };
  const others = found.filter(({ url, name }) => name !== '' && url !== runbook.url);
  const links = others.map(({ url, name }) => ({ label: name, url }));
  const said = { text: without(text, [runbook]), runbook: runbook.url };
  return links.length === 0 ? said : { ...said, links, prose: without(text, [runbook, ...others]) };
}

/** Of an alarm's tags, the URL in one that is named so. */
export function runbookOf(facts: readonly Fact[]): string | undefined {
  return facts.find(
    ({ name, value }) => NAMES_RUNBOOK.test(name.toLowerCase()) && /^https?:\/\/\S+$/.test(value),
  )?.value;
}

function listLabelled(text: string): readonly Labelled[] {
  let last = 0;
  return findLinks(text).map((link) => {
    const before = text.slice(Math.max(last, link.start - 200), link.start);
    last = link.end;
    return labelled(link, before);
  });
}

function labelled(link: FoundLink, before: string): Labelled {
  const bare = trimEnd(before, OPENING);
  const label = trimEnd(bare, DIVIDER);
  const [ending = '', runbook] = ENDS_IN_KNOWN.exec(label.toLowerCase()) ?? [];
  const known = label.slice(label.length - ending.length);
  const name = oneLabel(link.label ?? nameBefore(bare));
  const ahead =
    known === '' ? before.slice(0, before.lastIndexOf(name)) : label.slice(0, -known.length);
  return {
    kind: runbook === undefined ? kindOf(name, known) : 'runbook',
    lead: link.start - before.length + trimEnd(ahead, BEFORE_LABEL).length,
    name: name || known,
    ...link,
  };
}

/** `known`: the words before the link that tell it. */
function kindOf(name: string, known: string): Kind | undefined {
  const small = name.toLowerCase();
  if (NAMES_RUNBOOK.test(small)) return 'runbook';
  return known !== '' || ONLY_KNOWN.test(small) ? 'guide' : undefined;
}

/** `Dashboard` of `Slow. Dashboard: `, also of the line before; empty for the words of a sentence. */
function nameBefore(before: string): string {
  const spaced = trimEnd(before, SPACE);
  const label = trimEnd(spaced, DIVIDER);
  const divider = spaced.slice(label.length);
  if (!DIVIDING.test(divider)) return '';
  let start = label.length;
  while (start > 0 && !ENDS_PHRASE.test(label.charAt(start - 1))) start -= 1;
  return label.slice(start);
}

/** Empty where it is too long for a label. */
function oneLabel(text: string): string {
  const label = trimEnd(text, DIVIDER).replace(BULLET, '');
  return label.length <= LONGEST_LABEL && label.split(' ').length <= 5 ? label : '';
}

/** A URL stays where it is a part of a sentence, which would not read without it. */
function without(text: string, links: readonly Labelled[]): string {
  let kept = text;
  for (const link of links.toSorted((a, b) => a.start - b.start)) {
    // What follows keeps its distance to the end.
    const moved = kept.length - text.length;
    const { start, end, lead } = link;
    const place = { ...link, start: start + moved, end: end + moved, lead: lead + moved };
    kept = withoutLink(kept, place, link !== links[0]) ?? kept;
  }
  return kept;
}

/** `isOther`: its label is shown beside the text. */
function withoutLink(text: string, link: Labelled, isOther: boolean): string | undefined {
  const after = text.slice(link.end);
  if (link.label !== undefined) {
    const start = text.slice(0, link.start);
    const standsAlone = isOther && /^[.,;]?[ \t]{0,9}(?:\n|$)/.test(after);
    const isSaid =
      isSentenceStart(start) && (ONLY_KNOWN.test(link.label.toLowerCase()) || standsAlone);
    return joined(start + (isSaid ? '' : link.label), after);
  }
  const start = text.slice(0, Math.max(0, link.lead));
  const lead = text.slice(link.lead, link.start);
  const inBrackets =
    text.charAt(link.start) === '<' || (lead.includes('(') && after.startsWith(')'));
  return isSentenceStart(start) || inBrackets
    ? joined(start, after.replace(/^[)>*_"']*/, ''))
    : undefined;
}

function isSentenceStart(before: string): boolean {
  const said = before.trimEnd();
  return said === '' || ENDS_SENTENCE.test(said) || before.slice(said.length).includes('\n');
}

/** The full stop of a sentence that is gone goes, too. */
function joined(before: string, after: string): string {
  const rest = isSentenceStart(before) ? after.replace(/^[.,;]+/, '') : after;
  return `${before.trimEnd()}${rest}`.trim();
}

function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
