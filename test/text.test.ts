import { expect, it } from 'vitest';
import { isVisible } from '../src/text.ts';
import { everyRow } from './helpers/every-row.ts';

it(
  'a text has something to see in it, in whatever script, unless all of it is blank or joins nothing',
  everyRow(
    [
      ['서버', true],
      ['🔴', true],
      ['é', true],
      ['\u00a0a', true],
      ['\u00a0\u200d', false],
      ['\u3000', false],
    ],
    (text, expected) => {
      expect(isVisible(text)).toBe(expected);
    },
  ),
);
