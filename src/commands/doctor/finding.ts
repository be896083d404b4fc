/** One thing that was looked at. */
export interface Finding {
  readonly verdict: 'ok' | 'wrong' | 'not checked';
  readonly what: string;
  /** What puts it right. */
  readonly remedy?: string;
}

export const fine = (what: string): Finding => ({ verdict: 'ok', what });

export const wrong = (what: string, remedy: string): Finding => ({
  verdict: 'wrong',
  what,
  remedy,
});

const MARKS = { ok: 'ok          ', wrong: 'WRONG       ', 'not checked': 'not checked ' } as const;

/** One line, and a second one with what to do. */
export function describeFinding({ verdict, what, remedy }: Finding): string {
  const line = `${MARKS[verdict]}${what}`;
  return remedy === undefined ? line : `${line}\n            → ${remedy}`;
}
