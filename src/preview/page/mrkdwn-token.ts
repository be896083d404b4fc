/**
 * What stands in angle brackets: links, mentions, dates. Everything else in them is text.
 * https://docs.slack.dev/messaging/formatting-message-text
 */

import { fillEmoji } from './emoji.ts';
import { type Html, html } from './html.ts';
import { type Clock, formatSlackDate } from './slack-date.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const BROADCAST = /^!(here|channel|everyone)$/;
const DATE = /^!date\^(\d+)\^([^|^]*)(?:\^[^|]*)?$/;

/** The three characters that Slack wants escaped. */
export function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** `token` with its brackets. */
export function drawToken(token: string, clock: Clock): Html {
  const bar = token.indexOf('|');
  const target = token.slice(1, bar < 0 ? -1 : bar);
  const label = bar < 0 ? '' : decode(token.slice(bar + 1, -1));
  const name = BROADCAST.exec(target)?.[1];
  if (name !== undefined) return drawBroadcast(name);
  const [, seconds, format] = DATE.exec(target) ?? [];
  if (seconds && format !== undefined)
    return drawDate(Number(seconds), decode(format), label, clock);
  if (/^(!subteam\^|[@#])/.test(target)) return drawMention(target, label);
  if (/^(https?|mailto):/i.test(target)) return drawLink(decode(target), label || decode(target));
  return html`<span>${label || decode(token)}</span>`;
}

export function drawBroadcast(name: string): Html {
  return html`<b class="mention broadcast">@${name}</b>`;
}

export function drawLink(href: string, label: string): Html {
  return html`<a href="${href}" target="_blank" rel="noreferrer">${fillEmoji(label)}</a>`;
}

/** Names are only known where the text gives them. */
function drawMention(target: string, label: string): Html {
  const sign = target.startsWith('!') ? '' : target.charAt(0);
  const name = label === '' ? target.replace(/^(?:!subteam\^|[@#])/, '') : label;
  return html`<span class="mention">${sign}${name}</span>`;
}

function drawDate(seconds: number, format: string, fallback: string, clock: Clock): Html {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return html`${fallback}`;
  return html`<time datetime="${at.toISOString()}" title="${fallback}">${formatSlackDate(format, seconds, clock)}</time>`;
}
