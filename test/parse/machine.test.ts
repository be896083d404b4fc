import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMachine } from '../../src/parse/machine.ts';
import { everyRow } from '../helpers/every-row.ts';

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

describe('a line of it', () => {
  const told = (...lines: readonly string[]) =>
    parseMachine(answer(['culprit 1 linux', 'cores 2', ...lines, 'end']));
  const none = { cores: 2, processes: [] };

  test(
    'is believed as far as its limits go',
    everyRow(
      [
        ['type t3.micro', { type: 't3.micro' }],
        ['type u-6tb1.56xlarge', { type: 'u-6tb1.56xlarge' }],
        [
          `type ${'a'.repeat(20)}.${'b'.repeat(20)}`,
          { type: `${'a'.repeat(20)}.${'b'.repeat(20)}` },
        ],
        [`type ${'a'.repeat(21)}.b`, {}],
        [`type a.${'b'.repeat(21)}`, {}],
        ['type t3-micro', {}],
        ['type', {}],
        ['load 1000000', { load: 1_000_000 }],
        ['load 1000000.1', {}],
        ['load 0.123456', { load: 0.123456 }],
        ['load 0.1234567', {}],
        ['load 5.', {}],
        ['load 5x', {}],
        ['load x5', {}],
        ['loads 5', {}],
        ['steal 100', { steal: 100 }],
        ['steal 100.1', {}],
        ['uptime 10000000000', { uptime: 10_000_000_000 }],
        ['uptime 10000000001', {}],
        ['memory 1 1', { memory: { total: 1024, available: 1024 } }],
        ['memory 1 0', { memory: { total: 1024, available: 0 } }],
        ['memory 0 0', {}],
        ['memory 0.5 0.1', {}],
        ['memory 5', {}],
        ['memory x 5', {}],
        ['memory 999999999999 1', { memory: { total: 1_023_999_999_998_976, available: 1024 } }],
        ['memory 1000000000000 1', {}],
      ],
      (line, more) => {
        expect(told(line)).toEqual({ ...none, ...more });
      },
    ),
  );

  test(
    'is a process where it says all of one and no more',
    everyRow(
      [
        ['process 1 50.0 root java', { pid: 1, share: 50, user: 'root', name: 'java' }],
        ['process 4294967296 200 a b', { pid: 4_294_967_296, share: 100, user: 'a', name: 'b' }],
        ['process 1 0.0', { pid: 1, share: 0 }],
        ['process 4294967297 5 a b', undefined],
        ['process 1 200.1 a b', undefined],
        ['process 1 5 a b c', undefined],
        ['process x 5 a b', undefined],
        ['process 1 x a b', undefined],
        ['process 1', undefined],
        ['Process 1 5 a b', undefined],
      ],
      (line, process) => {
        expect(told(line)).toEqual({ ...none, processes: process ? [process] : [] });
      },
    ),
  );

  test('has names of 1,000 characters at most', () => {
    const name = (text: string) => told(`process 1 5 a ${text}`)?.processes[0]?.name;
    expect(name('x'.repeat(2_000))).toBe('x'.repeat(1_000));
    expect(name('%41'.repeat(2_000))).toBe('A'.repeat(1_000));
    expect(name('%C3%BC%4')).toBe('\u00fc4');
  });

  test('counts as far as 100,000 cores', () => {
    const cores = (count: string) =>
      parseMachine(answer(['culprit 1 windows', `cores ${count}`, 'end']))?.cores;
    expect([cores('1'), cores('100000'), cores('100001')]).toEqual([1, 100_000, undefined]);
  });

  test('is no answer in the midst of something else', () => {
    const rest = ['cores 2', 'end'];
    expect(parseMachine(answer(['a culprit 1 linux', ...rest]))).toBeUndefined();
    expect(parseMachine(answer(['culprit 1 linux and more', ...rest]))).toBeUndefined();
    expect(parseMachine(answer(['culprit 1 linux', 'cores 2', 'x'.repeat(30_000), 'end']))).toBe(
      undefined,
    );
  });
});
