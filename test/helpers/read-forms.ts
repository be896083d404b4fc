import type { MessageForms } from '../../src/message/blocks.ts';

/** A message of the two forms `blocks` and `text` as a person reads it. */
export interface Read {
  readonly push: string;
  /** Of each block. */
  readonly types: readonly string[];
  /** The text of each block; empty for one that has elements. */
  readonly shown: readonly string[];
  /** The lines of the form of text alone. */
  readonly lines: readonly string[];
}

/** @throws for a message of other forms */
export function readForms(forms: MessageForms | undefined): Read {
  const names = forms?.map(({ name }) => name).join();
  if (names !== 'blocks,text') throw new Error(`The forms are ${names}.`);
  const [blocks, text] = forms ?? [];
  const all = blocks?.body.blocks ?? [];
  return {
    push: plain(blocks?.body.text),
    types: all.map(({ type }) => type),
    shown: all.map((block) =>
      'text' in block && typeof block.text === 'object' ? plain(block.text.text) : '',
    ),
    lines: plain(text?.body.text).split('\n'),
  };
}

/** Without the addresses of links, times as words, with plain spaces. */
export function plain(text = ''): string {
  return text.replaceAll(/<(?:https:|!date)[^|>]*\|([^>]*)>/g, '$1').replaceAll('\u00a0', ' ');
}
