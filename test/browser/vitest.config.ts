import { defineConfig } from 'vitest/config';

// A real browser: Debian's Chromium, or the one that CHROMIUM_PATH names.
export default defineConfig({
  test: {
    include: ['test/browser/*.test.ts'],
    env: { TZ: 'UTC' },
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
