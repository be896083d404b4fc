import { defineConfig } from 'vitest/config';

// `npm run test:culprit`: the script of the SSM document under real load, in every shell and awk of Linux that is asked
// for here. Needs Linux with dash, bash, busybox, mawk and gawk.
export default defineConfig({
  test: { include: ['test/culprit/*.test.ts'], testTimeout: 60_000, fileParallelism: false },
});
