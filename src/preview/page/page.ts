/** The page of `npm start`. */

import { groupBy } from '../../group-by.ts';
import type { Scene } from '../night/scenes.ts';
import { editableText, type Sample } from '../samples.ts';
import { type Html, html } from './html.ts';

export interface PageOptions {
  /** Tells a page that it was served by an earlier run. */
  readonly run: string;
  readonly webhookUrl: string;
  readonly samples: readonly Sample[];
  readonly scenes: readonly Scene[];
  /** Newest first. */
  readonly cards: readonly Html[];
  /** Whether there are messages before these. */
  readonly hasOlder: boolean;
  /** Whether a real webhook is set, so that a message can be sent on. */
  readonly canSend: boolean;
}

const STATES: Readonly<Record<string, string>> = {
  ALARM: 'ALARM',
  OK: 'OK',
  INSUFFICIENT_DATA: 'NO DATA',
  text: 'text',
  several: 'several',
};

const STYLES = ['page', 'layout', 'top', 'samples', 'editor', 'card', 'message', 'chart'];

export function renderPage(options: PageOptions): string {
  return html`<!doctype html>
<html lang="en" data-theme="light" data-run="${options.run}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>CloudWatch alarms in Slack: local preview</title>
<link rel="icon" href="/assets/icon.svg">
${STYLES.map(
  (name) => html`<link rel="stylesheet" href="/assets/${name}.css">
`,
)}<script src="/assets/theme.js"></script>
<script type="module" src="/assets/page.js"></script>
</head>
<body>
<a class="skip" href="#feed">Skip to the messages</a>
${renderTop()}
<main>
${renderMessages(options)}
${renderEditor(options)}
</main>
<p class="unseen" id="announcer" aria-live="polite"></p>
${options.canSend ? renderSendDialog() : undefined}
</body>
</html>
`.toString();
}

function renderTop(): Html {
  const themes = ['Auto', 'Light', 'Dark'].map(
    (theme) =>
      html`<label><input type="radio" name="theme" value="${theme.toLowerCase()}"><span>${theme}</span></label>`,
  );
  return html`<header class="top">
<h1><img src="/assets/icon.svg" alt="" width="28" height="28">CloudWatch alarms in Slack</h1>
<nav aria-label="Views"><a href="#messages" aria-current="page">Messages</a><a href="#editor">Editor</a></nav>
<p class="live" id="live" role="status"><span class="dot" aria-hidden="true"></span><span id="live-text">Connecting</span></p>
<fieldset class="themes"><legend class="unseen">Colours</legend>${themes}</fieldset>
</header>`;
}

function renderMessages(options: PageOptions): Html {
  return html`<div class="view" id="messages">
<aside aria-labelledby="samples-title">
<details class="panel" id="samples" open>
<summary><h2 id="samples-title">Samples</h2></summary>
<p class="hint">Each is a Lambda event in <code>events/</code>, or a scene of a recorded night. A click sends it through the function again. The past in the charts is invented, and so are the processes and deployments, which a stack shows with <code>Culprit=on</code>.</p>
<label class="unseen" for="filter">Find a sample</label>
<input type="search" id="filter" placeholder="Find a sample" autocomplete="off" spellcheck="false">
${renderGroups(options)}
<p class="hint" id="no-sample" hidden>No sample has that in its name.</p>
</details>
<details class="panel" id="elsewhere">
<summary><h2>Post from elsewhere</h2></summary>
<p class="hint">The webhook of this page. <code>sam local invoke</code> and <code>curl</code> may post to it, and the message appears at once.</p>
<pre tabindex="0" aria-label="Webhook URL"><code id="webhook-url">${options.webhookUrl}</code></pre>
<button type="button" data-copy="webhook-url">Copy URL</button>
</details>
</aside>
<section aria-labelledby="feed-title">
<div class="feed-head"><h2 id="feed-title">Messages</h2><p class="hint">Newest first, as Slack would show them. <span id="count"></span></p>
<button type="button" id="play-night">Play a night</button></div>
<p class="note" id="sample-note" role="status"></p>
<div id="feed" tabindex="-1">${options.cards}</div>
<button type="button" id="older"${options.hasOlder ? undefined : html` hidden`}>Show older messages</button>
</section>
</div>`;
}

