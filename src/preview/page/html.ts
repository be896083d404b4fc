/** HTML in template strings in which every value is text, unless it is HTML already. */

export interface Html {
  readonly html: string;
}

type Value = Html | string | number | undefined | readonly (Html | string)[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Attributes must be in quotes. `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((string, index) => string + toHtml(values[index]));
  return { html: parts.join('') };
}

/** HTML that was escaped elsewhere. */
export function trusted(source: string): Html {
  return { html: source };
}

function toHtml(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeHtml(value);
  return 'html' in value ? value.html : value.map(toHtml).join('');
}
