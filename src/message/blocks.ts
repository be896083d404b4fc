import type {
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  SectionBlock,
} from '@slack/types';
import { fitPlain } from './mrkdwn.ts';

/** The few blocks that a message is made of. What they are given is escaped and cut already, but for the header. */

/**
 * Slack's line chart. Not in @slack/types yet.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
}

export type Block = KnownBlock | ChartBlock;

export interface Attachment {
  readonly color: string;
  /** Plain text, where the blocks cannot be shown. */
  readonly fallback: string;
  readonly blocks: readonly Block[];
}

/** The JSON body that is posted to an incoming webhook. https://docs.slack.dev/messaging/formatting-message-text */
export interface SlackMessage {
  /** The push notification and the screen reader's text. */
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly Attachment[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** `chart`: everything; `blocks`: a sparkline in the chart's place; `text`: plain text alone. */
export type FormName = 'chart' | 'blocks' | 'text';

/**
 * One message in the forms in which it can be posted, best first. Slack refusing one with a 400 leads to the next,
 * so a fault of ours in the blocks never costs the alarm. The last form is always `text`.
 */
export type MessageForms = readonly { readonly name: FormName; readonly body: SlackMessage }[];

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const HEADER_LIMIT = 150;
/** Characters of a section's text. Slack takes 3,000. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const SECTION_ROOM = 2_900;
/** Between the parts of one line. */
export const SEPARATOR = '  ·  ';

/** The parts that say something, on one line. */
export function joinParts(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(SEPARATOR);
}

/** As many of them as have room together. */
export function joinFitting(parts: readonly string[], room: number): string {
  return parts.reduce((line, next) => {
    const joined = joinParts([line, next]);
    return joined.length <= room ? joined : line;
  }, '');
}

/** The texts that say something, one below the other. */
export function joinLines(texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join('\n');
}

/** `verbatim`: Slack must not turn a bare `@here`, `#channel` or URL from outside into a mention or a link. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', verbatim: true, text };
}

export function header(text: string): HeaderBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: fitPlain(text, HEADER_LIMIT), emoji: true },
  };
}

/** `expand`: all of it is shown at once, not folded behind "See more". */
export function section(text: string, expand = false): SectionBlock {
  return { type: 'section', ...(expand && { expand }), text: mrkdwn(text) };
}

export function context(...texts: readonly string[]): ContextBlock {
  return { type: 'context', elements: texts.map(mrkdwn) };
}

/** Nothing is unfurled: Slack would crawl console links that ask for a login. */
export function slackMessage(
  text: string,
  blocks: readonly Block[],
  attachments: readonly Attachment[] = [],
): SlackMessage {
  return {
    text,
    blocks,
    ...(attachments.length > 0 ? { attachments } : {}),
    unfurl_links: false,
    unfurl_media: false,
  };
}

export function plainMessage(text: string): SlackMessage {
  return { text, unfurl_links: false, unfurl_media: false };
}