function renderGroups({ samples, scenes }: PageOptions): readonly Html[] {
  const groups = groupBy(samples, ({ group }) => group);
  const drawn = [...groups].map(
    (
      [group, members],
      index,
    ) => html`<details class="group"${index === 0 ? html` open` : undefined}>
<summary>${group} <span class="number">${members.length}</span></summary>
<ul>${members.map(renderSample)}</ul>
</details>`,
  );
  const [first, ...others] = drawn;
  return [...(first ? [first] : []), renderScenes(scenes), ...others];
}

/** What a night brings beside single alarms; its events are recorded, so that there is nothing to edit. */
function renderScenes(scenes: readonly Scene[]): Html {
  return html`<details class="group" open>
<summary>The night <span class="number">${scenes.length}</span></summary>
<ul>${scenes.map(
    ({ name, title }) =>
      html`<li data-name="${name} ${title}"><button type="button" class="sample" data-sample="${name}"><span>${title}</span></button></li>`,
  )}</ul>
</details>`;
}

/** Words of file names that are written in capitals. */
const SHORTENED = /\b(?:ok|api|asg|dms|ecs|http|json|rds|s3|ses|url)\b/g;

function renderSample({ name, form, told, group }: Sample): Html {
  const title = (group === 'First look' ? name : (form ?? name))
    .replaceAll('-', ' ')
    .replace(SHORTENED, (word) => word.toUpperCase());
  const state =
    told === undefined
      ? undefined
      : html` <span class="state ${told}">${STATES[told] ?? told}</span>`;
  return html`<li data-name="${name} ${group}">
<button type="button" class="sample" data-sample="${name}"><span>${title}</span>${state}</button>
<button type="button" class="edit" data-edit="${name}" aria-label="Edit ${title}">Edit</button>
</li>`;
}

function renderEditor({ samples }: PageOptions): Html {
  const groups = groupBy(samples, ({ group }) => group);
  const choices = [...groups].map(
    ([group, members]) =>
      html`<optgroup label="${group}">${members.map(({ name }) => html`<option value="${name}">${name}</option>`)}</optgroup>`,
  );
  const [first] = samples;
  return html`<div class="view" id="editor" hidden>
<section class="write" aria-labelledby="editor-title">
<div class="feed-head"><h2 id="editor-title">Alarm or event</h2>
<div class="tools"><label for="start-from">Start from</label> <select id="start-from">${choices}</select>
<button type="button" id="tidy">Tidy up</button></div></div>
<p class="hint" id="editor-hint">Paste the JSON of an alarm, or of any event that the Lambda function gets.</p>
<div class="code"><pre class="gutter" id="gutter" aria-hidden="true"></pre><textarea id="source" spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off" aria-labelledby="editor-title" aria-describedby="editor-hint mistake">${first && editableText(first)}</textarea></div>
<p class="mistake" id="mistake" aria-live="polite"></p>
</section>
<section aria-labelledby="preview-title">
<div class="feed-head"><h2 id="preview-title">Message</h2><p class="hint">From the same code as in AWS. A chart shows an invented past; processes and deployments are invented, too.</p></div>
<div id="preview"></div>
</section>
</div>`;
}

function renderSendDialog(): Html {
  return html`<dialog id="send-dialog" aria-labelledby="send-title">
<h2 id="send-title">Send to the real channel?</h2>
<p>This posts the message to the Slack channel behind <code>SLACK_WEBHOOK_URL</code>. People there see it, and whoever it mentions is called.</p>
<p id="send-result" role="status"></p>
<div class="buttons"><button type="button" id="send-cancel">Close</button><button type="button" class="primary" id="send-confirm">Send to Slack</button></div>
</dialog>`;
}
