import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readParameters, renderParameters } from './tools/readme-parameters.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const readme = readFileSync(root('README.md'), 'utf8');

/** The first group of every match, each once. */
function found(pattern: RegExp): readonly string[] {
  return [...new Set([...readme.matchAll(pattern)].map(([, group = '']) => group))];
}

test('the table of parameters is that of the template: `npm run readme` writes it', () => {
  expect(readParameters()).toBe(renderParameters());
});

test.each(found(/\]\((?!https?:|#)([^)]+)\)/g))('the link to %s leads somewhere', (path) => {
  expect(existsSync(root(path))).toBe(true);
});

test.each(found(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:=[^`]*)?`/g))(
  '%s, a name of the template, is one there',
  (name) => {
    expect(readFileSync(root('template.yaml'), 'utf8')).toContain(name);
  },
);
