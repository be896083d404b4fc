/** A message as Slack shows it, as HTML. */

import { isObject, readArray, readText } from '../../json.ts';
import { drawBlock } from './draw-block.ts';
import { type Html, html } from './html.ts';
import type { Clock } from './slack-date.ts';

const COLORS = new Map([
  ['good', '#2eb67d'],
  ['warning', '#ecb22e'],
  ['danger', '#e01e5a'],
]);

/** `message` may be anything that was posted: what cannot be drawn is named, and at most 40 kB of HTML are drawn. */
export function renderMessage(message: unknown, clock: Clock): Html {
  if (!isObject(message)) return html``;
  const blocks = readArray(message, 'blocks');
  const attachments = readArray(message, 'attachments');
  const text = readText(message, 'text');
  // Slack shows the text only where there are no blocks.
  const top = blocks.length === 0 && text ? [mrkdwnSection(text)] : blocks;
  const draw = boundedDrawing(clock);
  return html`${top.map(draw)}${attachments
    .slice(0, ATTACHMENTS_MAX)
    .map((attachment) => renderAttachment(attachment, draw))}`;
}

/** Slack takes more, but shows a link below a message with more. */
const ATTACHMENTS_MAX = 20;
/** HTML of one message. Characters. */
const DRAWN_MAX = 40_000;
/** JSON of one block: a section with all its fields has about 23,000 characters. */
const BLOCK_MAX = 24_000;

function mrkdwnSection(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

type Draw = (block: unknown) => Html;

/** Draws blocks one after the other until there is enough; what is too much is named once. */
function boundedDrawing(clock: Clock): Draw {
  let room = DRAWN_MAX;
  return (block) => {
    if (room <= 0) return html``;
    const isLarge = (JSON.stringify(block) ?? '').length > BLOCK_MAX;
    const drawn = isLarge ? undefined : drawBlock(block, clock);
    if (drawn === undefined || drawn.length > room) {
      room = 0;
      return html`<p class="undrawn">The rest of this message is too large to draw here.</p>`;
    }
    room -= drawn.length;
    return drawn;
  };
}

function renderAttachment(attachment: unknown, draw: Draw): Html {
  if (!isObject(attachment)) return html``;
  const legacy = ['pretext', 'title', 'text'].flatMap((key) => readText(attachment, key) ?? []);
  const blocks = readArray(attachment, 'blocks');
  const shown = blocks.length > 0 ? blocks : legacy.map(mrkdwnSection);
  return html`<div class="attachment" style="border-color:${barColor(attachment['color'])}">${shown.map(
    draw,
  )}</div>`;
}

function barColor(color: unknown): string {
  if (typeof color !== 'string') return '#ddd';
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color);
  return hex ? `#${hex[1]}` : (COLORS.get(color) ?? '#ddd');
}
