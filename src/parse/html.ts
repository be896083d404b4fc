/** Mail and status pages that are published as HTML, as the lines that they show. Takes time in proportion to its length. */

const OPENS = /<(?:html|body|div|p|table|ul|ol|h[1-6])(?:\s[^<>]{0,500})?>/i;
const CLOSES = /<\/(?:html|body|div|p|table|ul|ol|h[1-6])>/i;
/** What is for no reader. */
const HIDDEN = /^(?:head|style|script|title)$/;
const BREAKS = /^(?:p|div|br|tr|li|h[1-6]|table|ul|ol|hr|section|header|footer)$/;
const CELLS = /^(?:td|th)$/;
const TAG = /^(\/?)([a-z][a-z\d]{0,20})(?=[\s/>])/i;
const HREF = /\shref\s{0,9}=\s{0,9}["']?(https?:[^"'\s>]{1,2000})/i;
const ENTITY = /&(?:nbsp|amp|lt|gt|quot|apos|#\d{1,6});/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** The text of HTML, each link followed by where it leads; undefined for what is none, or shows nothing. */
export function textOfHtml(html: string): string | undefined {
  if (!OPENS.test(html) || !CLOSES.test(html)) return undefined;
  const page: Page = { shown: [], hidden: undefined, url: undefined };
  const [first = '', ...pieces] = html.split('<');
  page.shown.push(decoded(first));
  for (const piece of pieces) read(piece, page);
  const lines = page.shown.join('').split('\n');
  return (
    lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join('\n') || undefined
  );
}

interface Page {
  readonly shown: string[];
  hidden: string | undefined;
  url: string | undefined;
}

/** A tag without its `<`, and the text up to the next. */
function read(piece: string, page: Page): void {
  const end = piece.indexOf('>');
  const [, slash, name = ''] = TAG.exec(piece) ?? [];
  const tag = name.toLowerCase();
  const isTag = end >= 0 && (tag !== '' || piece.startsWith('!'));
  if (page.hidden !== undefined) {
    if (slash !== '/' || tag !== page.hidden) return;
    page.hidden = undefined;
  } else if (slash === '' && HIDDEN.test(tag)) page.hidden = tag;
  else page.shown.push(isTag ? markOf(piece.slice(0, end + 1), tag, slash === '/', page) : '<');
  if (page.hidden === undefined) page.shown.push(decoded(isTag ? piece.slice(end + 1) : piece));
}

/** What stands for a tag. */
function markOf(whole: string, tag: string, isEnd: boolean, page: Page): string {
  if (tag === 'a') {
    const url = isEnd ? page.url : undefined;
    page.url = isEnd ? undefined : HREF.exec(whole)?.[1];
    return url === undefined || page.shown.at(-1)?.includes(url) ? '' : ` (${url})`;
  }
  if (tag === 'li' && !isEnd) return '\n• ';
  return BREAKS.test(tag) ? '\n' : CELLS.test(tag) ? ' ' : '';
}

function decoded(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(ENTITY, (entity) => ENTITIES[entity] ?? characterOf(entity));
}

/** `&#39;` */
function characterOf(entity: string): string {
  const code = Number(entity.slice(2, -1));
  return code >= 32 && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : ' ';
}
