import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FAINT_WORDS } from './flaws.ts';
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
const PHONE = { viewport: { width: 360, height: 760 }, hasTouch: true, isMobile: true };
const backgroundOf = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

async function openFeed(page: Page): Promise<void> {
  // Cards outside the window are not laid out until they come near; here all of them count.
  await page.evaluate(
    `for (const card of document.querySelectorAll('.card')) card.style.contentVisibility = 'visible'`,
  );
}

describe('the colours', () => {
  test('follow the system, and the reader who chooses otherwise, also the next time', async () => {
    const page = await open('/', { colorScheme: 'dark' });
    const dark = await backgroundOf(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html[data-theme="light"]').waitFor();
    const light = await backgroundOf(page);
    expect(light).not.toBe(dark);
    await page.getByText('Dark', { exact: true }).click();
    expect(await backgroundOf(page)).toBe(dark);
    await page.reload();
    expect(await backgroundOf(page)).toBe(dark);
    await page.getByText('Auto', { exact: true }).click();
    expect(await backgroundOf(page)).toBe(light);
  });

  test.each([
    ['light', '/'],
    ['dark', '/'],
    ['light', '/#editor'],
    ['dark', '/#editor'],
  ] as const)('leave every word readable: %s %s', async (colorScheme, path) => {
    const page = await open(path, { colorScheme });
    if (path === '/#editor') await page.locator('#preview .card').waitFor();
    expect(await page.evaluate<string[]>(FAINT_WORDS)).toEqual([]);
  });
});

describe('on a phone', () => {
  test.each(['/', '/#editor'])('nothing is wider than the screen: %s', async (path) => {
    const page = await open(path, PHONE);
    if (path === '/#editor') await page.locator('#preview .card').waitFor();
    await openFeed(page);
    await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    const wide = `[...document.querySelectorAll('.content, .card > footer')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.slice(0, 60))`;
    expect(await page.evaluate(wide)).toEqual([]);
  });

  test('the messages come first, and the samples when asked for', async () => {
    const page = await open('/', PHONE);
    expect(await page.locator('[data-sample="alarm"]').isVisible()).toBe(false);
    const box = await page.locator('#feed .card').first().boundingBox();
    expect(box?.y).toBeLessThan(PHONE.viewport.height / 2);
    await page.getByRole('heading', { name: 'Samples' }).click();
    expect(await page.locator('[data-sample="alarm"]').isVisible()).toBe(true);
  });

  test('a dialog keeps off the edges of the screen', async () => {
    const page = await open('/', PHONE);
    await page.locator('#feed').getByRole('button', { name: 'Send to Slack…' }).first().click();
    const box = await page.getByRole('dialog').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(8);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(PHONE.viewport.width - 8);
  });

  test('whatever is tapped is large enough', async () => {
    const page = await open('/', PHONE);
    await page.getByRole('heading', { name: 'Samples' }).click();
    for (const button of await page.locator('button:visible').all()) {
      const box = await button.boundingBox();
      expect(
        Math.min(box?.width ?? 0, box?.height ?? 0),
        (await button.textContent()) ?? '',
      ).toBeGreaterThanOrEqual(24);
    }
  });
});

describe('without a mouse', () => {
  test('the first stop leads past the samples', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the messages');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('feed');
  });

  test('everything is reached, in the order of the page, and seen to be', async () => {
    const page = await open();
    const stops: string[] = [];
    for (let count = 0; count < 50; count += 1) {
      await page.keyboard.press('Tab');
      const name =
        '(document.activeElement.ariaLabel ?? (document.activeElement.textContent || document.activeElement.value || document.activeElement.id)).trim()';
      stops.push(await page.evaluate<string>(name));
      // A radio button is seen by the label that it is in.
      const outline =
        '(document.activeElement.type === "radio" ? document.activeElement.nextElementSibling : document.activeElement).computedStyleMap().get("outline-style").toString()';
      expect(await page.evaluate(outline), stops.at(-1)).not.toBe('none');
    }
    const wanted = [
      'Messages',
      'Editor',
      'auto',
      'Samples',
      'filter',
      'alarmALARM',
      'Edit alarm',
      'Storm of 47 alarms',
      'Post from elsewhere',
      'Play a night',
      'The chart as a table',
      'JSON',
      'Copy JSON',
      'Block Kit Builder ↗',
      'Send to Slack…',
    ];
    const places = wanted.map((name) =>
      stops.findIndex((stop) => stop.replaceAll(/\s+(?=ALARM)/g, '') === name),
    );
    expect(places, stops.join(' | ')).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('a sample is sent and the reader stays where they are', async () => {
    const page = await open();
    await page.locator('[data-sample="ok"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.card.fresh', { hasText: 'events/ok.json' }).waitFor();
    await page.locator('[data-sample="ok"]:focus').waitFor();
  });

  test('a dialog is left with Escape', async () => {
    const page = await open();
    await page
      .locator('#feed')
      .getByRole('button', { name: 'Send to Slack…' })
      .first()
      .press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
});

describe('to a screen reader', () => {
  test.each(['/', '/#editor'])(
    'every control has a name, every id is used once: %s',
    async (path) => {
      const page = await open(path);
      if (path === '/#editor') await page.locator('#preview .card').waitFor();
      const ids = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[id]')].map(({ id }) => id)`,
      );
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      const broken = `[...document.querySelectorAll('[aria-labelledby], [aria-describedby], label[for]')].flatMap((one) => [one.getAttribute('aria-labelledby'), one.getAttribute('aria-describedby'), one.getAttribute('for')].filter(Boolean).join(' ').split(' ')).filter((id) => !document.getElementById(id))`;
      expect(await page.evaluate(broken)).toEqual([]);
      for (const role of [
        'button',
        'link',
        'textbox',
        'searchbox',
        'combobox',
        'radio',
        'article',
        'img',
      ] as const) {
        const unnamed = page.getByRole(role, { name: /^\s*$/ });
        expect(await unnamed.evaluateAll((all) => all.map((one) => String(one))), role).toEqual([]);
      }
    },
  );

  test('the page has landmarks and headings in order', async () => {
    const page = await open();
    for (const role of ['banner', 'main', 'navigation', 'complementary'] as const) {
      expect(await page.getByRole(role).count(), role).toBe(1);
    }
    const levels = await page.evaluate<number[]>(
      `[...document.querySelectorAll('h1, h2, h3, h4')].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))`,
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 1) + 1)).toBe(true);
  });

  test('a message is named by what it says', async () => {
    const page = await open();
    const name = /CloudWatch .*ALARM: CPU of web-1 at 93\.4%/;
    expect(await page.getByRole('article', { name }).count()).toBeGreaterThan(0);
  });
});
