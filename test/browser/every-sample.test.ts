import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAINT_WORDS, MISPLACED_WORDS } from './flaws.ts';
import { openStage, type Stage, showAll } from './stage.ts';

const SAMPLES = readdirSync(new URL('../../events/', import.meta.url)).length;
/** Of them, those that nobody is told of. */
const SILENT = 3;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

test.each([
  [390, 'light'],
  [390, 'dark'],
  [1400, 'light'],
  [1400, 'dark'],
] as const)('every message can be read on %i pixels, %s', async (width, colorScheme) => {
  const page = await stage.open('/', { viewport: { width, height: 900 }, colorScheme });
  await showAll(page);
  expect(await page.locator('#feed .card').count()).toBeGreaterThanOrEqual(SAMPLES - SILENT);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  expect(await page.evaluate<string[]>(FAINT_WORDS)).toEqual([]);
  expect(await page.evaluate<string[]>(MISPLACED_WORDS)).toEqual([]);
  expect(await stage.clear()).toEqual([]);
});
