import { describe, expect, it } from 'vitest';
import { entryFields, logged, readEntry } from '../../src/alarm/ledger.ts';

const EIGHT = Date.UTC(2026, 10, 22, 8);
const series = [
  { name: 'InstanceId', value: 'i-1' },
  { name: 'path', value: '/' },
];
const alarm = { name: 'web-1', state: 'ALARM', changedAt: EIGHT, contributor: series } as const;

describe('a line of the log', () => {
  it('is read back as it was written', () => {
    const line = { ...entryFields(alarm), message: 'delivered' };
    expect(readEntry(line, EIGHT + 900)).toEqual({
      outcome: 'delivered',
      alarm: 'web-1',
      state: 'ALARM',
      at: EIGHT,
      writtenAt: EIGHT + 900,
      contributor: 'InstanceId: i-1, path: /',
    });
  });

  it('holds only what is known, and no invalid time', () => {
    expect(entryFields({ name: 'web-1' })).toEqual({ alarm: 'web-1' });
    for (const changedAt of [8.64e15 + 1, Number.NaN])
      expect(entryFields({ name: 'web-1', changedAt })).toEqual({ alarm: 'web-1' });
    expect(entryFields({ name: 'web-1', changedAt: 8.64e15 })).toHaveProperty('at');
  });

  it('is cut where it is longer than any name of CloudWatch', () => {
    expect(logged('x'.repeat(601))).toBe('x'.repeat(600));
    const arn = `arn:${'x'.repeat(700)}`;
    const contributor = [{ name: 'n', value: 'v'.repeat(700) }];
    const fields = entryFields({ name: 'n'.repeat(700), arn, contributor });
    expect(Object.values(fields).map((value) => String(value).length)).toEqual([600, 600, 600]);
  });

  it('is not about a change where it has no outcome, no alarm, or is a copy that EventBridge brings', () => {
    const line = { ...entryFields(alarm), message: 'not announced' };
    expect(readEntry(line, EIGHT)).toBeDefined();
    expect(readEntry({ ...line, message: 'Slack accepted the message' }, EIGHT)).toBeUndefined();
    expect(readEntry({ message: 'delivered', note: 'text' }, EIGHT)).toBeUndefined();
    expect(readEntry({ ...line, why: 'told of through EventBridge' }, EIGHT)).toBeUndefined();
    expect(readEntry({ ...line, why: 'ignored by its name' }, EIGHT)).toBeDefined();
  });
});
