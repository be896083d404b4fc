/** Where and why a text is no JSON, in words for whoever is typing it. https://www.rfc-editor.org/rfc/rfc8259 */

import { printParseErrorCode, visit } from 'jsonc-parser';

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

/** What the library found first. https://github.com/microsoft/node-jsonc-parser#api */
interface Fault {
  readonly kind: ReturnType<typeof printParseErrorCode>;
  readonly offset: number;
  /** What was open there, outermost first: `{` and `[`. */
  readonly open: readonly string[];
  /** What is open to the end of the text, innermost first: `}` and `]`. */
  readonly missing: readonly string[];
}

/** Undefined when `text` is JSON. */
export function findJsonMistake(text: string): Mistake | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { offset, message } = inWords(text, firstFault(text));
    const before = text.slice(0, offset).split('\n');
    return { message, offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

function firstFault(text: string): Fault | undefined {
  const open: string[] = [];
  const missing: string[] = [];
  let first: Fault | undefined;
  const close = () => void open.pop();
  const visitor: Parameters<typeof visit>[1] = {
    onObjectBegin: () => void open.push('{'),
    onArrayBegin: () => void open.push('['),
    ...{ onObjectEnd: close, onArrayEnd: close },
    onError: (code, offset) => {
      const kind = printParseErrorCode(code);
      first ??= { kind, offset, open: [...open], missing };
      if (kind === 'CloseBraceExpected') missing.push('}');
      if (kind === 'CloseBracketExpected') missing.push(']');
    },
  };
  try {
    visit(text, visitor, { disallowComments: true });
  } catch (error) {
    // The library calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
  }
  return first;
}

function inWords(text: string, fault: Fault | undefined): Found {
  if (fault === undefined) return { offset: 0, message: 'It is nested too deeply to be read.' };
  const { kind, offset, open } = fault;
  if (offset >= text.length && kind !== 'UnexpectedEndOfString') {
    return { offset, message: unfinished(fault.missing) };
  }
  switch (kind) {
    case 'ColonExpected':
      return { offset, message: 'A colon must come here, after the name.' };
    case 'EndOfFileExpected':
      return { offset, message: 'The JSON ends before this; nothing may follow it.' };
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return { offset, message: 'JSON has no comments: take this one out.' };
    case 'CommaExpected':
      return noComma(text, offset, open);
    case 'UnexpectedEndOfString':
    case 'InvalidCharacter':
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return brokenString(text, offset);
    default:
      return {
        offset,
        message: isNameWanted(text, fault) ? noName(text, offset) : noValue(text, offset),
      };
  }
}

function isNameWanted(text: string, { offset, open }: Fault): boolean {
  return open.at(-1) === '{' && /[{,]\s*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

function noName(text: string, offset: number): string {
  return text[offset] === '}'
    ? 'A comma stands before this } without anything after it.'
    : 'A name in double quotes must come here.';
}

function noComma(text: string, offset: number, open: readonly string[]): Found {
  const number = /-?0+$/.exec(text.slice(Math.max(0, offset - 20), offset))?.[0] ?? '';
  if (number !== '' && /\d/.test(text[offset] ?? '')) {
    const start = offset - number.length;
    return { offset: start, message: noValue(text, start) };
  }
  return { offset, message: `A comma or ${open.at(-1) === '{' ? '}' : ']'} must come here.` };
}

const STRING_START = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;

function brokenString(text: string, at: number): Found {
  STRING_START.lastIndex = at;
  const end = at + (STRING_START.exec(text)?.[0].length ?? 0);
  const next = text[end];
  if (next === '\\') return { offset: end, message: 'No such escape: write \\\\ for a backslash.' };
  if (next === '\n' || next === undefined)
    return { offset: at, message: 'This text has no closing quote on its line.' };
  return { offset: end, message: 'Write this control character as an escape, such as \\t or \\n.' };
}

function noValue(text: string, offset: number): string {
  const next = text[offset] ?? '';
  if (next === "'") return 'Text stands in double quotes, not in single ones.';
  if (next === ']' && /,\s*$/.test(text.slice(Math.max(0, offset - 200), offset)))
    return 'A comma stands before this ] without anything after it.';
  if (next === ',' || next === '}' || next === ']') return 'A value is missing here.';
  const word = /^[\w$.+-]+/.exec(text.slice(offset, offset + 30))?.[0];
  return word === undefined
    ? 'A value must come here.'
    : `${word} is no value: put text in double quotes.`;
}

function unfinished(missing: readonly string[]): string {
  if (missing.length === 0) return 'There is nothing here yet.';
  return `The text ends too early: ${missing.slice(0, 20).join(' ')} is missing.`;
}
