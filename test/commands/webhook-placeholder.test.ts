import { expect, test } from 'vitest';
import { isPlaceholder } from '../../src/commands/webhook-placeholder.ts';

const SLACK = 'https://hooks.slack.com/services/';

test.each([
  `${SLACK}…`,
  `${SLACK}...`,
  `${SLACK}%E2%80%A6`,
  `${SLACK}<your-webhook>`,
  `${SLACK}{{secret}}`,
  `${SLACK}$WEBHOOK`,
  `${SLACK}T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`,
  `${SLACK}YOUR/WEBHOOK/URL`,
])('%s is a placeholder', (url) => {
  expect(isPlaceholder(url)).toBe(true);
});

test.each([
  `${SLACK}T024BE7LD/B05XXC8RJ1K/9nPqXxXw3dR5tYuIoPaSdFgH`,
  'http://127.0.0.1:3000/services/T00000000/B00000000/local',
])('%s is none', (url) => {
  expect(isPlaceholder(url)).toBe(false);
});
