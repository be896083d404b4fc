import { defineConfig } from 'vitest/config';

// `npm run test:faults`: days of outage on a clock that jumps, with a real server as Slack. Takes a minute or two.
export default defineConfig({
  test: { include: ['test/faults/*.test.ts'], testTimeout: 900_000 },
});
