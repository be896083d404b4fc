/** Where and why a text is no JSON, in words for whoever is typing it. https://www.rfc-editor.org/rfc/rfc8259 */

export interface Mistake {
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

interface Found {
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const STRING_START = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;
const WORD = /[\w$.+-]+/y;

/** Undefined when `text` is JSON. */
export function findJsonMistake(text: string): Mistake | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { offset, message } = scan(text);
    const before = text.slice(0, offset).split('\n');
    return { message, offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

/** Walks the text with a stack of what is open: `{` before a name, `:` before a member's value, `[` in a list. */
function scan(text: string): Found {
  const open: string[] = [];
  let at = skip(SPACE, text, 0);
  let wants: 'value' | 'name' | 'end' = 'value';
  for (;;) {
    const next = text[at];
    if (next === undefined) return { offset: at, message: unfinished(open) };
    const step = take(text, at, wants, open);
    if ('message' in step) return step;
    wants = step.wants;
    at = skip(SPACE, text, step.at);
  }
}

type Wants = 'value' | 'name' | 'end';
type Step = Found | { readonly at: number; readonly wants: Wants };

function take(text: string, at: number, wants: Wants, open: string[]): Step {
  if (wants === 'name') return takeName(text, at, open);
  return wants === 'value' ? takeValue(text, at, open) : takeEnd(text, at, open);
}

function takeName(text: string, at: number, open: string[]): Step {
  if (text[at] === '}' && previous(text, at) === '{') return close(open, at);
  if (text[at] === '}')
    return { offset: at, message: 'A comma stands before this } without anything after it.' };
  if (text[at] !== '"') return { offset: at, message: 'A name in double quotes must come here.' };
  const end = skip(STRING, text, at);
  if (end === at) return brokenString(text, at);
  const colon = skip(SPACE, text, end);
  if (text[colon] !== ':')
    return { offset: colon, message: 'A colon must come here, after the name.' };
  return { at: colon + 1, wants: 'value' };
}

function takeValue(text: string, at: number, open: string[]): Step {
  const next = text[at];
  if (next === '{' || next === '[') {
    open.push(next);
    return { at: at + 1, wants: next === '{' ? 'name' : 'value' };
  }
  if (next === ']' && open.at(-1) === '[') {
    if (previous(text, at) === '[') return close(open, at);
    return { offset: at, message: 'A comma stands before this ] without anything after it.' };
  }
  if (next === '"') {
    const end = skip(STRING, text, at);
    return end === at ? brokenString(text, at) : { at: end, wants: 'end' };
  }
  const end = skip(LITERAL, text, at);
  const word = text.slice(at, skip(WORD, text, at));
  if (end > at && text.slice(at, end) === word) return { at: end, wants: 'end' };
  return { offset: at, message: noValue(word, next ?? '') };
}

function takeEnd(text: string, at: number, open: string[]): Step {
  const next = text[at];
  const within = open.at(-1);
  if (within === undefined)
    return { offset: at, message: 'The JSON ends before this; nothing may follow it.' };
  if (next === ',') return { at: at + 1, wants: within === '{' ? 'name' : 'value' };
  const closing = within === '{' ? '}' : ']';
  if (next === closing) return close(open, at);
  return { offset: at, message: `A comma or ${closing} must come here.` };
}

function close(open: string[], at: number): Step {
  open.pop();
  return { at: at + 1, wants: 'end' };
}

function brokenString(text: string, at: number): Found {
  const end = skip(STRING_START, text, at);
  const next = text[end];
  if (next === '\\') return { offset: end, message: 'No such escape: write \\\\ for a backslash.' };
  if (next === '\n' || next === undefined)
    return { offset: at, message: 'This text has no closing quote on its line.' };
  return { offset: end, message: 'Write this control character as an escape, such as \\t or \\n.' };
}

function noValue(word: string, next: string): string {
  if (next === "'") return 'Text stands in double quotes, not in single ones.';
  if (next === ',' || next === '}' || next === ']') return 'A value is missing here.';
  return word === ''
    ? 'A value must come here.'
    : `${word.slice(0, 30)} is no value: put text in double quotes.`;
}

function unfinished(open: readonly string[]): string {
  if (open.length === 0) return 'There is nothing here yet.';
  const missing = open.toReversed().map((one) => (one === '{' ? '}' : ']'));
  return `The text ends too early: ${missing.join(' ')} is missing.`;
}

function previous(text: string, at: number): string | undefined {
  return text.slice(0, at).trimEnd().at(-1);
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
