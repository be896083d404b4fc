import { defineConfig } from 'vitest/config';

// What `npm test` runs: everything that needs Node and npm alone. The folders below need more (the SAM CLI, a container
// engine, a browser, Python, an emulated AWS) or time, and have a command and a configuration each.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{aws,bench,browser,faults,referee,sam}/**'],
  },
});
