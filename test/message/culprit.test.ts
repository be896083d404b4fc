import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Culprit } from '../../src/alarm/culprit.ts';
import { explain } from '../../src/message/culprit.ts';
import { renderAlarm } from '../../src/message/message.ts';
import type { Language } from '../../src/message/words/words.ts';
import { parseMachine } from '../../src/parse/machine.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { buildAlarm, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const alarm = buildAlarm({ description: 'Slow pages' });
const at = (minutes: number) => (alarm.changedAt ?? 0) - minutes * MINUTE;

const KNOWN: Culprit = {
  machine: {
    type: 't3.small',
    cores: 2,
    load: 8.2,
    steal: 31.6,
    memory: { total: 8e9, available: 2e9 },
    uptime: 12 * 86_400,
    processes: [
      { pid: 812, share: 91.2, user: 'app', name: 'java' },
      { pid: 77, share: 4.04, user: 'www', name: 'node' },
      { pid: 3, share: 1 },
    ],
  },
  credits: { balance: 0, goneSince: at(12), isUnlimited: false },
  changes: [
    { what: 'CreateDeployment', by: 'ci-bot', at: at(17) },
    { what: 'AttachVolume', at: at(40) },
  ],
};

const said = (culprit: Culprit, language: Language = 'en') => {
  const { line, details } = explain(alarm, culprit, wordsFor(language).locale);
  return [line, ...details].map((text) => text.replaceAll('\u00a0', ' '));
};

describe('what explains the CPU', () => {
  test('is said in one line, and more of it in grey, in both languages', () => {
    expect(said(KNOWN)).toEqual([
      'java (pid 812, app) 91%  ·  load 8.2 on 2 cores  ·  steal 32%: the host holds the CPU back  ·  CPU credits gone 12 minutes before: the CPU is capped at 20%  ·  deployed by ci-bot 17 minutes before',
      'java (pid 812, app) 91%  ·  node (pid 77, www) 4%  ·  a process without a name (pid 3) 1%',
      '6 GB of 8 GB of memory in use  ·  up 12 days',
      'deployed by ci-bot 17 minutes before  ·  AttachVolume 40 minutes before',
    ]);
    expect(said(KNOWN, 'ko')).toEqual([
      'java (pid 812, app) 91%  ·  로드 8.2(코어 2개)  ·  CPU steal 32%: 호스트가 CPU를 내주지 않고 있습니다  ·  경보 12분 전에 CPU 크레딧 소진: CPU가 20%로 제한됩니다  ·  경보 17분 전 배포(ci-bot)',
      'java (pid 812, app) 91%  ·  node (pid 77, www) 4%  ·  이름 없는 프로세스 (pid 3) 1%',
      '메모리 8GB 중 6GB 사용  ·  가동 시간 12일',
      '경보 17분 전 배포(ci-bot)  ·  경보 40분 전 AttachVolume',
    ]);
  });

  test('says what the credits mean, as far as that is known', () => {
    const credits = (culprit: Culprit) => said(culprit)[0];
    const gone = { balance: 0, goneSince: at(12) };
    expect([
      credits({ credits: { ...gone, isUnlimited: false } }),
      credits({ credits: { ...gone, isUnlimited: true } }),
      said({ credits: { balance: 45.7, isUnlimited: false } }).join('|'),
    ]).toEqual([
      'CPU credits gone 12 minutes before',
      'CPU credits gone 12 minutes before: it runs on at full speed, for a charge',
      '|45 CPU credits left',
    ]);
  });

  test('says that it is calm by now, and nothing of what it does not know', () => {
    const machine = { cores: 1, processes: [{ pid: 3, share: 2, name: 'init' }] };
    expect(said({ machine })).toEqual(['no process above 5% now']);
    expect(said({ machine: { cores: 1, load: 0, processes: [] } })).toEqual([
      'no process above 5% now  ·  load 0 on 1 core',
    ]);
    expect(said({})).toEqual(['']);
    expect(said({ changes: [{ what: 'StopInstances', at: at(3) }] })).toEqual([
      'stopped 3 minutes before',
    ]);
  });

  test(
    'is told with a decimal where it is small, and is busy from five per cent on',
    everyRow(
      [
        [4.96, 'no process above 5% now'],
        [5, 'java (pid 8) 5%'],
        [9.96, 'java (pid 8) 10%'],
        [7.04, 'java (pid 8) 7%'],
        [7.06, 'java (pid 8) 7.1%'],
        [10.44, 'java (pid 8) 10%'],
      ],
      (share, line) => {
        const processes = [{ pid: 8, share, name: 'java' }];
        expect(said({ machine: { cores: 1, processes } })).toEqual([line]);
      },
    ),
  );

  test('says of steal what it means where it is much, and in grey where it is little', () => {
    const steal = (share: number) => said({ machine: { cores: 1, steal: share, processes: [] } });
    const calm = 'no process above 5% now';
    expect(steal(5)).toEqual([`${calm}  ·  steal 5%: the host holds the CPU back`]);
    expect(steal(4.9)).toEqual([calm, 'steal 4.9%']);
  });

  test('says nothing of how long before an alarm whose time is not known', () => {
    const untimed = without(alarm, 'changedAt');
    const { line, details } = explain(untimed, KNOWN, wordsFor('en').locale);
    expect([line, ...details].join('\n')).not.toMatch(/before|deployed|credits/);
  });
});

