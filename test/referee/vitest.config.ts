import { defineConfig } from 'vitest/config';

// `npm run test:referee`: Slack's own Python models over every message; Python with venv is needed.
export default defineConfig({
  test: {
    include: ['test/referee/*.test.ts'],
    hookTimeout: 300_000,
  },
});
