import { defineConfig } from 'vitest/config';

// `npm run test:sam`: the real SAM CLI, which it installs itself (Python with venv is needed).
export default defineConfig({
  test: {
    include: ['test/sam/*.test.ts'],
    fileParallelism: false,
    maxConcurrency: 3,
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