describe('in the message', () => {
  const options = { words: wordsFor('en'), timeZone: 'UTC' };
  const explanation = explain(alarm, KNOWN, options.words.locale);
  const bodies = (described: boolean) =>
    renderAlarm(described ? alarm : without(alarm, 'description'), options, { explanation }).map(
      ({ body }) => body,
    );

  test('it stands under the sentence in every form, and its details in the coloured part', () => {
    for (const body of bodies(true)) expect(JSON.stringify(body)).toContain('java (pid');
    const [first] = bodies(true);
    const section = first?.blocks?.[1];
    const lines = section?.type === 'section' ? (section.text?.text.split('\n') ?? []) : [];
    expect(lines[1]).toBe(explanation.line);
    expect(JSON.stringify(first?.attachments)).toContain('memory in use');
  });

  test('it is the second line of the push where nobody wrote a description', () => {
    const second = (described: boolean) => bodies(described)[0]?.text.split('\n')[1];
    expect(second(true)).not.toContain('java');
    expect(second(false)).toBe(explanation.line);
  });

  test('of an OK nothing is said', () => {
    const ok = renderAlarm({ ...alarm, state: 'OK' }, options, { explanation });
    expect(JSON.stringify(ok)).not.toContain('java');
  });
});

describe('names from the machine and from CloudTrail', () => {
  const percentEncoded = (text: string) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

  test('are shown as text, whatever they are, and leave the message one that Slack takes', () => {
    const hostile = fc.oneof(
      outsideText(6).map((text) => text.slice(0, 1_000)),
      fc.constantFrom(
        '<!channel>',
        '\u202eexe.txt',
        'a\n*b*\n',
        '<https://evil.example|ok>',
        'x'.repeat(1_000),
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, user, by) => {
        const output = `culprit 1 linux\ncores 2\nprocess 8 90.0 ${percentEncoded(user) || '?'} ${percentEncoded(name) || '?'}\nend`;
        const machine = parseMachine(output);
        const given = [name, user, by].join(' ');
        const changes = [{ what: 'RebootInstances', by, at: at(1) }];
        const culprit = { ...(machine && { machine }), changes };
        expect(machine?.processes).toHaveLength(1);
        for (const words of [wordsFor('en'), wordsFor('ko')]) {
          const explanation = explain(alarm, culprit, words.locale);
          expect(explanation.line.split('\n')).toHaveLength(1);
          expect(explanation.line.length).toBeLessThan(400);
          expect(explanation.line).not.toMatch(/<[!@#h]|\u202e/);
          for (const { body } of renderAlarm(alarm, { words, timeZone: 'UTC' }, { explanation }))
            expect([...checkSlackLimits(body), ...findUnsafeText(body, { given })]).toEqual([]);
        }
      }),
    );
  });
});
