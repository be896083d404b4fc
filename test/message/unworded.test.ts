import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { rawText, renderUnworded } from '../../src/message/unworded.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const options = { words: wordsFor('en'), mention: '<!here>' };
const why = 'This notification could not be put into words, because of a fault in this function.';
const note = { content: 'a note', parsed: { kind: 'note', note: { facts: [] } } } as const;

function arrived(name: string, state: Alarm['state'] = 'ALARM', content: unknown = 'as it came') {
  return { content, parsed: { kind: 'alarm', alarm: buildAlarm({ name, state }) } } as const;
}

function read(arrivals: Parameters<typeof renderUnworded>[0]): readonly string[] {
  const forms = renderUnworded(arrivals, options);
  expect(forms.map(({ name }) => name)).toEqual(['text']);
  return (forms[0]?.body.text ?? '').replaceAll('\u00a0', ' ').split('\n');
}

describe('what could not be worded', () => {
  it('is told as it came, and calls if it is an ALARM', () => {
    expect(read([arrived('web <1>', 'ALARM', { AlarmName: 'web <1>' })])).toEqual([
      '<!here>',
      '🔴 ALARM: web &lt;1&gt;',
      why,
      '{"AlarmName":"web &lt;1&gt;"}',
    ]);
    expect(read([arrived('web', 'OK')])).toEqual(['🟢 OK: web', why, 'as it came']);
    expect(read([note])).toEqual([why, 'a note']);
  });

  it('of several is their names, and calls if one of them is an ALARM', () => {
    expect(read([arrived('web', 'OK'), arrived('db')])).toEqual([
      '<!here>',
      '🟢 OK: web',
      '🔴 ALARM: db',
      why,
    ]);
  });

  it('counts what it does not name', () => {
    const many = Array.from({ length: 16 }, (_, index) => arrived(`a${index}`, 'OK'));
    expect(read(many).slice(14)).toEqual(['🟢 OK: a14', 'and 1 more', why]);
    expect(read([arrived('web', 'OK'), note])).toEqual(['🟢 OK: web', 'and 1 more', why]);
  });
});

it(
  'what came is written',
  everyRow<[string, unknown, string]>(
    [
      ['a text as it is', '{"a": 1}', '{"a": 1}'],
      ['an object as JSON', { a: 1 }, '{"a":1}'],
      ['nothing as nothing', undefined, ''],
      ['a number that JSON lacks as nothing', 1n, ''],
    ],
    (_, content, text) => {
      expect(rawText(content)).toBe(text);
    },
  ),
);
