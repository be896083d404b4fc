import { describe, expect, it } from 'vitest';
import { type Rested, renderRested } from '../../src/message/rested.ts';
import { buildAlarm, EIGHT } from '../helpers/alarms.ts';
import { readForms } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const options = { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' };

function rested(name: string, state: Rested['rest']['state']): Rested {
  const flaps = { count: 20, span: 57 * 60_000 };
  return { alarm: buildAlarm({ name, state }), rest: { state, since: EIGHT - 60_000, flaps } };
}

describe('alarms that flapped, and came to rest', () => {
  it('are a line each, and call where one of them is in ALARM', () => {
    const all = [rested('web', 'OK'), rested('db', 'ALARM'), rested('new', 'INSUFFICIENT_DATA')];
    const messages = renderRested(all, options);
    expect(messages.map(({ subjects }) => subjects)).toEqual([all]);
    const why = 'quiet for 30 minutes after it went off *20 times* in 57 minutes';
    const lines = [
      '<!here>',
      `🟢 OK  ·  web  ·  ${why}  ·  2026-11-22 07:59 UTC`,
      `🔴 ALARM  ·  db  ·  ${why}  ·  2026-11-22 07:59 UTC`,
      `⚪ NO DATA  ·  new  ·  ${why}  ·  2026-11-22 07:59 UTC`,
    ];
    expect(readForms(messages[0]?.forms)).toEqual({
      push: lines[1],
      types: lines.map(() => 'section'),
      shown: lines,
      lines,
    });
  });

  it('call nobody where none is in ALARM, or nobody is to be called', () => {
    const first = (one: Rested, some: Partial<typeof options>) =>
      readForms(renderRested([one], { ...some, words: options.words, timeZone: 'UTC' })[0]?.forms)
        .lines[0];
    expect(first(rested('web', 'OK'), options)).toMatch(/^🟢 OK/);
    expect(first(rested('web', 'ALARM'), {})).toMatch(/^🔴 ALARM/);
  });

  it('are thirty a message, each in one', () => {
    const all = Array.from({ length: 60 }, (_, index) => rested(`web-${index}`, 'OK'));
    const messages = renderRested(all, options);
    expect(messages.map(({ subjects }) => subjects)).toEqual([all.slice(0, 30), all.slice(30)]);
    expect(messages.map(({ forms }) => readForms(forms).lines.length)).toEqual([30, 30]);
  });

  it('have long names cut, and no long links', () => {
    const [message] = renderRested([rested('가'.repeat(200), 'OK')], options);
    expect(message?.forms[0]?.body.text).toMatch(/^🟢 OK {2}· {2}가{149}… {2}· /);
  });

  it('are told in Korean', () => {
    const [message] = renderRested([rested('web', 'OK')], { ...options, words: wordsFor('ko') });
    expect(readForms(message?.forms).push).toBe(
      '🟢 정상  ·  web  ·  57분 동안 *20번* 반복된 뒤 30분째 변화가 없습니다  ·  2026-11-22 07:59 UTC',
    );
  });
});
