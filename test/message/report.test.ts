import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import type { Report, Spoken } from '../../src/alarm/report.ts';
import { type Proposal, renderReport } from '../../src/message/report.ts';
import type { Language } from '../../src/message/words/words.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { readForms } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const WEEK = { from: 0, to: 7 * 24 * 60 * MINUTE };

function named(...names: readonly string[]): readonly Alarm[] {
  return names.map((name) => buildAlarm({ name }));
}

function numbered(count: number): readonly Alarm[] {
  return named(...Array.from({ length: count }, (_, index) => `a${index + 1}`));
}

/** That went off so often, each time for a minute more. */
function spoken(name: string, times: number, healed: number): Spoken {
  const spells = Array.from({ length: times }, (_, index) => ({ from: 0, to: index * MINUTE }));
  return { alarm: buildAlarm({ name }), spells, healed, longest: times * MINUTE };
}

function read(report: Partial<Report>, proposal?: Proposal, language: Language = 'en') {
  const all: Report = { ...WEEK, alarms: 9, spoke: [], silent: [], noData: [], ...report };
  const forms = renderReport(all, proposal, { words: wordsFor(language) });
  expect(forms.flatMap(({ body }) => checkSlackLimits(body))).toEqual([]);
  return { ...readForms(forms), last: forms[0]?.body.blocks?.at(-1) };
}

const proposal: Proposal = {
  alarm: buildAlarm({ name: 'noisy' }),
  advice: {
    limits: {
      comparison: 'GreaterThanThreshold',
      threshold: 85,
      period: 300,
      evaluationPeriods: 4,
      datapointsToAlarm: 3,
      treatMissingData: 'missing',
    },
    told: 2,
    of: 8,
  },
  command: "aws cloudwatch put-metric-alarm --alarm-name 'a & b'",
};

const whole: Partial<Report> = {
  spoke: [spoken('noisy', 8, 6), spoken('brief', 2, 2)],
  silent: named('calm', 'quiet'),
  noData: named('gone'),
};

describe('the week', () => {
  it('is who went off, who healed, who did not, who has no data, and what would help', () => {
    const { push, types, shown, lines, last } = read(whole, proposal);
    expect(push).toBe('📋 Last week: 10 ALARMs from 2 of 9 alarms');
    expect(shown).toEqual([
      '📋 Last week: 10 ALARMs from 2 of 9 alarms',
      '*Went off most often*\n' +
        'noisy  ·  8 times, 6 of them over within 5 minutes, the longest 8 minutes\n' +
        'brief  ·  2 times, 2 of them over within 5 minutes, the longest 2 minutes',
      '*Always over within 5 minutes, before anybody could act*\nbrief',
      '*Never went off (2 alarms)*\ncalm  ·  quiet',
      '*Without data now (1 alarm)*\ngone',
      'noisy\n85% for 15 minutes would have told 2 of 8, among them every one that lasted longer than 15 minutes.',
      'This changes it:',
      "aws cloudwatch put-metric-alarm --alarm-name 'a & b'",
    ]);
    expect(types[0]).toBe('header');
    expect(last).toEqual({
      type: 'section',
      text: { type: 'plain_text', text: proposal.command, emoji: false },
    });
    expect(lines).toEqual(shown.flatMap((part) => part.replace('a & b', 'a &amp; b').split('\n')));
  });

  it('is told in Korean', () => {
    expect(read(whole, proposal, 'ko').shown).toEqual([
      '📋 지난주: 경보 9개 중 2개가 모두 10번 울렸습니다',
      '*가장 자주 울린 경보*\n' +
        'noisy  ·  8번 울렸으며, 그중 6번은 5분 안에 끝났고, 가장 길게는 8분 동안 이어졌습니다\n' +
        'brief  ·  2번 울렸으며, 그중 2번은 5분 안에 끝났고, 가장 길게는 2분 동안 이어졌습니다',
      '*매번 손쓸 틈도 없이 5분 안에 끝난 경보*\nbrief',
      '*한 번도 울리지 않은 경보(2개)*\ncalm  ·  quiet',
      '*지금 데이터가 없는 경보(1개)*\ngone',
      'noisy\n기준을 15분 동안 85%로 바꾸었다면 8번 중 2번만 알렸을 것이고, 15분보다 오래 이어진 경보는 하나도 빠지지 않았을 것입니다.',
      '다음 명령으로 바꿀 수 있습니다.',
      "aws cloudwatch put-metric-alarm --alarm-name 'a & b'",
    ]);
  });

  it('of alarms that never went off says only that', () => {
    expect(read({ alarms: 1, silent: named('calm') }).shown).toEqual([
      '📋 Last week: 0 ALARMs from 0 of 1 alarm',
      '*Never went off (1 alarm)*\ncalm',
    ]);
  });

  it('of one ALARM that lasted says how long', () => {
    expect(read({ spoke: [spoken('db', 1, 0)] }).shown).toEqual([
      '📋 Last week: 1 ALARM from 1 of 9 alarms',
      '*Went off most often*\ndb  ·  1 time, the longest 1 minute',
    ]);
  });

  it('has long names cut, and no long links', () => {
    const report = { ...WEEK, alarms: 1, spoke: [], silent: named('가'.repeat(200)), noData: [] };
    const [, text] = renderReport(report, undefined, { words: wordsFor('en') });
    expect(text?.body.text).toMatch(/\n가{79}…$/);
  });

  it('names the five that went off most often, and ten of any others', () => {
    const spoke = numbered(6).map(({ name }) => spoken(name, 1, 1));
    const { shown } = read({ spoke, silent: numbered(10), noData: numbered(12) });
    expect(shown[1]?.split('\n').map((line) => line.split(' ')[0])).toEqual([
      '*Went',
      'a1',
      'a2',
      'a3',
      'a4',
      'a5',
    ]);
    expect(shown.slice(2).map((part) => part.split('\n')[1])).toEqual([
      'a1  ·  a2  ·  a3  ·  a4  ·  a5  ·  a6',
      'a1  ·  a2  ·  a3  ·  a4  ·  a5  ·  a6  ·  a7  ·  a8  ·  a9  ·  a10',
      'a1  ·  a2  ·  a3  ·  a4  ·  a5  ·  a6  ·  a7  ·  a8  ·  a9  ·  a10  ·  and 2 more',
    ]);
  });
});

describe('the limits that it proposes', () => {
  const { advice } = proposal;

  it('are told with their sign where that is not above', () => {
    const told = (comparison: string) => {
      const limits = { ...advice.limits, comparison };
      const { shown } = read({}, { ...proposal, advice: { ...advice, limits } });
      return shown[1]?.split('\n')[1]?.split(' for ')[0];
    };
    expect(told('LessThanThreshold')).toBe('&lt; 85%');
    expect(told('GreaterThanOrEqualToThreshold')).toBe('≥ 85%');
    expect(told('AnOperatorOfTomorrow')).toBe('85%');
  });

  it('come without the command where that is too long for a block', () => {
    const commands = [2_900, 2_901].map((length) => 'x'.repeat(length));
    const last = commands.map((command) => read({}, { ...proposal, command }).shown.slice(2));
    expect(last).toEqual([['This changes it:', commands[0]], []]);
  });
});
