/** Says what happens now: who reads the log follows the alarm on its way. */
export function step(what: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 21)}  ${what}\n`);
}
