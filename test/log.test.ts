import { afterEach, expect, it, vi } from 'vitest';
import { consoleLog } from '../src/log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it.each(['info', 'warn', 'error'] as const)(
  'a line of level %s is one object, so that its fields can be asked for',
  (level) => {
    const write = vi.spyOn(console, level).mockImplementation(() => {});
    consoleLog(level, 'not delivered', { reason: 'timeout', attempts: 3 });
    consoleLog(level, 'delivered');
    expect(write.mock.calls).toEqual([
      [{ message: 'not delivered', reason: 'timeout', attempts: 3 }],
      [{ message: 'delivered' }],
    ]);
  },
);
