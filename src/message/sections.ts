import { SECTION_ROOM } from './blocks.ts';
import { fitLinked } from './mrkdwn.ts';

/** A long text in as many sections as it may take, parted where a line or a word ends. */
export function splitText(text: string, most: number): readonly string[] {
  const sections: string[] = [];
  let rest = text;
  while (rest !== '') {
    const part = sections.length === most - 1 ? rest : partOf(rest);
    sections.push(fitLinked(part, SECTION_ROOM));
    rest = rest.slice(part.length).trim();
  }
  return sections;
}

/** As much as fits a section when it is escaped. */
function partOf(text: string): string {
  if (text.length <= SECTION_ROOM && !isCut(text)) return text;
  const parts = [1, 2].map((share) => beginningOf(text, SECTION_ROOM / share));
  // A character is five at most when it is escaped.
  return parts.find((part) => !isCut(part)) ?? beginningOf(text, SECTION_ROOM / 5);
}

/** Ends with a line, or else with a word. */
function beginningOf(text: string, length: number): string {
  const piece = text.slice(0, length);
  const line = piece.lastIndexOf('\n');
  const end = line > length / 2 ? line : piece.lastIndexOf(' ');
  return end > 0 ? piece.slice(0, end) : piece.replace(/[\ud800-\udbff]$/, '');
}

function isCut(text: string): boolean {
  return fitLinked(text, SECTION_ROOM) !== fitLinked(text, Number.POSITIVE_INFINITY);
}
