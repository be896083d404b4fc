import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMachine } from '../../src/parse/machine.ts';

const LINUX = [
  'culprit 1 linux',
  'type t3.micro',
  'cores 2',
  'load 8.20',
  'steal 3.1',
  'memory 8000000 2000000',
  'uptime 86400',
  'process 812 91.2 app java',
  'process 1 0.4 root systemd',
  'end',
];
const WINDOWS = LINUX.map((line) => line.replace('linux', 'windows')).filter(
  (line) => !/^(?:load|steal)/.test(line),
);
const answer = (lines: readonly string[]) => lines.join('\n');
const withProcess = (line: string) =>
  parseMachine(answer(['culprit 1 linux', 'cores 2', line, 'end']))?.processes;

describe('what the script of the SSM document prints', () => {
  test('is read whole from Linux, and from Windows, whose lines end otherwise', () => {
    const said = {
      type: 't3.micro',
      cores: 2,
      memory: { total: 8_192_000_000, available: 2_048_000_000 },
      uptime: 86_400,
      processes: [
        { pid: 812, share: 91.2, user: 'app', name: 'java' },
        { pid: 1, share: 0.4, user: 'root', name: 'systemd' },
      ],
    };
    expect(parseMachine(`${answer(LINUX)}\n`)).toEqual({ ...said, load: 8.2, steal: 3.1 });
    expect(parseMachine(`${WINDOWS.join('\r\n')}\r\n`)).toEqual(said);
  });

  test('is nothing where it was cut off, is of another form or names no core', () => {
    for (const lines of [
      LINUX.slice(0, -1),
      LINUX.slice(1),
      [],
      ['end'],
      ['culprit 1 linux', 'end'],
    ]) {
      expect(parseMachine(answer(lines))).toBeUndefined();
    }
    expect(parseMachine(answer(LINUX).replace('cores 2', 'cores 0'))).toBeUndefined();
    expect(parseMachine(answer(LINUX).replace('cores 2', 'cores 1.5'))).toBeUndefined();
  });

  test('loses the line that is wrong, and that alone', () => {
    const wrong = ['load x', 'steal 101', 'memory 1 2', 'uptime -1', 'type T3', 'process a b c d'];
    const lines = ['culprit 1 linux', 'cores 2', ...wrong, 'process 7 9.5 root ok', 'end'];
    const processes = [{ pid: 7, share: 9.5, user: 'root', name: 'ok' }];
    expect(parseMachine(answer(lines))).toEqual({ cores: 2, processes });
  });

  test('has names of bytes, which need not be UTF-8, and may have none', () => {
    expect(withProcess('process 1 50.0 root %3C%21channel%3E')).toMatchObject([
      { name: '<!channel>' },
    ]);
    expect(withProcess('process 1 50.0 root b%FF%25')).toMatchObject([{ name: 'b\ufffd%' }]);
    expect(withProcess('process 1 50.0 ? %20')).toEqual([{ pid: 1, share: 50 }]);
    expect(withProcess('process 1 50.0 root ?')).toEqual([{ pid: 1, share: 50, user: 'root' }]);
  });

  test('names the five busiest, none with more than the machine has', () => {
    const lines = [1, 2, 3, 4, 5, 6, 7].map((pid) => `process ${pid} ${pid * 15}.0 root p${pid}`);
    const machine = parseMachine(answer(['culprit 1 linux', 'cores 2', ...lines, 'end']));
    expect(machine?.processes.map(({ pid }) => pid)).toEqual([7, 6, 5, 4, 3]);
    expect(machine?.processes.map(({ share }) => share)).toEqual([100, 90, 75, 60, 45]);
  });

  test('is never believed: whatever it is, no number is out of its range and no name is long', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double().map(String),
      fc.constantFrom(
        'process',
        'cores',
        'load',
        'steal',
        'memory',
        'uptime',
        'type',
        '%',
        '%ff',
        '\r',
      ),
      fc.constant('x'.repeat(5_000)),
    );
    const line = fc.oneof(
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
      fc.tuple(word, word, word, word).map((words) => `process ${words.join(' ')}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const machine = parseMachine(answer(['culprit 1 linux', 'cores 4', ...lines, 'end']));
        for (const { pid, share, name = '', user = '' } of machine?.processes ?? []) {
          expect(Number.isFinite(pid) && share >= 0 && share <= 100).toBe(true);
          expect(Math.max(name.length, user.length)).toBeLessThanOrEqual(1_000);
        }
        expect(machine?.steal ?? 0).toBeLessThanOrEqual(100);
        expect(machine?.processes.length ?? 0).toBeLessThanOrEqual(5);
      }),
    );
  });
});
