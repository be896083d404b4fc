/** `npm run screenshot`: draws the picture of the README anew, from the page of `npm start`. */

import { fileURLToPath } from 'node:url';
import { startPreview } from '../../src/preview/preview.ts';
import { launchChromium } from './chromium.ts';

const TARGET = new URL('../../.github/message.png', import.meta.url);
/** The picture shows the message as its reader saw it: half a minute after the state change. */
const NOW = Date.parse('2026-11-22T08:01:14Z');

process.env['TZ'] = 'UTC';
const preview = await startPreview({ PORT: '0', CULPRIT: 'off' }, { now: () => NOW });
await preview.sendSamples();
const browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: 1010, height: 900 },
  deviceScaleFactor: 2,
  bypassCSP: true,
});
await page.goto(preview.standIn.url);
// What the page adds to the message is not in Slack.
await page.addStyleTag({
  content:
    '.values, footer { display: none } .card { background: none; border: 0 } body { background: #fff }',
});
const card = page.locator('.card', { hasText: 'events/alarm.json' });
await card.locator('.message').screenshot({ path: fileURLToPath(TARGET) });
await browser.close();
await preview.close();
console.log(`Drew ${fileURLToPath(TARGET)}`);
