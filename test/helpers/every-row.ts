import { inspect } from 'node:util';

type Row = readonly [unknown, ...unknown[]] | readonly unknown[] | object | Scalar;
type Scalar = string | number | boolean | null | undefined;
type Cells<R> = R extends readonly unknown[] ? [...R] : [R];

/**
 * One test of a whole table. Every row is checked, one after the other, with its cells as arguments where it is an
 * array. The error names the first row that failed, and lists the others.
 */
export function everyRow<R extends Row>(
  rows: readonly R[],
  check: (...cells: Cells<R>) => unknown,
): () => Promise<void> {
  return async () => {
    if (rows.length === 0) throw new Error('The table has no row.');
    const failures: { readonly row: string; readonly error: unknown }[] = [];
    for (const row of rows) {
      try {
        await check(...((Array.isArray(row) ? row : [row]) as Cells<R>));
      } catch (error) {
        failures.push({ row: inspect(row, { breakLength: 200, maxStringLength: 200 }), error });
      }
    }
    if (failures.length > 0) throw summarize(failures);
  };
}

/** The first error, for its difference and its stack, with the rows in its message. */
function summarize(failures: readonly { readonly row: string; readonly error: unknown }[]): Error {
  const [first, ...others] = failures;
  const error = first?.error instanceof Error ? first.error : new Error(String(first?.error));
  const more = others.map(({ row }) => `\nfailed as well: ${row}`).join('');
  error.message = `row ${first?.row}: ${error.message}${more}`;
  return error;
}
