import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPreview } from '../../src/preview/preview.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
afterEach(async () => {
  expect(await stage.clear()).toEqual([]);
});

const open: Stage['open'] = (...options) => stage.open(...options);
const post: Stage['post'] = (message) => stage.post(message);
const newestCard = (page: Page) => page.locator('#feed .card').first();
const cardFrom = (page: Page, sample: string) =>
  page.locator('#feed .card', { hasText: `events/${sample}.json` }).first();

describe('the messages', () => {
  test('are there as one scrolls, the CPU alarm on top', async () => {
    const page = await open();
    const drawn = await page.locator('#feed .card').count();
    expect(drawn).toBeGreaterThan(5);
    expect(drawn).toBeLessThan(stage.posts().length);
    await page.locator('#older').scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('#feed .card').count()).toBeGreaterThan(drawn);
    const first = newestCard(page);
    expect(await first.locator('.header').textContent()).toMatch(
      /^🔴 ALARM: CPU of web-1 at 93\.4/,
    );
    expect(await first.locator('svg[role="img"]').getAttribute('aria-label')).toContain(
      'CPUUtilization',
    );
    expect(await first.locator('.verdict').textContent()).toContain('Slack accepts it');
  });

  test('arrive live, and are told to a screen reader', async () => {
    const page = await open();
    await post({ text: 'from elsewhere', blocks: [{ type: 'divider' }] });
    await page.locator('.card.fresh').getByText('from elsewhere', { exact: true }).waitFor();
    expect(await newestCard(page).textContent()).toContain('from elsewhere');
    await page
      .locator('#announcer', { hasText: 'New message: from elsewhere' })
      .waitFor({ state: 'attached' });
  });

  test('that arrive do not move what is being read', async () => {
    const page = await open();
    const read = cardFrom(page, 'insufficient-data');
    await read.scrollIntoViewIfNeeded();
    const before = await read.boundingBox();
    await post({ text: 'meanwhile', blocks: [{ type: 'divider' }] });
    await page.locator('.card.fresh', { hasText: 'meanwhile' }).waitFor({ state: 'attached' });
    await expect.poll(async () => (await read.boundingBox())?.y).toBe(before?.y);
  });

  test('that Slack refuses say which limit is broken', async () => {
    const page = await open();
    await post({
      text: 'long',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    });
    const card = page.locator('.card.refused').first();
    await card.waitFor();
    const words = await card.locator('.verdict').textContent();
    expect(words).toContain('400 invalid_blocks');
    expect(words).toContain('/blocks/0/text/text');
    expect(words).toContain('at most 150 characters, has 151');
  });

  test('show their JSON, copy it, and open in the Block Kit Builder', async () => {
    const page = await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    const card = cardFrom(page, 'alarm');
    await card.getByText('JSON', { exact: true }).click();
    const source = JSON.parse((await card.locator('pre code').textContent()) ?? '');
    expect(source).toMatchObject({ text: expect.stringContaining('ALARM'), unfurl_links: false });
    await card.getByRole('button', { name: 'Copy JSON' }).click();
    await card.getByRole('button', { name: 'Copied' }).waitFor();
    expect(JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'))).toEqual(
      source,
    );
    const link = new URL(
      (await card.getByRole('link', { name: /Block Kit Builder/ }).getAttribute('href')) ?? '',
    );
    expect(link.origin).toBe('https://app.slack.com');
    expect(JSON.parse(decodeURIComponent(link.hash.slice(1)))).toEqual({
      blocks: source.blocks,
      attachments: source.attachments,
    });
  });

  test('have the numbers of their chart as a table', async () => {
    const page = await open();
    const table = cardFrom(page, 'alarm').locator('.values');
    await table.getByText('The chart as a table').click();
    expect(await table.getByRole('row').count()).toBeGreaterThan(10);
    expect(await table.textContent()).toContain('93.4');
  });

  test('go to the real channel after a question, and the answer is shown', async () => {
    const page = await open();
    const card = cardFrom(page, 'ok');
    await card.getByRole('button', { name: 'Send to Slack…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('People there see it');
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(stage.realMessages()).toEqual([]);
    await card.getByRole('button', { name: 'Send to Slack…' }).click();
    await dialog.getByRole('button', { name: 'Send to Slack' }).click();
    await dialog.getByText('Slack took it').waitFor();
    expect(stage.realMessages()).toMatchObject([{ text: expect.stringContaining('Resolved') }]);
  });
});

describe('many tabs', () => {
  test('six that are open do not keep the seventh from working', async () => {
    const first = await open();
    const context = first.context();
    for (let count = 0; count < 6; count += 1) {
      const page = await context.newPage();
      await page.goto(first.url());
      await page.locator('#feed .card').first().waitFor();
      // A browser without windows hides no tab by itself.
      await page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
      );
    }
    const seventh = await context.newPage();
    await seventh.goto(first.url());
    await seventh.locator('#live.on').waitFor();
    await post({ text: 'to the seventh', blocks: [{ type: 'divider' }] });
    await seventh.locator('.card.fresh', { hasText: 'to the seventh' }).waitFor();
  });
});

