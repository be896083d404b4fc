import { fitPlain } from './mrkdwn.ts';

export interface Description {
  /** What it says, without the runbook's URL where that stands alone. */
  readonly text: string;
  /** The first URL. */
  readonly runbook?: string;
}

/** CloudWatch takes 1,024 characters. */
const LONGEST = 4_000;
/** A link that is longer is shown as the text that it is. */
const LONGEST_URL = 2_000;
const URLS = /https?:\/\/[^\s<>|"'`]+/g;
/** What follows a URL in a sentence; a closing bracket only if the URL has no opening one. */
const PUNCTUATION = /(?:[.,;:!?*_\]]|(?<!\([^()]*)\))+$/;
const LABEL =
  '(?:run ?book|play ?book|how ?to|what to do|guide|wiki|docs?|런북|플레이북|조치 방법|대응 방법|가이드|문서)';
/** `Runbook: `, `(runbook `, `<` */
const LEAD = new RegExp(String.raw`[(<*_]*\s*(?:${LABEL}[\s:=–*_-]*)?[(<*_]*$`, 'iu');
const MARKDOWN_LINK = /\[([^\]\n]*)\]\($/;
const ONLY_LABEL = new RegExp(`^${LABEL}$`, 'iu');

/** The first URL of an alarm's description is its runbook. The description is text of people: some write Markdown. */
export function splitDescription(description: string | undefined): Description {
  const text = fitPlain(description ?? '', LONGEST).trim();
  const found = findUrl(text);
  if (found === undefined) return { text };
  const { url, start } = found;
  const before = text.slice(0, start);
  const after = text.slice(start + url.length);
  return { text: withoutUrl(before, after) ?? text, runbook: url };
}

function findUrl(text: string): { readonly url: string; readonly start: number } | undefined {
  for (const { 0: match, index } of text.matchAll(URLS)) {
    const url = match.replace(PUNCTUATION, '');
    if (url.length <= LONGEST_URL && URL.canParse(url)) return { url, start: index };
  }
  return undefined;
}

/** Undefined where the URL is a part of a sentence, which would not read without it. */
function withoutUrl(before: string, after: string): string | undefined {
  const markdown = MARKDOWN_LINK.exec(before);
  if (markdown !== null && after.startsWith(')')) {
    const [, label = ''] = markdown;
    const start = before.slice(0, markdown.index);
    const kept = ONLY_LABEL.test(label) && isSentenceStart(start) ? '' : label;
    return joined(start + kept, after.slice(1));
  }
  const lead = LEAD.exec(before)?.[0] ?? '';
  const start = before.slice(0, before.length - lead.length);
  const inBrackets = /[(<]/.test(lead) && /^[)>]/.test(after);
  return isSentenceStart(start) || inBrackets
    ? joined(start, after.replace(/^[)>*_]*/, ''))
    : undefined;
}

function isSentenceStart(before: string): boolean {
  return /(?:^|[\n.!?;])\s*$/.test(before);
}

/** The full stop of a sentence that is gone goes, too. */
function joined(before: string, after: string): string {
  const rest = isSentenceStart(before) ? after.replace(/^[.,;]+/, '') : after;
  return `${before.trimEnd()}${rest}`.trim();
}
