import { fitLinked } from './mrkdwn.ts';

/** Of one section; Slack takes 3,000. */
export const SECTION_ROOM = 2_900;

/** A long text in as many sections as it may take, parted where a line or a word ends. */
export function sectionsOf(text: string, most: number): readonly string[] {
  const sections: string[] = [];
  let rest = text;
  while (rest !== '' && sections.length < most) {
    const part = sections.length === most - 1 ? rest : partOf(rest);
    sections.push(fitLinked(part, SECTION_ROOM));
    rest = rest.slice(part.length).trim();
  }
  return sections;
}

/** As much as fits a section when it is escaped. */
function partOf(text: string): string {
  for (const length of [SECTION_ROOM, SECTION_ROOM / 2, SECTION_ROOM / 5]) {
    if (text.length <= length && !isCut(text)) return text;
    const piece = text.slice(0, length);
    const line = piece.lastIndexOf('\n');
    const end = line > length / 2 ? line : piece.lastIndexOf(' ');
    const part = end > 0 ? piece.slice(0, end) : piece.replace(/[\ud800-\udbff]$/, '');
    if (!isCut(part)) return part;
  }
  return text.slice(0, SECTION_ROOM / 5).replace(/[\ud800-\udbff]$/, '');
}

function isCut(text: string): boolean {
  return !text.endsWith('…') && fitLinked(text, SECTION_ROOM).endsWith('…');
}
