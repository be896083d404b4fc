/**
 * What Slack allows in each block of a message, one table row a block.
 * https://docs.slack.dev/reference/block-kit/blocks
 */

import { isObject, type JsonObject, readArray, readObject } from '../../json.ts';
import {
  anything,
  byType,
  type Check,
  firstOf,
  flag,
  list,
  number,
  object,
  oneOf,
  problem,
  rule,
  string,
  url,
} from './checks.ts';

const ID_MAX = 255;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
function plainText(max: number): Check {
  return object({ type: oneOf('plain_text'), text: string(max) }, { emoji: flag });
}

function text(max: number): Check {
  return byType({
    plain_text: plainText(max),
    mrkdwn: object({ type: anything, text: string(max) }, { verbatim: flag }),
  });
}

function block(required: Readonly<Record<string, Check>>, optional = {}): Check {
  return object({ type: anything, ...required }, { block_id: string(ID_MAX), ...optional });
}

function either(one: string, other: string): Check {
  return rule(`needs ${one} or ${other}`, (value) => (value[one] ?? value[other]) !== undefined);
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirm = object(
  { title: plainText(100), text: text(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

const picture = { image_url: url(3000), slack_file: anything };

const imageElement = firstOf(
  object({ type: anything, alt_text: string(2000) }, picture),
  either('image_url', 'slack_file'),
);

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const button = object(
  { type: anything, text: plainText(75) },
  {
    action_id: string(ID_MAX),
    url: url(3000),
    value: string(2000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
    confirm,
  },
);

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const option = object(
  { text: text(75), value: string(150) },
  { description: plainText(75), url: url(3000) },
);

const overflow = object(
  { type: anything, options: list(option, 2, 5) },
  { action_id: string(ID_MAX), confirm },
);

const element = byType({ button, image: imageElement, overflow });

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const LABEL_MAX = 20;
const POINTS_MAX = 20;
/** Slack takes 12 since the summer of 2026; workspaces were moved over weeks, so we keep to the old 6. */
const SERIES_MAX = 6;

const series = object({
  name: string(LABEL_MAX),
  data: list(object({ label: string(LABEL_MAX), value: number() }), 1, POINTS_MAX),
});

const axes = object(
  { categories: list(string(LABEL_MAX), 1, POINTS_MAX) },
  { x_label: string(50), y_label: string(50) },
);

const cartesian = firstOf(
  object({ type: anything, series: list(series, 1, SERIES_MAX), axis_config: axes }),
  rule('series names must be unique', (chart) => unique(names(chart))),
  rule('categories must be unique', (chart) => unique(categories(chart))),
  rule('every series needs exactly one point for each category', (chart) =>
    readArray(chart, 'series').every((one) => isObject(one) && sameLabels(chart, one)),
  ),
);

const pie = object({
  type: anything,
  segments: list(object({ label: string(LABEL_MAX), value: number(Number.MIN_VALUE) }), 1, 12),
});

function names(chart: JsonObject): readonly unknown[] {
  return readArray(chart, 'series').map((one) => (isObject(one) ? one['name'] : undefined));
}

function categories(chart: JsonObject): readonly unknown[] {
  return readArray(readObject(chart, 'axis_config'), 'categories');
}

function sameLabels(chart: JsonObject, one: JsonObject): boolean {
  const labels = readArray(one, 'data').map((point) => (isObject(point) ? point['label'] : ''));
  const wanted = new Set(categories(chart));
  return labels.length === wanted.size && unique(labels) && labels.every((l) => wanted.has(l));
}

function unique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function refused(sentence: string): Check {
  return (_, pointer) => [problem(pointer, sentence)];
}

/** Blocks that we never send: Slack takes them in a message, and their inner limits are not looked at here. */
const UNREAD: readonly string[] = [
  ...['card', 'carousel', 'container', 'context_actions', 'data_table', 'input', 'plan'],
  ...['rich_text', 'table', 'task_card'],
];

const unread: Check = (value, pointer) =>
  block({})({ type: '', block_id: isObject(value) ? value['block_id'] : undefined }, pointer);

/** One block of a message. */
export const messageBlock = byType({
  header: block({ text: plainText(150) }, { level: oneOf(1, 2, 3, 4) }),
  section: firstOf(
    block(
      {},
      { text: text(3000), fields: list(text(2000), 1, 10), accessory: element, expand: flag },
    ),
    either('text', 'fields'),
  ),
  context: block({
    elements: list(
      byType({ image: imageElement, plain_text: text(3000), mrkdwn: text(3000) }),
      1,
      10,
    ),
  }),
  divider: block({}),
  image: firstOf(
    block({ alt_text: string(2000) }, { ...picture, title: plainText(2000) }),
    either('image_url', 'slack_file'),
  ),
  actions: block({ elements: list(element, 1, 25) }),
  markdown: block({ text: string(12_000) }),
  data_visualization: block({
    title: string(50),
    chart: byType({ line: cartesian, bar: cartesian, area: cartesian, pie }),
  }),
  ...Object.fromEntries(UNREAD.map((type) => [type, unread])),
  alert: refused('alert is allowed in modals only'),
  file: refused('file can be read, but not sent'),
  video: refused('video needs a scope that a webhook has not'),
});
