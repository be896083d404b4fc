import { expect, test } from 'vitest';
import { renderCard, summary } from '../../../src/preview/page/card.ts';
import { everyRow } from '../../helpers/every-row.ts';

const clock = { now: Date.UTC(2026, 10, 22, 9), timeZone: 'UTC' };
const post = (text: string) => ({
  ...{ id: 1, at: clock.now, status: 200, answer: 'ok', problems: [], message: { text } },
});

test(
  'the words of a notification are shown as a phone shows them',
  everyRow(
    [
      ['Peak *93.4%*. No longer above *80%*.', 'Peak 93.4%. No longer above 80%.'],
      ['OK  ·  <https://example.com/?a=1&amp;b=2|web-1 &lt;CPU&gt;>', 'OK  ·  web-1 <CPU>'],
      ['<!here> since <!date^1795334444^{time}|08:00 UTC>', '@here since 8:00 AM'],
      ['2 * 3 * 4, a_b_c &amp; "x"', '2 * 3 * 4, a_b_c & "x"'],
      ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ],
    (text, shown) => {
      expect(summary(post(text), clock)).toBe(shown);
    },
  ),
);

test('a long one is cut, and none of it is markup', () => {
  expect(summary(post('x'.repeat(900)), clock)).toBe(`${'x'.repeat(500)}…`);
  const options = { clock, canSend: false, idPrefix: 'post' };
  const card = renderCard(post('&lt;script&gt;alert(1)&lt;/script&gt;'), options).toString();
  expect(card).toContain('<span class="push-text">&lt;script&gt;alert(1)');
  expect(card).not.toContain('<script');
});
