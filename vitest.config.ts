import { defineConfig } from 'vitest/config';

// What `npm test` runs: everything that needs Node and npm alone. The folders below need more (the SAM CLI, a container
// engine, a browser, Python, an emulated AWS) or time, and have a command and a configuration each.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A property test on a machine that is busy with other suites takes a while; a hang is still found.
    testTimeout: 60_000,
    exclude: ['test/{bench,browser,culprit,emulated-aws,faults,referee,sam}/**'],
  },
});
