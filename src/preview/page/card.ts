/** One post as a card of the page: the message as Slack shows it, and below it what to know and do about it. */

import { isObject, readText } from '../../json.ts';
import type { ReceivedPost } from '../fake-slack/post-log.ts';
import type { Verdict } from '../fake-slack/verdict.ts';
import { drawTables } from './draw-block.ts';
import { renderMessage } from './draw-message.ts';
import { drawMrkdwn } from './draw-text.ts';
import { type Html, html } from './html.ts';
import type { Clock } from './slack-date.ts';

export interface CardOptions {
  readonly clock: Clock;
  /** Whether a real webhook is set, so that a message can be sent on. */
  readonly canSend: boolean;
  /** The start of the card's id: a page shows posts of two servers. */
  readonly idPrefix: string;
}

/** Characters of a text where one line is shown. */
const SHORT_MAX = 500;
/** Characters of mrkdwn, links included, from which that is made. */
const SOURCE_OF_PUSH = 3_000;
/** JSON of a message in its card. Characters, and those of the HTML that comes of it. */
const SOURCE_MAX = 30_000;
const ACTIONS_MAX = 60_000;

const BUILDER_URL = 'https://app.slack.com/block-kit-builder';

export function renderCard(post: ReceivedPost, options: CardOptions): Html {
  const { id, at, from, message } = post;
  const name = `${options.idPrefix}-${id}`;
  return html`<article class="card${post.status === 200 ? '' : ' refused'}" id="${name}" aria-labelledby="${name}-title" tabindex="-1">
<div class="message">
<img class="avatar" src="/assets/icon.svg" alt="" width="36" height="36">
<div class="content">
<h3 class="sender" id="${name}-title">CloudWatch <span class="app">APP</span> <time datetime="${new Date(at).toISOString()}">${timeOfDay(at, options.clock)}</time><span class="unseen">, ${summary(post, options.clock)}</span></h3>
${renderMessage(message, options.clock)}
</div>
</div>
<footer>
${renderPush(message, options.clock)}${drawTables(message)}
<div class="facts">${renderVerdict(post)}${from === undefined ? undefined : html`<span class="from">${from}</span>`}</div>
${message === undefined ? undefined : renderActions(message, name, options)}
</footer>
</article>`;
}

/** What a screen reader and a phone say of the message. */
export function summary(
  { message, answer, status }: Pick<ReceivedPost, 'message' | 'answer' | 'status'>,
  clock: Clock,
): string {
  const said = pushText(message, clock) ?? 'message without text';
  return status === 200 ? said : `refused with ${answer}: ${said}`;
}

/** The text as a notification has it: the words alone, and no more of them than anybody reads on a phone. */
function pushText(message: unknown, clock: Clock): string | undefined {
  const text = isObject(message) ? readText(message, 'text') : undefined;
  if (text === undefined) return undefined;
  const drawn = drawMrkdwn(text.slice(0, SOURCE_OF_PUSH), true, clock).toString();
  const words = decode(drawn.replace(/<[^<>]*>/g, ''));
  return words.length > SHORT_MAX ? `${words.slice(0, SHORT_MAX)}…` : words;
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' },
};

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function timeOfDay(at: number, { timeZone }: Clock): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    at,
  );
}

function renderPush(message: unknown, clock: Clock): Html {
  const text = pushText(message, clock);
  if (text === undefined) return html``;
  return html`<p class="push"><span class="label">On the phone</span> <span class="push-text">${text}</span></p>`;
}

function renderVerdict({ status, answer, problems }: Verdict): Html {
  if (status === 200)
    return html`<span class="verdict ok"><span aria-hidden="true">✓</span> Slack accepts it</span>`;
  const items = problems.map(
    ({ pointer, rule }) =>
      html`<li>${pointer === '' ? '' : html`<code>${pointer.slice(0, SHORT_MAX)}</code> `}${rule.slice(0, SHORT_MAX)}</li>`,
  );
  return html`<div class="verdict bad"><span aria-hidden="true">✗</span> Slack refuses it: <code>${status} ${answer}</code><ul>${items}</ul></div>`;
}

function renderActions(message: unknown, name: string, { canSend }: CardOptions): Html {
  const source = JSON.stringify(message, null, 2);
  if (source.length > SOURCE_MAX) {
    return html`<p class="hint">Its JSON is too large to show here.</p>`;
  }
  const actions = html`<div class="actions">
<details class="source"><summary>JSON</summary><pre tabindex="0" aria-label="JSON of the message"><code id="${name}-json">${source}</code></pre></details>
<button type="button" data-copy="${name}-json">Copy JSON</button>
<a href="${builderUrl(message)}" target="_blank" rel="noreferrer">Block Kit Builder<span aria-hidden="true"> ↗</span></a>
${canSend ? html`<button type="button" class="real" data-send="${name}-json">Send to Slack…</button>` : undefined}
</div>`;
  if (actions.length <= ACTIONS_MAX) return actions;
  return html`<p class="hint">Its JSON is too large to show here.</p>`;
}

/** The builder shows blocks and attachments alone. https://app.slack.com/block-kit-builder */
function builderUrl(message: unknown): string {
  const { blocks, attachments } = isObject(message) ? message : {};
  return `${BUILDER_URL}#${encodeURIComponent(JSON.stringify({ blocks, attachments }))}`;
}
