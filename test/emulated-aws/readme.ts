import { readFileSync } from 'node:fs';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Every line of the shell commands in a section of the README, as a reader would type it. */
export function commandsIn(section: string): string[] {
  const fences = textOf(section).matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm);
  const lines = [...fences].flatMap(([, code = '']) => code.split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The command that stands in the running text of a section after `words`. @throws {Error} when there is none */
export function commandAfter(section: string, words: string): string {
  const text = textOf(section);
  const command = /^[^`]*`([^`]+)`/.exec(text.split(words)[1] ?? '')?.[1];
  if (command === undefined) {
    throw new Error(`the README's ${section} has no command after ${words}`);
  }
  return command;
}

function textOf(section: string): string {
  const text = README.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
  if (text === undefined) throw new Error(`the README has no section ${section}`);
  return text;
}
