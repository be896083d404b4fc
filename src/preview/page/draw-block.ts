/** The blocks that a message of ours is made of, one row each. https://docs.slack.dev/reference/block-kit/blocks */

import { isObject, type JsonObject, readArray, readObject, readText } from '../../json.ts';
import { drawChart } from './draw-chart.ts';
import { drawTextObject } from './draw-text.ts';
import { type Html, html } from './html.ts';
import type { Clock } from './slack-date.ts';

type Draw = (block: JsonObject, clock: Clock) => Html | undefined;

const BLOCKS: Readonly<Record<string, Draw>> = {
  header: ({ text }, clock) => html`<h4 class="header">${drawTextObject(text, clock)}</h4>`,
  section: drawSection,
  context: (block, clock) =>
    html`<div class="context">${readArray(block, 'elements').map((one) => drawElement(one, clock))}</div>`,
  divider: () => html`<hr>`,
  image: drawPicture,
  actions: (block, clock) =>
    html`<div class="buttons">${readArray(block, 'elements').map((one) => drawElement(one, clock))}</div>`,
  data_visualization: drawChart,
};

/** Whatever cannot be drawn is named. */
export function drawBlock(block: unknown, clock: Clock): Html {
  const type = isObject(block) ? (readText(block, 'type') ?? 'nameless') : 'nameless';
  const draw = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
  const drawn = isObject(block) ? draw?.(block, clock) : undefined;
  return drawn ?? html`<p class="undrawn">A ${type} block is here; this page cannot draw it.</p>`;
}

function drawSection(block: JsonObject, clock: Clock): Html {
  const { text, accessory } = block;
  const fields = readArray(block, 'fields').map(
    (field) => html`<p>${drawTextObject(field, clock)}</p>`,
  );
  return html`<div class="section"><div class="words">${
    text === undefined ? undefined : html`<div class="text">${drawTextObject(text, clock)}</div>`
  }${fields.length === 0 ? undefined : html`<div class="fields">${fields}</div>`}</div>${
    accessory === undefined ? undefined : drawElement(accessory, clock)
  }</div>`;
}

function drawElement(value: unknown, clock: Clock): Html {
  if (!isObject(value)) return html``;
  if (value['type'] === 'image') return drawPicture(value, clock);
  if (value['type'] !== 'button') return html`<span>${drawTextObject(value, clock)}</span>`;
  const style =
    value['style'] === 'primary' || value['style'] === 'danger' ? value['style'] : 'plain';
  return html`<span class="button ${style}">${drawTextObject(value['text'], clock)}</span>`;
}

/** Nothing is fetched from anywhere: a picture is a frame with its alternative text. */
function drawPicture(image: JsonObject, clock: Clock): Html {
  return html`<figure class="picture">${
    image['title'] === undefined
      ? undefined
      : html`<figcaption>${drawTextObject(image['title'], clock)}</figcaption>`
  }<img src="/assets/picture.svg" alt="${readText(image, 'alt_text') ?? 'A picture'}"></figure>`;
}

/** The numbers of the message's charts, for those who cannot see or do not trust a curve. Slack shows no such table. */
export function drawTables(message: unknown): readonly Html[] {
  return readArray(isObject(message) ? message : {}, 'blocks')
    .filter(isObject)
    .filter((block) => block['type'] === 'data_visualization' && drawChart(block) !== undefined)
    .map((block) => valuesTable(readObject(block, 'chart')));
}

function valuesTable(chart: JsonObject): Html {
  const series = readArray(chart, 'series').filter(isObject);
  const head = series.map((one) => html`<th scope="col">${readText(one, 'name')}</th>`);
  const rows = readArray(readObject(chart, 'axis_config'), 'categories').map(
    (category) =>
      html`<tr><th scope="row">${String(category)}</th>${series.map((one) => valueCell(one, category))}</tr>`,
  );
  return html`<details class="values"><summary>The chart as a table</summary><table><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></details>`;
}

function valueCell(series: JsonObject, category: unknown): Html {
  const point = readArray(series, 'data')
    .filter(isObject)
    .find(({ label }) => label === category);
  return html`<td>${point && readText(point, 'value')}</td>`;
}