describe('a server that stops', () => {
  test('is said in the page, and the draft is there when it starts again', async () => {
    const server = await startPreview({ PORT: '0' });
    const { url } = server.standIn;
    const page = await open('/#editor', {}, url);
    const draft = '{"AlarmName":"my draft","NewStateValue":"OK"}';
    await page.locator('#source').fill(draft);
    await server.close();
    await page.getByText('Not connected: is npm start still running?').waitFor();
    await page.locator('#source').press('End');
    await page.keyboard.type(' ');
    await page.locator('#preview').getByText('The server does not answer.').waitFor();
    const again = await startPreview({ PORT: new URL(url).port });
    await page.locator('#live.on').waitFor();
    await expect.poll(() => page.locator('#source').inputValue()).toBe(`${draft} `);
    await page.locator('#preview .card').waitFor();
    await page.close();
    await again.close();
    stage.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/);
  });
});

describe('the samples', () => {
  test('are sent again by a click', async () => {
    const page = await open();
    const before = await page.locator('#feed .card').count();
    await page.locator('[data-sample="insufficient-data"]').click();
    await page.locator('.card.fresh', { hasText: 'events/insufficient-data.json' }).waitFor();
    expect(await page.locator('#feed .card').count()).toBe(before + 1);
  });

  test('on a phone bring their message into view', async () => {
    const page = await open('/', { viewport: { width: 390, height: 844 } });
    await page.locator('#samples > summary').click();
    await page.locator('[data-sample="insufficient-data"]').click();
    const card = page.locator('.card.fresh', { hasText: 'events/insufficient-data.json' });
    await card.waitFor();
    await expect.poll(async () => (await card.boundingBox())?.y ?? 9999).toBeLessThan(400);
  });

  test('are found by a word of their name', async () => {
    const page = await open();
    await page.getByRole('searchbox', { name: 'Find a sample' }).fill('composite ok');
    expect(await page.locator('li[data-name]:visible').count()).toBeGreaterThan(0);
    for (const item of await page.locator('li[data-name]:visible').all()) {
      expect(await item.getAttribute('data-name')).toMatch(/composite.*ok/);
    }
    const group = page.locator('.group', { hasText: 'SNS topic' });
    const found = await group.locator('li:visible').count();
    expect(await group.locator('.number').textContent()).toBe(String(found));
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('No sample has that in its name.').waitFor();
  });

  test('of which nobody is told say so', async () => {
    const page = await open();
    await page.getByRole('searchbox').fill('muted');
    await page.locator('[data-sample="eventbridge-muted-alarm"]').click();
    await page
      .locator('#sample-note', { hasText: 'An alarm in this event is not posted: muted' })
      .waitFor();
  });

  test('open in the editor', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Edit OK', exact: true }).click();
    await page.locator('#preview .card', { hasText: 'Resolved' }).waitFor();
    expect(JSON.parse(await page.locator('#source').inputValue())).toMatchObject({
      NewStateValue: 'OK',
    });
  });
});

describe('the editor', () => {
  test('shows the message of what is typed, at once', async () => {
    const page = await open('/#editor');
    const preview = page.locator('#preview');
    await preview.getByRole('heading', { name: 'ALARM: CPU of web-1' }).last().waitFor();
    const text = (await page.locator('#source').inputValue()).replace(
      'i-0123456789abcdef0',
      'i-00000000000000042',
    );
    await page.locator('#source').fill(text);
    await preview.locator('.attachment', { hasText: 'i-00000000000000042' }).waitFor();
  });

  test('shows where the text is no JSON, and goes there', async () => {
    const page = await open('/#editor');
    await page.locator('#preview .card').waitFor();
    await page.locator('#source').fill('{\n  "AlarmName": "web-1",\n  NewStateValue: "ALARM"\n}');
    await page.getByText('A name in double quotes must come here.').waitFor();
    expect(await page.locator('#source').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.gutter .wrong').textContent()).toBe('3\n');
    await page.getByRole('button', { name: 'Line 3, column 3' }).click();
    expect(await page.locator(':focus').getAttribute('id')).toBe('source');
    await page.keyboard.type('x');
    expect(await page.locator('#source').inputValue()).toContain('  xewStateValue');
    await page.locator('#source').fill('{"AlarmName":"web-9","NewStateValue":"ALARM"}');
    await page.locator('#preview').getByText('web-9').first().waitFor();
    expect(await page.locator('#mistake').textContent()).toBe('');
    expect(await page.locator('#source').getAttribute('aria-invalid')).toBe('false');
  });

  test('says why the function would fail', async () => {
    const page = await open('/#editor');
    await page.locator('#source').fill('{"Records": []}');
    await page
      .locator('#preview')
      .getByText('The function fails: The event has an empty list of Records')
      .waitFor();
  });

  test('keeps the draft when the page is loaded again, and undo brings back what was there', async () => {
    const page = await open('/#editor');
    await page.locator('#preview .card').waitFor();
    const draft = '{"AlarmName":"my draft","NewStateValue":"OK"}';
    await page.locator('#source').fill(draft);
    await page.reload();
    expect(await page.locator('#source').inputValue()).toBe(draft);
    await page.locator('#start-from').selectOption('ok');
    await expect.poll(() => page.locator('#source').inputValue()).not.toBe(draft);
    await page.locator('#source').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('#source').inputValue()).toBe(draft);
  });

  test('puts a pasted line in order', async () => {
    const page = await open('/#editor');
    await page.locator('#source').fill('{"AlarmName":"web-1","NewStateValue":"OK"}');
    await page.getByRole('button', { name: 'Tidy up' }).click();
    expect(await page.locator('#source').inputValue()).toBe(
      '{\n  "AlarmName": "web-1",\n  "NewStateValue": "OK"\n}',
    );
  });
});

