/** How much room a text takes on a phone, where most messages are read first. */

/** Letters of a line: Slack writes 15 pixels high, beside a picture, and a phone is 360 to 400 pixels wide. */
const LETTERS = 42;
/** `<https://example.com|label>` */
const LINK = /<[^<>|]*\|([^<>]*)>/g;
/** Letters of East Asia are twice as wide. */
const WIDE = /[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uff60]/g;

/** Lines of mrkdwn, roughly: nobody knows the reader's phone. */
export function phoneLines(mrkdwn: string): number {
  const lines = mrkdwn.replace(LINK, '$1').replace(WIDE, '$&$&').split('\n');
  return lines.reduce((sum, line) => sum + wrappedLines(line), 0);
}

function wrappedLines(line: string): number {
  let lines = 1;
  let used = 0;
  for (const word of line.split(' ')) {
    const width = word.length;
    if (used > 0 && used + 1 + width <= LETTERS) {
      used += 1 + width;
      continue;
    }
    // A word longer than a line is broken.
    lines += (used > 0 ? 1 : 0) + Math.floor(Math.max(0, width - 1) / LETTERS);
    used = width % LETTERS || Math.min(width, LETTERS);
  }
  return lines;
}
