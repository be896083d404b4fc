import type { ContextBlock, HeaderBlock, MrkdwnElement, SectionBlock } from '@slack/types';
import { fitPlain } from './mrkdwn.ts';
import type { Attachment, Block, SlackMessage } from './slack-message.ts';

/** The few blocks that a message is made of. What they are given is escaped and cut already, but for the header. */

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const HEADER_LIMIT = 150;
/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const SECTION_LIMIT = 3_000;
export const FIELDS_LIMIT = 10;
/** Between the parts of one line. */
export const SEPARATOR = '  ·  ';

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

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Two columns of name over value; as many sections as it takes. */
export function fields(
  pairs: readonly (readonly [label: string, value: string])[],
): readonly SectionBlock[] {
  const sections: SectionBlock[] = [];
  for (let start = 0; start < pairs.length; start += FIELDS_LIMIT) {
    const shown = pairs.slice(start, start + FIELDS_LIMIT);
    sections.push({
      type: 'section',
      fields: shown.map(([label, value]) => mrkdwn(`*${label}*\n${value}`)),
    });
  }
  return sections;
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
