/**
 * What Slack allows in each block of a message, one table row a block.
 * https://docs.slack.dev/reference/block-kit/blocks
 */

import { z } from 'zod';
import { isObject, type JsonObject, readArray, readObject } from '../../json.ts';
import {
  anything,
  byType,
  flag,
  list,
  number,
  object,
  oneOf,
  rule,
  string,
  type Typed,
  typed,
  url,
} from './checks.ts';

const ID_MAX = 255;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
function plainText(max: number): Typed {
  return typed('plain_text', { text: string(max) }, { emoji: flag });
}

function text(max: number) {
  return byType(plainText(max), typed('mrkdwn', { text: string(max) }, { verbatim: flag }));
}

function block(type: string, required = {}, optional = {}): Typed {
  return typed(type, required, { block_id: string(ID_MAX), ...optional });
}

function either(one: string, other: string) {
  return rule(`needs ${one} or ${other}`, (value) => (value[one] ?? value[other]) !== undefined);
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirm = object(
  { title: plainText(100), text: text(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

const picture = { image_url: url(3000), slack_file: anything };

const imageElement = typed('image', { alt_text: string(2000) }, picture).check(
  either('image_url', 'slack_file'),
);

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const button = typed(
  'button',
  { text: plainText(75) },
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

const overflow = typed(
  'overflow',
  { options: list(option, 2, 5) },
  { action_id: string(ID_MAX), confirm },
);

const element = byType(button, imageElement, overflow);

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

const cartesian = (type: string) =>
  typed(type, { series: list(series, 1, SERIES_MAX), axis_config: axes })
    .check(rule('series names must be unique', (chart) => unique(names(chart))))
    .check(rule('categories must be unique', (chart) => unique(categories(chart))))
    .check(
      rule('every series needs exactly one point for each category', (chart) =>
        readArray(chart, 'series').every((one) => isObject(one) && sameLabels(chart, one)),
      ),
    );

const pie = typed('pie', {
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

/** Blocks that we never send: Slack takes them in a message, and their inner limits are not looked at here. */
const UNREAD: readonly string[] = [
  ...['card', 'carousel', 'container', 'context_actions', 'data_table', 'input', 'plan'],
  ...['rich_text', 'table', 'task_card'],
];

const unread = (type: string): Typed => block(type).catchall(z.unknown());

const refused = (type: string, sentence: string): Typed =>
  unread(type).check(rule(sentence, () => false));

/** One block of a message. */
export const messageBlock = byType(
  block('header', { text: plainText(150) }, { level: oneOf(1, 2, 3, 4) }),
  block(
    'section',
    {},
    { text: text(3000), fields: list(text(2000), 1, 10), accessory: element, expand: flag },
  ).check(either('text', 'fields')),
  block('context', {
    elements: list(byType(imageElement, ...text(3000).options), 1, 10),
  }),
  block('divider'),
  block('image', { alt_text: string(2000) }, { ...picture, title: plainText(2000) }).check(
    either('image_url', 'slack_file'),
  ),
  block('actions', { elements: list(element, 1, 25) }),
  block('markdown', { text: string(12_000) }),
  block('data_visualization', {
    title: string(50),
    chart: byType(pie, ...['line', 'bar', 'area'].map(cartesian)),
  }),
  ...UNREAD.map(unread),
  refused('alert', 'alert is allowed in modals only'),
  refused('file', 'file can be read, but not sent'),
  refused('video', 'video needs a scope that a webhook has not'),
);
