/** What the page asks for while it is open. */

import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Route, readBody, respond, respondJson, respondText } from '../fake-slack/guard.ts';
import type { Post, PostLog } from '../fake-slack/post-log.ts';
import { BODY_MAX } from '../fake-slack/verdict.ts';
import { editableText, readSamples, type Sample } from '../samples.ts';
import type { SendToSlack } from '../send-to-slack.ts';
import { type CardOptions, renderCard } from './card.ts';
import { CARDS_MAX, newestCards } from './feed.ts';
import { trusted } from './html.ts';
import { findJsonMistake } from './json-mistake.ts';
import { goLive } from './live.ts';
import { renderPage } from './page.ts';
import type { Clock } from './slack-date.ts';

/** What came of an event that went through the function. */
export interface Outcome {
  readonly posts: readonly Post[];
  /** Why the invocation failed. */
  readonly error?: string;
  /** Why nobody is told of an alarm in the event. */
  readonly silent?: string;
}

export interface PageRoutesOptions {
  readonly log: PostLog;
  readonly webhookUrl: () => string;
  readonly clock: () => Clock;
  /** Sends a sample through the function into the log. */
  readonly sendSample: (sample: Sample) => Promise<Outcome>;
  /** Sends an event through the function, and nowhere else. */
  readonly preview: (event: unknown) => Promise<Outcome>;
  /** Left out when no real webhook is set. */
  readonly sendToSlack?: SendToSlack;
}

const ASSETS = new Map([
  ...['page', 'layout', 'top', 'samples', 'editor', 'card', 'message'].map(
    (name): [string, string] => [`${name}.css`, 'text/css'],
  ),
  ...['theme', 'page', 'editor'].map((name): [string, string] => [`${name}.js`, 'text/javascript']),
  ...['icon', 'picture'].map((name): [string, string] => [`${name}.svg`, 'image/svg+xml']),
]);

export function createPageRoutes(options: PageRoutesOptions): readonly Route[] {
  const run = String(Date.now());
  const cardOf = createCardOf(options);
  const streams = new Set<ServerResponse>();
  return [
    get('/', (response) =>
      respond(response, 200, 'text/html; charset=utf-8', page(options, run, cardOf)),
    ),
    get(/^\/assets\/([\w.]+)$/, (response, name) => serveAsset(response, name)),
    (request, response, { pathname }) =>
      pathname === '/api/live' &&
      goLive(request, response, { log: options.log, run, cardOf, streams }),
    get(/^\/api\/cards\/before\/(\d+)$/, (response, id) =>
      respond(
        response,
        200,
        'text/html; charset=utf-8',
        newestCards(options.log.list(), cardOf, Number(id)).join(''),
      ),
    ),
    get(/^\/api\/samples\/([^/]+)$/, (response, name) => serveSample(response, name)),
    post(/^\/api\/samples\/([^/]+)$/, async (response, name) => {
      const sample = findSample(name);
      if (!sample) return respondText(response, 404, 'There is no such sample.');
      const { posts, error, silent } = await options.sendSample(sample);
      return respondJson(response, 200, { posted: posts.length, error, silent });
    }),
    post('/api/preview', async (response, _, text) =>
      respondJson(response, 200, await previewText(text, options)),
    ),
    post('/api/send-to-slack', async (response, _, text) => {
      const { sendToSlack } = options;
      if (!sendToSlack) return respondText(response, 404, 'SLACK_WEBHOOK_URL is not set.');
      return respondText(response, 200, await sendToSlack(JSON.parse(text)));
    }),
  ];
}

type Answer = (response: ServerResponse, name: string, body: string) => true | Promise<true>;

function get(path: string | RegExp, answer: Answer): Route {
  return async (request, response, url) => {
    const name = match(path, url);
    if (name === undefined || request.method !== 'GET') return false;
    return answer(response, name, '');
  };
}

function post(path: string | RegExp, answer: Answer): Route {
  return async (request, response, url) => {
    const name = match(path, url);
    if (name === undefined || request.method !== 'POST') return false;
    const body = await readBody(request, BODY_MAX);
    if (body === undefined) return respondText(response, 413, `At most ${BODY_MAX} bytes.`);
    return answer(response, name, body);
  };
}

/** The captured part of the path; empty for a path without one. */
function match(path: string | RegExp, { pathname }: URL): string | undefined {
  if (typeof path === 'string') return path === pathname ? '' : undefined;
  return path.exec(pathname)?.[1];
}

function cardOptions({ clock, sendToSlack }: PageRoutesOptions, idPrefix: string): CardOptions {
  return { clock: clock(), canSend: sendToSlack !== undefined, idPrefix };
}

/** Drawing a message takes milliseconds, all of them a second: each is drawn once a day, for the dates in it. */
function createCardOf(options: PageRoutesOptions): (post: Post) => string {
  const drawn = new WeakMap<Post, { readonly day: string; readonly card: string }>();
  return (post) => {
    const { now, timeZone } = options.clock();
    const day = new Intl.DateTimeFormat('en', { timeZone }).format(now);
    const known = drawn.get(post);
    if (known?.day === day) return known.card;
    const card = renderCard(post, cardOptions(options, 'post')).html;
    drawn.set(post, { day, card });
    return card;
  };
}

function page(options: PageRoutesOptions, run: string, cardOf: (post: Post) => string): string {
  const posts = options.log.list();
  const cards = newestCards(posts, cardOf);
  return renderPage({
    run,
    canSend: options.sendToSlack !== undefined,
    webhookUrl: options.webhookUrl(),
    samples: readSamples(),
    cards: cards.map(trusted),
    hasOlder: cards.length < posts.length,
  });
}

function serveAsset(response: ServerResponse, name: string): true {
  if (name === 'slack.css') return respond(response, 200, 'text/css', slackStyle());
  const type = ASSETS.get(name);
  if (type === undefined) return respondText(response, 404, 'There is nothing here.');
  return respond(response, 200, type, readFileSync(new URL(`assets/${name}`, import.meta.url)));
}

/** The library finds its own elements by an id; the page has many of them, so it is made a class of equal weight. */
function slackStyle(): string {
  const path = fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css'));
  return readFileSync(path, 'utf8').replaceAll(
    '#slack_blocks_to_jsx',
    ':is(.slack_blocks_to_jsx,#_)',
  );
}

function serveSample(response: ServerResponse, name: string): true {
  const sample = findSample(name);
  if (!sample) return respondText(response, 404, 'There is no such sample.');
  return respondText(response, 200, editableText(sample));
}

/** `name` is as it stands in a path. */
function findSample(name: string): Sample | undefined {
  return readSamples().find((one) => encodeURIComponent(one.name) === name);
}

async function previewText(text: string, options: PageRoutesOptions) {
  const mistake = findJsonMistake(text);
  if (mistake) return { mistake };
  const { posts, ...outcome } = await options.preview(JSON.parse(text));
  // Where a draft comes from is plain to see.
  const cards = posts
    .slice(-CARDS_MAX)
    .map(({ from: _, ...draft }) => renderCard(draft, cardOptions(options, 'draft')).html);
  return { ...outcome, html: cards.join('') };
}
