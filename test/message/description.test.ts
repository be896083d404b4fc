import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runbookOf, splitDescription } from '../../src/message/description.ts';
import { link } from '../../src/message/mrkdwn.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';

const URL_OF_RUNBOOK = 'https://runbooks.example.com/ec2/cpu-high';

/** A table writes § for the URL. */
function write(text: string): string {
  return text.replaceAll('§', URL_OF_RUNBOOK);
}

describe('the first URL of a description is the runbook', () => {
  it(
    'and is taken out of the text where it stands alone',
    everyRow(
      [
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
        ['((§))', ''],
        ['Slow since release 12. Runbook: §', 'Slow since release 12.'],
        ['Slow:\n1234. §', 'Slow:\n1234.'],
        ['Runbook: §... Then call.', 'Then call.'],
        ['* Runbook: §', ''],
        ['- Call the shop\n- Runbook: §\n- Wait', '- Call the shop\n- Wait'],
        ['Slow.\n• 런북: §', 'Slow.'],
        ['## Playbook\n§\nCall the shop.', 'Call the shop.'],
      ],
      (text, rest) => {
        expect(splitDescription(write(text))).toEqual({ text: rest, runbook: URL_OF_RUNBOOK });
      },
    ),
  );

  it(
    'and stays in a text that would not read without it',
    everyRow(
      [
        'See §',
        'See the runbook: §',
        'See the runbook § before you call.',
        'Look at §, then call.',
        'Was § slow?',
        'In v1.2 it is §',
        'Steps:\n1. Runbook: §\n2. Call the shop.',
        'Steps:\n  12. §',
        '1. §',
        'First.\nSecond is §',
        'Slow - runbook: §',
        'Slow (§ tells why)',
        'Slow (shop), see §) now',
      ],
      (text) => {
        expect(splitDescription(write(text))).toEqual({
          text: write(text),
          runbook: URL_OF_RUNBOOK,
        });
      },
    ),
  );

  it(
    'and leaves its label of Markdown',
    everyRow(
      [
        ['See the [runbook](§) first.', 'See the runbook first.'],
        ['[Call the shop](§)', 'Call the shop'],
        ['Slow: [what to do](§).', 'Slow: what to do.'],
        ['Slow. [What to do](§).', 'Slow.'],
      ],
      (text, rest) => {
        expect(splitDescription(write(text))).toEqual({ text: rest, runbook: URL_OF_RUNBOOK });
      },
    ),
  );

  it(
    'ends before punctuation that is not its own',
    everyRow(
      [
        ['https://a.example/x.', 'https://a.example/x'],
        ['https://a.example/x)', 'https://a.example/x'],
        ['https://a.example/CPU_(load)', 'https://a.example/CPU_(load)'],
        ['(https://a.example/CPU_(load)).', 'https://a.example/CPU_(load)'],
        ['https://a.example/x?a=1&b=2#c', 'https://a.example/x?a=1&b=2#c'],
        ['http://wiki.example/x', 'http://wiki.example/x'],
        ['"https://a.example/x"', 'https://a.example/x'],
        [
          "Runbook: https://a.example/home#logs?q=~(end~0~timeType~'RELATIVE~source~(~'*2faws))",
          "https://a.example/home#logs?q=~(end~0~timeType~'RELATIVE~source~(~'*2faws))",
        ],
        ["See 'https://a.example/x'.", 'https://a.example/x'],
        ['[a](https://a.example),[b](https://b.example)', 'https://a.example'],
        ['https://a.example/런북', 'https://a.example/런북'],
        ['https://:x then https://a.example', 'https://a.example'],
        ['https://a.example and https://b.example', 'https://a.example'],
      ],
      (text, runbook) => {
        expect(splitDescription(text).runbook).toBe(runbook);
      },
    ),
  );

  it(
    'and there is none in a text without a link for people',
    everyRow(
      [
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
      ],
      (text, rest) => {
        expect(splitDescription(text)).toEqual({ text: rest });
      },
    ),
  );

  it(
    'and the one that is labelled so comes before the first',
    everyRow(
      [
        'Logs: https://a.example/l\nRunbook: §',
        'Logs: https://a.example/l <§|Runbook>',
        'Logs: https://a.example/l [Runbook](§)',
        'Logs: https://a.example/l\nRunbook - §',
        'Logs: https://a.example/l\nRunbook\n§',
        'Logs: https://a.example/l\nRunbook:\n§',
        'Logs: https://a.example/l\n## Playbook\n§',
        'Logs: https://a.example/l\nCheckout runbook: §',
        'Logs: https://a.example/l\nRunbook for checkout: §',
        'Logs: https://a.example/l. Run-book → §',
        '로그: https://a.example/l 플레이북: §',
        '로그: https://a.example/l\n대응 가이드: §',
        '로그: https://a.example/l, 런북 §',
        'https://a.example/l\nRunbook=§',
        'Wiki: https://a.example/l, runbook: "§"',
        'Wiki: https://a.example/l, runbook §',
        'Logs: https://a.example/l\nAesop: https://a.example/f\nRunbook: §',
      ],
      (text) => {
        expect(splitDescription(write(text)).runbook).toBe(URL_OF_RUNBOOK);
      },
    ),
  );

  it(
    'and without one so labelled it is a guide, or else the first',
    everyRow(
      [
        'Logs: https://a.example/l\nGuide: §',
        'Logs: https://a.example/l, wiki §',
        'Logs: https://a.example/l [Docs](§)',
        '로그: https://a.example/l\n매뉴얼: §',
        '§ and https://a.example/l',
        'Logs: §\nAesop: https://a.example/f',
        'Logs: §\nGuided tour: https://a.example/t',
      ],
      (text) => {
        expect(splitDescription(write(text)).runbook).toBe(URL_OF_RUNBOOK);
      },
    ),
  );

  it('and the others are links with their labels', () => {
    const text =
      'Customers cannot pay.\nLogs: https://logs.example.com/#/?_g=(time:(from:now-1d))\n' +
      '<https://dashboards.example.com/d|Dashboard>\nRunbook: §';
    expect(splitDescription(write(text))).toEqual({
      text: 'Customers cannot pay.\nLogs: https://logs.example.com/#/?_g=(time:(from:now-1d))\n<https://dashboards.example.com/d|Dashboard>',
      runbook: URL_OF_RUNBOOK,
      links: [
        { label: 'Logs', url: 'https://logs.example.com/#/?_g=(time:(from:now-1d))' },
        { label: 'Dashboard', url: 'https://dashboards.example.com/d' },
      ],
      prose: 'Customers cannot pay.',
    });
    const last = splitDescription(write('Runbook: §\nSlow. [Graph](https://a.example)'));
    expect(last.prose).toBe('Slow.');
    expect(splitDescription('Runbook: https://a.example Dashboard: https://b.example')).toEqual({
      text: 'Dashboard: https://b.example',
      runbook: 'https://a.example',
      links: [{ label: 'Dashboard', url: 'https://b.example' }],
      prose: '',
    });
  });

  it(
    'and a link beside it has a short label, or none',
    everyRow(
      [
        ['Dashboard - https://a.example', 'Dashboard'],
        ['Call first; CPU graph → https://a.example', 'CPU graph'],
        ['- **Dashboard:** https://a.example', 'Dashboard'],
        ['## Dashboard\nhttps://a.example', undefined],
        ['[Dashboard:](https://a.example)', 'Dashboard'],
        ['Graph of the slow checkout: https://a.example', 'Graph of the slow checkout'],
        ['Graph of the very slow checkout: https://a.example', undefined],
        [`${'x'.repeat(40)}: https://a.example`, 'x'.repeat(40)],
        [`${'x'.repeat(41)}: https://a.example`, undefined],
        ['Checked at 10:30 by https://a.example', undefined],
        ['and https://a.example', undefined],
        ['[](https://a.example)', undefined],
      ],
      (text, label) => {
        const { links } = splitDescription(write(`Runbook: §\n${text}`));
        expect(links).toEqual(
          label === undefined ? undefined : [{ label, url: 'https://a.example' }],
        );
      },
    ),
  );

  it(
    'and the others go from the text beside which they are shown, but for words of a sentence',
    everyRow(
      [
        ['- Dashboard: https://a.example\n- Call.', '- Call.'],
        ['Slow. [Graph](https://a.example). ', 'Slow.'],
        ['Slow. [Graph](https://a.example) \nCall.', 'Slow. \nCall.'],
        ['[Graph](https://a.example) , then call.', 'Graph , then call.'],
        ['[Graph](https://a.example) is slow.\nCall.', 'Graph is slow.\nCall.'],
        ['[Graph](https://a.example)?', 'Graph?'],
        ['See the [graph](https://a.example).', 'See the graph.'],
      ],
      (text, prose) => {
        expect(splitDescription(write(`${text}\nRunbook: §`)).prose).toBe(prose);
      },
    ),
  );

  it('and what is longer than any that CloudWatch takes is cut, never inside a character', () => {
    expect(splitDescription('x'.repeat(4_000)).text).toBe('x'.repeat(4_000));
    expect(splitDescription('x'.repeat(4_001)).text).toBe(`${'x'.repeat(3_999)}…`);
    expect(splitDescription(`${'x'.repeat(3_998)}🔴🔴`).text.isWellFormed()).toBe(true);
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

it(
  'a tag that is named so, and is a URL and nothing else, is the runbook',
  everyRow(
    [
      ['Runbook', '§', URL_OF_RUNBOOK],
      ['alarm tags checkout-playbook', '§', URL_OF_RUNBOOK],
      ['대응 절차', 'http://a.example', 'http://a.example'],
      ['Runbook', 'see §', undefined],
      ['Runbook', '§ first', undefined],
      ['Runbook', 'ftp://a.example', undefined],
      ['Aesop', '§', undefined],
      ['Team', '§', undefined],
    ],
    (name, value, runbook) => {
      const facts = [
        { name: 'Team', value: 'https://team.example' },
        { name, value: write(value) },
      ];
      expect(runbookOf(facts)).toBe(runbook);
    },
  ),
);
