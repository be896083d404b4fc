/** What the page asks for while it is open. */

import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { raw } from 'hono/html';
import { limitBody, type Served } from '../fake-slack/guard.ts';
import type { PostLog, ReceivedPost } from '../fake-slack/post-log.ts';
import { BODY_MAX } from '../fake-slack/verdict.ts';
import { SCENES, type Scene } from '../night/scenes.ts';
import { editableText, readSamples, type Sample } from '../samples.ts';
import type { SendToSlack } from '../send-to-slack.ts';
import { type CardOptions, renderCard } from './card.ts';
import { CARDS_MAX, newestCards } from './feed.ts';
import { findJsonMistake } from './json-mistake.ts';
import { createLive } from './live.ts';
import { renderPage } from './page.ts';
import type { Clock } from './slack-date.ts';

/** What came of an event that went through the function. */
export interface RunOfEvent {
  readonly posts: readonly ReceivedPost[];
  /** Why the invocation failed. */
  readonly error?: string;
  /** Why nobody is told of an alarm in the event. */
  readonly silent?: string;
}

export interface PagesOptions {
  readonly log: PostLog;
  readonly webhookUrl: () => string;
  readonly clock: () => Clock;
  /** Sends a sample through the function into the log. */
  readonly sendSample: (sample: Sample) => Promise<RunOfEvent>;
  /** The same with a scene of the recorded night. */
  readonly sendScene: (scene: Scene) => Promise<RunOfEvent>;
  /** Plays all of that night, and gives how many messages came of it; undefined while it is being played. */
  readonly playNight: () => Promise<number | undefined>;
  /** Sends an event through the function, and nowhere else. */
  readonly preview: (event: unknown) => Promise<RunOfEvent>;
  /** Left out when no real webhook is set. */
  readonly sendToSlack?: SendToSlack;
}

const ASSETS = fileURLToPath(new URL('assets/', import.meta.url));
/** Slack's own, a development dependency: without it the page falls back to the reader's. */
const FONTS = fileURLToPath(
  new URL('../../../node_modules/@fontsource/lato/files/', import.meta.url),
);

export function createPages(options: PagesOptions): Hono<Served> {
  const run = String(Date.now());
  const cardOf = createCardOf(options);
  const { log, sendToSlack } = options;
  const pages = new Hono<Served>();
  pages.use(limitBody(BODY_MAX, `At most ${BODY_MAX} bytes.`), keepNothing);
  pages.get('/', (context) => context.html(page(options, run, cardOf)));
  pages.get('/assets/fonts/*', filesOf(FONTS, '/assets/fonts/'));
  pages.get('/assets/*', filesOf(ASSETS, '/assets/'));
  pages.get('/api/live', createLive({ log, run, cardOf, clock: options.clock }));
  pages.get('/api/cards/before/:id{\\d+}', (context) =>
    context.html(newestCards(log.list(), cardOf, Number(context.req.param('id'))).join('')),
  );
  pages.get('/api/samples/:name', (context) => {
    const sample = findSample(context.req.param('name'));
    return sample ? context.text(editableText(sample)) : context.text(NO_SAMPLE, 404);
  });
  pages.post('/api/samples/:name', async (context) => {
    const sent = sendNamed(context.req.param('name'), options);
    if (!sent) return context.text(NO_SAMPLE, 404);
    const { posts, error, silent } = await sent;
    return context.json({ posted: posts.length, error, silent });
  });
  pages.post('/api/night', async (context) => {
    const messages = await options.playNight();
    return messages === undefined ? context.text(ALREADY, 409) : context.json({ messages });
  });
  pages.post('/api/preview', async (context) =>
    context.json(await previewText(await context.req.text(), options)),
  );
  pages.post('/api/send-to-slack', async (context) => {
    if (!sendToSlack) return context.text('SLACK_WEBHOOK_URL is not set.', 404);
    return context.text(await sendToSlack(await context.req.json()));
  });
  return pages;
}

function filesOf(root: string, prefix: string): MiddlewareHandler {
  return serveStatic({ root, rewriteRequestPath: (path) => path.replace(prefix, '/') });
}

const NO_SAMPLE = 'There is no such sample.';
const ALREADY = 'The night is being played already.';

/** A page that is opened again after a restart must not be the one of before. */
const keepNothing: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('cache-control', 'no-store');
};

function cardOptions({ clock, sendToSlack }: PagesOptions, idPrefix: string): CardOptions {
  return { clock: clock(), canSend: sendToSlack !== undefined, idPrefix };
}

/** Drawing a message takes milliseconds, all of them a second: each is drawn once a day, for the dates in it. */
function createCardOf(options: PagesOptions): (post: ReceivedPost) => string {
  const drawn = new WeakMap<ReceivedPost, { readonly day: string; readonly card: string }>();
  return (post) => {
    const { now, timeZone } = options.clock();
    const day = new Intl.DateTimeFormat('en', { timeZone }).format(now);
    const known = drawn.get(post);
    if (known?.day === day) return known.card;
    const card = renderCard(post, cardOptions(options, 'post')).toString();
    drawn.set(post, { day, card });
    return card;
  };
}

function page(options: PagesOptions, run: string, cardOf: (post: ReceivedPost) => string): string {
  const posts = options.log.list();
  const cards = newestCards(posts, cardOf);
  return renderPage({
    run,
    canSend: options.sendToSlack !== undefined,
    webhookUrl: options.webhookUrl(),
    samples: readSamples(),
    scenes: SCENES,
    cards: cards.map((card) => raw(card)),
    hasOlder: cards.length < posts.length,
  });
}

function sendNamed(name: string, options: PagesOptions): Promise<RunOfEvent> | undefined {
  const scene = SCENES.find((one) => one.name === name);
  if (scene) return options.sendScene(scene);
  const sample = findSample(name);
  return sample && options.sendSample(sample);
}

function findSample(name: string): Sample | undefined {
  return readSamples().find((one) => one.name === name);
}

async function previewText(text: string, options: PagesOptions) {
  const mistake = findJsonMistake(text);
  if (mistake) return { mistake };
  const { posts, ...outcome } = await options.preview(JSON.parse(text));
  // Where a draft comes from is plain to see.
  const cards = posts
    .slice(-CARDS_MAX)
    .map(({ from: _, ...draft }) => renderCard(draft, cardOptions(options, 'draft')).toString());
  return { ...outcome, html: cards.join('') };
}
