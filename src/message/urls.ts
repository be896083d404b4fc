/** The web addresses in a text of people: bare, in angle brackets as Slack writes them, or as Markdown. */
export interface FoundLink {
  readonly url: string;
  /** Of the whole link with its brackets, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** `Runbook` of `[Runbook](URL)` and `<URL|Runbook>`. */
  readonly label?: string;
}

/** A link that is longer is shown as the text that it is. */
const LONGEST_URL = 2_000;
const LONGEST_LABEL = 200;
const START = /https?:\/\//gi;
/** Apostrophes may be in a URL: Logs Insights and Kibana write them. */
const ENDS = /[\s<>|"`\\^]/;
const BRACKETS = /[()[\]{}]/g;
const CLOSING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** In order, none within another. Takes time in proportion to the text. */
export function findLinks(text: string): readonly FoundLink[] {
  const found: FoundLink[] = [];
  const pattern = new RegExp(START);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const end = endOf(text, match.index, pattern.lastIndex);
    const url = text.slice(match.index, end);
    const isLink = url.length <= LONGEST_URL && URL.canParse(url);
    if (isLink) found.push(withBrackets(text, url, match.index, found.at(-1)?.end ?? 0));
    pattern.lastIndex = Math.max(end, found.at(-1)?.end ?? 0);
  }
  return found;
}

/** Punctuation at the end never belongs to the URL. */
function endOf(text: string, start: number, from: number): number {
  const [rest = ''] = text.slice(from).split(ENDS, 1);
  const punctuation = text.charAt(start - 1) === "'" ? `.,;:!?*_~'` : '.,;:!?*_~';
  let end = from + balancedLength(rest);
  // The slashes of `https://` are none of it.
  while (punctuation.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

/** A closing bracket belongs to the URL where it has the opening one. */
function balancedLength(text: string): number {
  const open = new Map<string, number>();
  for (const { 0: bracket, index } of text.matchAll(BRACKETS)) {
    const opening = CLOSING.get(bracket);
    const level = open.get(opening ?? bracket) ?? 0;
    if (opening !== undefined && level === 0) return index;
    open.set(opening ?? bracket, level + (opening === undefined ? 1 : -1));
  }
  return text.length;
}

function withBrackets(text: string, url: string, start: number, after: number): FoundLink {
  const end = start + url.length;
  const bare = { url, start, end };
  if (text.charAt(start - 1) === '<') return inAngles(text, bare);
  if (text.slice(start - 2, start) !== '](' || text.charAt(end) !== ')') return bare;
  const earliest = Math.max(after, start - 2 - LONGEST_LABEL);
  const before = text.slice(earliest, start - 2);
  const opening = before.lastIndexOf('[');
  const label = before.slice(opening + 1);
  if (opening < 0 || /[\]\n]/.test(label)) return bare;
  return { url, start: earliest + opening, end: end + 1, label };
}

function inAngles(text: string, { url, start, end }: FoundLink): FoundLink {
  if (text.charAt(end) === '>') return { url, start: start - 1, end: end + 1 };
  const label = /^\|([^<>\n]*)>/.exec(text.slice(end, end + LONGEST_LABEL))?.[1];
  if (label === undefined) return { url, start, end };
  return { url, start: start - 1, end: end + label.length + 2, label };
}
