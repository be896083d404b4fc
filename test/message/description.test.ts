import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDescription } from '../../src/message/description.ts';
import { link } from '../../src/message/mrkdwn.ts';
import { outsideText } from '../helpers/outside-text.ts';

const URL_OF_RUNBOOK = 'https://runbooks.example.com/ec2/cpu-high';

/** A table writes § for the URL. */
function write(text: string): string {
  return text.replaceAll('§', URL_OF_RUNBOOK);
}

describe('the first URL of a description is the runbook', () => {
  it.each([
    ['§', ''],
    ['Runbook: §', ''],
    ['runbook §', ''],
    ['RUNBOOK = §.', ''],
    ['런북: §', ''],
    ['Playbook: §', ''],
    ['<§>', ''],
    ['§ \u2028', ''],
    ['Slow. runbook=§', 'Slow.'],
    ['Slow. Playbook §', 'Slow.'],
    ['Slow (§) now', 'Slow now'],
    ['Slow <§> now', 'Slow now'],
    [
      'Runbook: § Dashboard: https://dashboards.example.com/a',
      'Dashboard: https://dashboards.example.com/a',
    ],
    ['[Runbook](§)', ''],
    ['Checkout is slow. Runbook: §', 'Checkout is slow.'],
    ['Checkout is slow. Runbook: §.', 'Checkout is slow.'],
    ['Checkout is slow (runbook: §).', 'Checkout is slow.'],
    ['Checkout is slow (§)', 'Checkout is slow'],
    ['Checkout is slow.\nRunbook: §\nCall the shop.', 'Checkout is slow.\nCall the shop.'],
    ['체크아웃이 느립니다. 런북: §', '체크아웃이 느립니다.'],
    ['결제가 느려집니다. 조치 방법: §', '결제가 느려집니다.'],
    ['What to do: §', ''],
    ['A first. Runbook: §. Then a second.', 'A first. Then a second.'],
    ['Runbook: § Then call.', 'Then call.'],
    ['Checkout is slow. [Runbook](§)', 'Checkout is slow.'],
    ['**§**', ''],
    ['Slow. **Runbook:** §', 'Slow.'],
  ])('and is taken out of %j where it stands alone', (text, rest) => {
    expect(splitDescription(write(text))).toEqual({ text: rest, runbook: URL_OF_RUNBOOK });
  });

  it.each([
    'See §',
    'See the runbook: §',
    'See the runbook § before you call.',
    'Look at §, then call.',
    'Was § slow?',
  ])('and stays in %j, which would not read without it', (text) => {
    expect(splitDescription(write(text))).toEqual({ text: write(text), runbook: URL_OF_RUNBOOK });
  });

  it.each([
    ['See the [runbook](§) first.', 'See the runbook first.'],
    ['[Call the shop](§)', 'Call the shop'],
    ['Slow: [what to do](§).', 'Slow: what to do.'],
    ['Slow. [What to do](§).', 'Slow.'],
  ])('and leaves its label of Markdown in %j', (text, rest) => {
    expect(splitDescription(write(text))).toEqual({ text: rest, runbook: URL_OF_RUNBOOK });
  });

  it.each([
    ['https://a.example/x.', 'https://a.example/x'],
    ['https://a.example/x)', 'https://a.example/x'],
    ['https://a.example/CPU_(load)', 'https://a.example/CPU_(load)'],
    ['(https://a.example/CPU_(load)).', 'https://a.example/CPU_(load)'],
    ['https://a.example/x?a=1&b=2#c', 'https://a.example/x?a=1&b=2#c'],
    ['http://wiki.example/x', 'http://wiki.example/x'],
    ['"https://a.example/x"', 'https://a.example/x'],
    ['https://a.example/런북', 'https://a.example/런북'],
    ['https://:x then https://a.example', 'https://a.example'],
    ['https://a.example and https://b.example', 'https://a.example'],
  ])('ends where it ends in %j', (text, runbook) => {
    expect(splitDescription(text).runbook).toBe(runbook);
  });

  it.each([
    ['', ''],
    [undefined, ''],
    ['  \n ', ''],
    ['\u202e\u0000', ''],
    ['Call the shop.', 'Call the shop.'],
    [' Call\r\nthe shop. ', 'Call\nthe shop.'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['file:///etc/passwd', 'file:///etc/passwd'],
    ['See ftp://files.example.com/a', 'See ftp://files.example.com/a'],
    ['See https://[ for more', 'See https://[ for more'],
    ['https://', 'https://'],
    [`https://a.example/${'x'.repeat(2_000)}`, `https://a.example/${'x'.repeat(2_000)}`],
  ])('and there is none in %j', (text, rest) => {
    expect(splitDescription(text)).toEqual({ text: rest });
  });

  it('of any description is a URL of the web, and nothing of the text is invented', () => {
    fc.assert(
      fc.property(outsideText(), outsideText(), (before, after) => {
        const { text, runbook } = splitDescription(`${before}${URL_OF_RUNBOOK}${after}`);
        expect(runbook).toMatch(/^https?:\/\/[^\s<>|]+$/);
        expect(URL.canParse(runbook ?? '')).toBe(true);
        expect(link(runbook ?? '', 'Runbook')).toMatch(/^<[^<>|\s]+\|Runbook>$/);
        expect(text.trim()).toBe(text);
        expect(text.length).toBeLessThanOrEqual(
          before.length + after.length + URL_OF_RUNBOOK.length,
        );
      }),
    );
  });
});
