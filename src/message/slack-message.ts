import type { KnownBlock } from '@slack/types';

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
