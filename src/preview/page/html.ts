/** HTML in template strings in which every value is text, unless it is HTML already. https://hono.dev/docs/helpers/html */

import { raw, html as template } from 'hono/html';

/** Escaped text with markup of ours. */
export type Html = ReturnType<typeof raw>;

type Value = Html | string | number | undefined | readonly (Html | string)[];

/** Attributes must be in quotes. `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const drawn = template(strings, ...values);
  // Only a value that is a promise makes it one, and none is.
  return drawn instanceof Promise ? raw('') : drawn;
}
