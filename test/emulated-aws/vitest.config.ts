import { defineConfig } from 'vitest/config';

// `npm run test:aws`: the real template, deployed by the real SAM CLI into an emulated AWS. It installs and starts
// everything itself (Python with venv is needed).
export default defineConfig({
  test: {
    include: ['test/emulated-aws/*.test.ts'],
    globalSetup: 'test/emulated-aws/setup.ts',
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 30_000,
  },
});
