import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readParameters, renderParameters } from './tools/readme-parameters.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string) => readFileSync(root(path), 'utf8');
const template = read('template.yaml') + read('spoke.yaml');
const { scripts } = JSON.parse(read('package.json'));
const readme = read('README.md');
const docs = readdirSync(root('docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'SECURITY.md', 'CHANGELOG.md', ...docs.map((name) => `docs/${name}`)];

test('the table of parameters is that of the template: `npm run readme` writes it', () => {
  expect(readParameters()).toBe(renderParameters());
});

test('the README can be read in a few minutes', () => {
  expect(readme.split(/\s+/).length).toBeLessThan(1_500);
});

test('the README links every page of docs/', () => {
  for (const name of docs) expect(readme).toContain(`(docs/${name}`);
});

describe.each(pages)('%s', (page) => {
  const text = read(page);
  /** The first group of every match, each once. */
  const found = (pattern: RegExp) => [
    ...new Set([...text.matchAll(pattern)].map(([, group = '']) => group)),
  ];

  test('links to files and headings that are there', () => {
    for (const link of found(/\]\((?!https?:)([^)]+)\)/g)) {
      const [path = '', heading] = link.split('#');
      const target = fileURLToPath(new URL(path || page, new URL(`../${page}`, import.meta.url)));
      expect(existsSync(path === '' ? root(page) : target), link).toBe(true);
      if (heading !== undefined)
        expect(headingsIn(path === '' ? root(page) : target)).toContain(heading);
    }
  });

  test('names parameters and outputs of the template, and scripts of package.json', () => {
    for (const name of found(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:=[^`]*)?`/g)) {
      expect(template, name).toContain(name);
    }
    for (const name of found(/npm run ([a-z:]+)/g)) {
      expect(name === 'package' || name in scripts, name).toBe(true);
    }
  });

  test('shows no command with the secret in it', () => {
    for (const line of found(
      /^ *((?:export )?SLACK_WEBHOOK_URL=.*|.*SlackWebhookUrl=https:.*)$/gm,
    )) {
      expect(line).toBe('');
    }
  });
});

/** As GitHub makes them: https://docs.github.com/en/get-started/writing-on-github */
function headingsIn(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
