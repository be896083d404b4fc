/** A message as Slack shows it, as HTML. */

import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message, type MessageProps } from 'slack-blocks-to-jsx';
import { isObject, readArray, readObject, readText } from '../../json.ts';
import { shieldBlock, unshield } from './faithful-text.ts';
import { type Html, html, trusted } from './html.ts';
import { type Clock, formatSlackDate } from './slack-date.ts';

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
    const drawn = isLarge ? undefined : renderBlock(block, clock);
    if (drawn === undefined || drawn.html.length > room) {
      room = 0;
      return html`<p class="undrawn">The rest of this message is too large to draw here.</p>`;
    }
    room -= drawn.html.length;
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

function renderBlock(block: unknown, clock: Clock): Html {
  const drawn = drawBlock(block, clock);
  if (!drawn) {
    const type = isObject(block) ? (readText(block, 'type') ?? 'nameless') : 'nameless';
    return html`<p class="undrawn">A ${type} block is here; this page cannot draw it.</p>`;
  }
  return html`${trusted(drawn)}${valuesTable(block)}`;
}

function drawBlock(block: unknown, clock: Clock): string | undefined {
  const shielded = shieldBlock(withoutPictures(block));
  if (!isBlock(shielded)) return undefined;
  try {
    const props: MessageProps = {
      ...{ blocks: [shielded], name: '', logo: '', withoutWrapper: true },
      hooks: hooksFor(clock),
    };
    const drawn = renderToStaticMarkup(createElement(Message, props));
    return drawn.includes('block_wrapper') ? unshield(ownPage(drawn)) : undefined;
  } catch {
    return undefined;
  }
}

function isBlock(value: unknown): value is Block {
  return isObject(value) && typeof value['type'] === 'string';
}

/** Nothing is fetched from anywhere: a picture is shown as a frame with its alternative text. */
function withoutPictures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPictures);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      /^(image|thumbnail|video|icon)_url$/.test(key)
        ? [key, '/assets/picture.svg']
        : [key, withoutPictures(item)],
    ),
  );
}

/** The page has many messages and one theme; the library thinks of one message with a theme of its own. */
function ownPage(drawn: string): string {
  return drawn
    .replace(/<link rel="preload"[^>]*>/g, '')
    .replace(/ id="slack_blocks_to_jsx" data-theme="light"/g, '');
}

type Hooks = NonNullable<MessageProps['hooks']>;

function hooksFor(clock: Clock): Hooks {
  return {
    date: ({ timestamp, format, fallback }): ReactNode => {
      const seconds = Number(timestamp);
      const at = new Date(seconds * 1000);
      if (Number.isNaN(at.getTime())) return fallback;
      const shown = formatSlackDate(format, seconds, clock);
      return createElement('time', { dateTime: at.toISOString(), title: fallback }, shown);
    },
    link: ({ href, children, className }): ReactNode =>
      /^(https?|mailto):/i.test(href)
        ? createElement('a', { href, className, target: '_blank', rel: 'noreferrer' }, children)
        : createElement('span', undefined, children),
    emoji: (emoji, parse): ReactNode => {
      const drawn = parse(emoji);
      return drawn === emoji.name ? `:${emoji.name}:` : drawn;
    },
  };
}

/** The numbers of a chart for those who cannot see or do not trust a curve. */
function valuesTable(block: unknown): Html {
  if (!isObject(block) || block['type'] !== 'data_visualization') return html``;
  const chart = readObject(block, 'chart');
  const series = readArray(chart, 'series').filter(isObject);
  if (series.length === 0) return html``;
  const head = series.map((one) => html`<th scope="col">${readText(one, 'name')}</th>`);
  const categories = readArray(readObject(chart, 'axis_config'), 'categories');
  const rows = categories.map(
    (category) =>
      html`<tr><th scope="row">${String(category)}</th>${series.map((one) => valueCell(one, category))}</tr>`,
  );
  return html`<details class="values"><summary>The chart as a table</summary><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></details>`;
}

function valueCell(series: Readonly<Record<string, unknown>>, category: unknown): Html {
  const point = readArray(series, 'data')
    .filter(isObject)
    .find(({ label }) => label === category);
  return html`<td>${point && readText(point, 'value')}</td>`;
}
