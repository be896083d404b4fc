/**
 * Slack's line chart: the lines as SVG that stretches with the page, the words around it as HTML that does not.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */

import { isObject, type JsonObject, readArray, readObject, readText } from '../../json.ts';
import { type Html, html } from './html.ts';

interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** The unit square of the drawing. */
const SIZE = 1000;
/** Pixels that the times below a chart share, and what a character and a gap take of them. */
const WIDTH = 460;
const CHARACTER = 7;
const GAP = 18;
const TICKS = 4;

/** Undefined for what is no line chart with a number for each category. */
export function drawChart(block: JsonObject): Html | undefined {
  const chart = readObject(block, 'chart');
  const axes = readObject(chart, 'axis_config');
  const categories = readArray(axes, 'categories').map(String);
  const series = readArray(chart, 'series').filter(isObject).map(readSeries);
  const scale = scaleOf(series.flatMap(({ values }) => values));
  const fits = series.every(({ values }) => values.length === categories.length);
  if (readText(chart, 'type') !== 'line' || scale === undefined || !fits) return undefined;
  const title = readText(block, 'title') ?? '';
  const names = series.map(({ name }) => name);
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<div class="plot"><span class="y-label">${readText(axes, 'y_label')}</span>
<div class="y" aria-hidden="true">${scale.map((tick) => html`<span style="bottom:${percent(tick, scale)}%">${write(tick)}</span>`)}</div>
<svg role="img" aria-label="${title}: ${names.join(', ')}" viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="none">
${scale.map((tick) => html`<path class="rule" d="M0 ${heightOf(tick, scale)}H${SIZE}"/>`)}
${series.map(({ values }, index) => html`<path class="line series-${(index % 6) + 1}" d="${curve(values, scale)}"/>`)}</svg>
<div class="x" aria-hidden="true">${drawCategories(categories)}</div></div>
<p class="x-label">${readText(axes, 'x_label')}</p>
<p class="legend">${names.map((name, index) => html`<span><i class="series-${(index % 6) + 1}"></i>${name}</span>`)}</p></figure>`;
}

function readSeries(one: JsonObject): Series {
  const points = readArray(one, 'data').filter(isObject);
  return { name: readText(one, 'name') ?? '', values: points.map(({ value }) => Number(value)) };
}

/** Round numbers from below the lowest value to above the highest; undefined where there is nothing to draw. */
function scaleOf(values: readonly number[]): readonly number[] | undefined {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = (high - low || Math.abs(high) || 1) / TICKS;
  if (!Number.isFinite(rough) || values.length === 0) return undefined;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return ticks.length > TICKS * 3 || ticks.some((tick) => !Number.isFinite(tick))
    ? undefined
    : ticks;
}

function percent(value: number, scale: readonly number[]): number {
  const [low = 0, high = 1] = [scale[0], scale.at(-1)];
  return Number((((value - low) / (high - low)) * 100).toFixed(2));
}

function heightOf(value: number, scale: readonly number[]): number {
  return Math.round(SIZE - percent(value, scale) * (SIZE / 100));
}

/**
 * Through every point, and never beyond two neighbours: monotone cubic interpolation.
 * https://doi.org/10.1137/0717021
 */
function curve(values: readonly number[], scale: readonly number[]): string {
  const heights = values.map((value) => heightOf(value, scale));
  const step = SIZE / Math.max(1, heights.length - 1);
  const rise = (index: number) =>
    (heights[index + 1] ?? Number.NaN) - (heights[index] ?? Number.NaN);
  const slope = (index: number) => {
    const [before, after] = [rise(index - 1), rise(index)];
    if (Number.isNaN(before + after)) return Number.isNaN(before) ? after || 0 : before;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  };
  const points = heights.slice(1).map((height, index) => {
    const [x, from] = [index * step, heights[index] ?? 0];
    const bends = [
      x + step / 3,
      from + slope(index) / 3,
      x + (2 * step) / 3,
      height - slope(index + 1) / 3,
    ];
    return `C${[...bends, x + step, height].map(Math.round).join(' ')}`;
  });
  return `M0 ${heights[0] ?? 0}${points.join('')}${points.length === 0 ? `H${SIZE}` : ''}`;
}

/** As many as there is room for; on a phone every second of those. */
function drawCategories(categories: readonly string[]): readonly Html[] {
  const longest = Math.max(1, ...categories.map((category) => category.length));
  const every = Math.ceil((categories.length * (longest * CHARACTER + GAP)) / WIDTH) || 1;
  return categories.flatMap((category, index) => {
    if (index % every !== 0) return [];
    const left = (index / Math.max(1, categories.length - 1)) * 100;
    const rank = (index / every) % 2 === 1 ? 'rare' : 'main';
    return html`<span class="${rank}" style="left:${left.toFixed(1)}%">${category}</span>`;
  });
}

const NUMBER = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const SHORT = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4, notation: 'compact' });

function write(tick: number): string {
  return (Math.abs(tick) < 10_000 ? NUMBER : SHORT).format(tick);
}
