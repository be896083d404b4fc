import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Environment } from '../../src/config.ts';
import { startSlackStandIn } from '../../src/preview/fake-slack/server.ts';
import { startPreview } from '../../src/preview/preview.ts';
import { sendTo } from '../../src/preview/send-to-slack.ts';
import { launchChromium } from './chromium.ts';

/** The page of `npm start` with all samples sent, in a real browser. */
export interface Stage {
  /** On the stage's own server unless another is given. */
  readonly open: (path?: string, options?: BrowserContextOptions, home?: string) => Promise<Page>;
  /** Posts to the page's webhook, as curl would. */
  readonly post: (message: unknown) => Promise<Response>;
  readonly posts: () => readonly unknown[];
  /** What arrived in the channel behind SLACK_WEBHOOK_URL. */
  readonly realMessages: () => readonly unknown[];
  /**
   * Closes the pages and gives what no page may do: fail, complain in the console, ask for anything from another
   * server, or open a dialog by script.
   */
  readonly clear: () => Promise<readonly string[]>;
  /** Leaves out of them what is to be expected. */
  readonly forgive: (expected: RegExp) => void;
  readonly close: () => Promise<void>;
}

/** `settings`: of the function, as the environment of `npm start` would have them. */
export async function openStage(settings: Environment = {}): Promise<Stage> {
  const browser = await launchChromium();
  const channel = await startSlackStandIn();
  const sendToSlack = sendTo(channel.webhookUrl);
  const preview = await startPreview({ PORT: '0', ...settings }, { sendToSlack, pause });
  const { standIn } = preview;
  await preview.sendSamples();
  const pages: Page[] = [];
  let strays: string[] = [];
  const note = (what: string) => strays.push(what);
  return {
    async open(path = '/', options = {}, home = standIn.url) {
      const size = { width: 1280, height: 900 };
      const context = await browser.newContext({ viewport: size, ...options });
      const page = await context.newPage();
      pages.push(page);
      watch(page, home, note);
      await page.goto(home + path);
      await page.locator('#live.on').waitFor();
      return page;
    },
    post: (message) => fetch(standIn.webhookUrl, { method: 'POST', body: JSON.stringify(message) }),
    posts: () => standIn.posts,
    realMessages: () => channel.messages,
    async clear() {
      await Promise.all(pages.splice(0).map((page) => page.context().close()));
      const found = strays;
      strays = [];
      return found;
    },
    forgive(expected) {
      strays = strays.filter((stray) => !expected.test(stray));
    },
    async close() {
      await browser.close();
      await Promise.all([preview.close(), channel.close()]);
    },
  };
}

/** Draws every message that was posted, where the page itself keeps 50, and lays all of them out. */
export async function showAll(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const cards = [];
    let id = 1e9;
    for (let html = '-'; html !== ''; ) {
      html = await (await fetch('/api/cards/before/' + id)).text();
      cards.push(html);
      id = Math.min(...[...html.matchAll(/id="post-(\\d+)"/g)].map(([, one]) => Number(one)));
    }
    document.getElementById('feed').innerHTML = cards.join('');
    for (const card of document.querySelectorAll('.card')) card.style.contentVisibility = 'visible';
    await document.fonts.ready;
  })()`);
}

/** A night goes by faster than for a reader. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 200));

function watch(page: Page, home: string, note: (what: string) => void): void {
  page.on('request', (request) => {
    if (!request.url().startsWith(home)) note(`asked for ${request.url()}`);
  });
  page.on('pageerror', (error) => note(`failed: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') note(`complained: ${line.text()}`);
  });
  page.on('dialog', (dialog) => {
    note(`a script opened a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}
