/** Something that whoever typed the command can put right. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Ends the command with one sentence; anything unexpected is shown as it is. */
export function sayAndFail(error: unknown): void {
  process.exitCode = 1;
  console.error(error instanceof CommandError ? error.message : error);
}
