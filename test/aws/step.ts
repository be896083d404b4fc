const start = Date.now();

/** Says what happens now: who reads the log follows the alarm on its way. */
export function step(what: string): void {
  process.stdout.write(`${`${((Date.now() - start) / 1000).toFixed(1)} s`.padStart(8)}  ${what}\n`);
}
