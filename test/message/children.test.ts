import { describe, expect, it } from 'vitest';
import type { AlarmState, ChildAlarm } from '../../src/alarm/alarm.ts';
import { listChildren, nameChildren } from '../../src/message/children.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const words = wordsFor('en');
const composite = (children: readonly ChildAlarm[], state: AlarmState = 'ALARM') =>
  buildAlarm({ state, trigger: { kind: 'composite', children } });
const list = (...children: ChildAlarm[]) => listChildren(composite(children), words);
const named = (...names: string[]): ChildAlarm[] => names.map((name) => ({ name }));
const arnOf = (name: string) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;
const PAGE =
  'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/';

describe('the children of a composite alarm', () => {
  it('have a line each, with the way to it, and with its state where that is no ALARM', () => {
    expect(
      list(
        { name: 'a', arn: arnOf('a') },
        { name: 'b <1>', state: 'OK' },
        { name: 'c', state: 'ALARM' },
      ),
    ).toBe(`• <${PAGE}a|a>\n• b &lt;1&gt; (OK)\n• c`);
  });

  it('are ten at most, the others are counted', () => {
    const names = Array.from({ length: 12 }, (_, i) => `n${i}`);
    expect(list(...named(...names.slice(0, 10))).split('\n')).toHaveLength(10);
    expect(
      list(...named(...names))
        .split('\n')
        .slice(9),
    ).toEqual(['• n9', '• and 2\u00a0more']);
  });

  it('take as much room as there is', () => {
    const name = '가'.repeat(50);
    const lines = list(...Array.from({ length: 5 }, () => ({ name, arn: arnOf(name) }))).split(
      '\n',
    );
    const line = `• <${PAGE}${encodeURIComponent(name)}|${name}>`;
    expect(lines).toEqual([line, line, '• and 3\u00a0more']);
  });

  it('are named without a link that would be too long', () => {
    const name = 'x'.repeat(600 - PAGE.length);
    expect(list({ name, arn: arnOf(name) })).toBe(`• <${PAGE}${name}|${'x'.repeat(99)}…>`);
    expect(list({ name: `${name}x`, arn: arnOf(`${name}x`) })).toBe(`• ${'x'.repeat(99)}…`);
  });

  it(
    'are named on one line for the phone',
    everyRow(
      [
        [[], ''],
        [named('a'), 'In ALARM: a'],
        [named('a', 'b', 'c'), 'In ALARM: a, b, c'],
        [named('a', 'b', 'c', 'd', 'e'), 'In ALARM: a, b, c and 2 more'],
        [[{ name: 'a', state: 'OK' }, ...named('b', 'c')], 'a (OK), b, c'],
        [
          [{ name: 'a', state: 'INSUFFICIENT_DATA' }, ...named('b', 'c', 'd')],
          'a (NO DATA), b, c, and 1\u00a0more',
        ],
      ] as const,
      (children, line) => {
        expect(nameChildren(composite(children), words)).toBe(line);
      },
    ),
  );

  it('say nothing of an alarm that is over', () => {
    const over = composite(named('a'), 'OK');
    expect([listChildren(over, words), nameChildren(over, words)]).toEqual(['', '']);
  });
});
