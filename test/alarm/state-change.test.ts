import { expect, it } from 'vitest';
import { inOrder, stateNamed } from '../../src/alarm/state-change.ts';

const change = (at: number, from: string | undefined, to: string) => ({ at, from, to });

it('changes stand in the order of their times, each once, without what changed the reason alone', () => {
  const [off, on, lost] = [
    change(1, 'ALARM', 'OK'),
    change(2, 'OK', 'ALARM'),
    change(2, undefined, 'INSUFFICIENT_DATA'),
  ];
  const listed = [
    on,
    change(3, 'ALARM', 'ALARM'),
    change(Number.NaN, 'OK', 'ALARM'),
    on,
    lost,
    off,
  ];
  expect(inOrder(listed)).toEqual([off, on, lost]);
});

it('a state is one of three', () => {
  for (const state of ['OK', 'ALARM', 'INSUFFICIENT_DATA']) expect(stateNamed(state)).toBe(state);
  for (const other of ['ok', '', 'constructor', undefined])
    expect(stateNamed(other)).toBeUndefined();
});
