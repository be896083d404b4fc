import { expect, test } from 'vitest';
import { isPlaceholder } from '../../src/commands/webhook-placeholder.ts';
import { everyRow } from '../helpers/every-row.ts';

const SLACK = 'https://hooks.slack.com/services/';

test(
  'knows a placeholder',
  everyRow(
    [
      `${SLACK}…`,
      `${SLACK}...`,
      `${SLACK}%E2%80%A6`,
      `${SLACK}<your-webhook>`,
      `${SLACK}{{secret}}`,
      `${SLACK}$WEBHOOK`,
      `${SLACK}T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`,
      `${SLACK}YOUR/WEBHOOK/URL`,
    ],
    (url) => {
      expect(isPlaceholder(url)).toBe(true);
    },
  ),
);

test(
  'takes a real webhook for none',
  everyRow(
    [
      `${SLACK}T024BE7LD/B05XXC8RJ1K/9nPqXxXw3dR5tYuIoPaSdFgH`,
      'http://127.0.0.1:3000/services/T00000000/B00000000/local',
    ],
    (url) => {
      expect(isPlaceholder(url)).toBe(false);
    },
  ),
);
