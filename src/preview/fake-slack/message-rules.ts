/**
 * What Slack allows in the body that is posted to an incoming webhook. Every number is Slack's own, unless the line
 * says otherwise. https://docs.slack.dev/reference/block-kit/blocks
 */

import { z } from 'zod';
import { isObject, type JsonObject } from '../../json.ts';
import { messageBlock } from './block-rules.ts';
import {
  anything,
  kindOf,
  list,
  object,
  type Problem,
  problem,
  problemsOf,
  string,
} from './checks.ts';

const BLOCKS_MAX = 50;
/** Slack takes 100 and advises "never more than 20". */
const ATTACHMENTS_MAX = 20;
const CHARTS_MAX = 2;
const MARKDOWN_MAX = 12_000;
/** Not cut into an error by Slack but cut off; an alarm that is cut off is refused here. */
const TEXT_MAX = 40_000;
/**
 * Not documented: Slack refuses somewhere above 12,000 characters of text in all blocks together.
 * https://github.com/slackapi/bolt-js/issues/2509
 */
const ALL_TEXT_MAX = 12_000;

const COLOR = /^(good|warning|danger|#?[0-9a-f]{6}|#?[0-9a-f]{3})$/i;
const COLORS = 'must be one of good, warning, danger, #rrggbb';
const color = z.string({ error: COLORS }).regex(COLOR, { error: COLORS });
const attachment = object(
  { blocks: list(messageBlock, 1, BLOCKS_MAX) },
  { color, fallback: string(TEXT_MAX) },
);
const legacyAttachment = z.looseObject({
  color: color.optional(),
  footer: string(300).optional(),
});
const LEGACY_TEXTS: readonly string[] = [
  'text',
  'fallback',
  'pretext',
  'title',
  'fields',
  'image_url',
];

/**
 * Every rule of Slack's that the body breaks, in the order of the body; none means that Slack answers `ok`. Also
 * refuses what Slack would take but change, such as a text that it would cut.
 */
export function checkSlackLimits(body: unknown): readonly Problem[] {
  if (!isObject(body)) {
    return [problem('', `the body must be a JSON object, is ${kindOf(body)}`, 'invalid_payload')];
  }
  return [
    ...checkText(body),
    ...checkBlocks(body['blocks']),
    ...checkAttachments(body['attachments']),
    ...checkWhole(body),
  ];
}

function checkText(body: JsonObject): readonly Problem[] {
  const text = body['text'];
  if (text !== undefined && typeof text !== 'string') {
    return [problem('/text', `must be a string, is ${kindOf(text)}`, 'invalid_payload')];
  }
  const hasText = text !== undefined && text.trim() !== '';
  if (!hasText && isNothing(body['blocks']) && isNothing(body['attachments'])) {
    return [problem('/text', 'a message needs text, blocks or attachments', 'no_text')];
  }
  if (text !== undefined && text.length > TEXT_MAX) {
    const rule = `at most ${TEXT_MAX} characters, has ${text.length}`;
    return [problem('/text', rule, 'msg_too_long')];
  }
  return [];
}

function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function checkBlocks(blocks: unknown): readonly Problem[] {
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks)) {
    return [problem('/blocks', `must be an array, is ${kindOf(blocks)}`, 'invalid_blocks_format')];
  }
  return problemsOf(list(messageBlock, 0, BLOCKS_MAX), blocks, '/blocks');
}

function checkAttachments(attachments: unknown): readonly Problem[] {
  if (attachments === undefined) return [];
  if (!Array.isArray(attachments)) {
    return [problem('/attachments', `must be an array, is ${kindOf(attachments)}`)];
  }
  return [
    ...problemsOf(list(anything, 0, ATTACHMENTS_MAX), attachments, '/attachments'),
    ...attachments.flatMap((one, index) => checkAttachment(one, `/attachments/${index}`)),
  ];
}

/** https://docs.slack.dev/messaging/formatting-message-text#attachments */
function checkAttachment(value: unknown, pointer: string): readonly Problem[] {
  if (!isObject(value) || value['blocks'] !== undefined) {
    return problemsOf(attachment, value, pointer);
  }
  const found = problemsOf(legacyAttachment, value, pointer);
  if (LEGACY_TEXTS.some((key) => value[key] !== undefined)) return found;
  return [...found, problem(pointer, 'an attachment needs blocks or text', 'no_text')];
}

/** Rules that only the message as a whole can break. */
function checkWhole(body: JsonObject): readonly Problem[] {
  const blocks = allBlocks(body);
  return [
    ...atMost(blocks.length, BLOCKS_MAX, 'blocks in one message', 'invalid_blocks'),
    ...atMost(blocks.filter(isChart).length, CHARTS_MAX, 'charts in one message', 'invalid_blocks'),
    ...atMost(
      sum(blocks.filter(isMarkdown)),
      MARKDOWN_MAX,
      'characters of markdown',
      'invalid_blocks',
    ),
    ...atMost(sum(blocks), ALL_TEXT_MAX, 'characters of text in all blocks', 'msg_blocks_too_long'),
    ...repeated(blocks.map((block) => block['block_id'])).map((id) =>
      problem('/blocks', `block_id ${id} must be unique in the message`),
    ),
    ...blocks.flatMap((block) =>
      repeated(valuesOf(block, 'action_id')).map((id) =>
        problem('/blocks', `action_id ${id} must be unique in its block`),
      ),
    ),
  ];
}

function allBlocks(body: JsonObject): readonly JsonObject[] {
  const attachments = Array.isArray(body['attachments']) ? body['attachments'] : [];
  return [body, ...attachments].flatMap((part) => {
    const blocks: unknown = isObject(part) ? part['blocks'] : undefined;
    return Array.isArray(blocks) ? blocks.filter(isObject) : [];
  });
}

const isChart = (block: JsonObject): boolean => block['type'] === 'data_visualization';
const isMarkdown = (block: JsonObject): boolean => block['type'] === 'markdown';

function atMost(count: number, max: number, what: string, error: string): readonly Problem[] {
  return count <= max ? [] : [problem('', `at most ${max} ${what}, has ${count}`, error)];
}

function sum(blocks: readonly JsonObject[]): number {
  return blocks
    .flatMap((block) => valuesOf(block, 'text'))
    .reduce<number>((total, text) => total + (typeof text === 'string' ? text.length : 0), 0);
}

/** Every value of `key` at any depth. */
function valuesOf(value: unknown, key: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, key));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === key && !isObject(item) ? [item] : valuesOf(item, key),
  );
}

function repeated(values: readonly unknown[]): readonly unknown[] {
  const given = values.filter((value) => value !== undefined);
  return [...new Set(given.filter((value, index) => given.indexOf(value) !== index))];
}