describe('hostile text', () => {
  test('stays text: nothing runs, nothing calls, nothing is fetched', async () => {
    const page = await open();
    await page.locator('[data-sample="hostile-text"]').click();
    const card = page.locator('.card.fresh').first();
    await card.waitFor();
    await card.getByText('JSON', { exact: true }).click();
    expect(await card.textContent()).toContain('<!channel>');
    expect(await card.textContent()).toContain('<script>alert(1)</script>');
    expect(await card.locator('script, iframe, img:not(.avatar), .mention').count()).toBe(0);
  });

  test('that somebody posts runs nowhere', async () => {
    const page = await open();
    const attack = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
    await post({
      text: attack,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: attack } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: `${attack} <javascript:alert(1)|click>` },
        },
        { type: 'image', image_url: 'https://evil.example/a.png', alt_text: attack },
        { type: attack },
      ],
      attachments: [{ color: `red" onclick="alert(1)`, text: attack }],
    });
    await post({
      text: 'after',
      blocks: [{ type: 'image', image_url: 'https://evil.example/a.png', alt_text: attack }],
    });
    const card = newestCard(page).filter({ hasText: 'after' });
    await card.waitFor();
    const pictures = await page.locator('#feed img:not(.avatar)').all();
    expect(pictures).toHaveLength(2);
    for (const picture of pictures) {
      expect(await picture.getAttribute('src')).toBe('/assets/picture.svg');
    }
    expect(
      await page
        .locator('#feed a[href^="javascript"], #feed [onclick], #feed [onerror], #feed script')
        .count(),
    ).toBe(0);
  });
});

describe('a night', () => {
  test('is played by a click: its messages come one by one, with their times of that night', async () => {
    const page = await open();
    const button = page.getByRole('button', { name: 'Play a night' });
    await button.click();
    expect(await button.isDisabled()).toBe(true);
    const storm = page
      .locator('.card.fresh', { hasText: '24\u00a0alarms in 58\u00a0seconds' })
      .first();
    await storm.waitFor();
    expect(await storm.locator('time').textContent()).toBe('03:03');
    await page.locator('#sample-note', { hasText: /^The night is over: 20 messages\.$/ }).waitFor();
    expect(await button.isEnabled()).toBe(true);
    const played = page.locator('.card.fresh', { hasText: 'the night' });
    expect(await played.count()).toBe(20);
    expect(await played.first().locator('time').textContent()).toBe('09:00');
  });

  test('has scenes among the samples, which are sent by a click', async () => {
    const page = await open();
    await page.locator('[data-sample="night-reminder"]').click();
    await page.locator('.card.fresh', { hasText: 'Still in ALARM: 2\u00a0alarms' }).waitFor();
    await page.getByRole('searchbox').fill('weekly');
    expect(await page.locator('li[data-name]:visible').count()).toBe(1);
  });
});

// The last one: it pushes the samples out of the page.
describe('many messages', () => {
  test('are at most 50 on a page that stays open, and 300 kB of HTML at first', async () => {
    const page = await open();
    const first = await (await page.request.get(page.url())).body();
    expect(first.length).toBeLessThan(300_000);
    for (let index = 0; index < 60; index += 1) await post({ text: `one of many ${index}` });
    await page.locator('.card.fresh', { hasText: 'one of many 59' }).waitFor();
    expect(await page.locator('#feed .card').count()).toBeLessThanOrEqual(50);
  });
});
