import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { at, isObject, listAt, numberAt, objectAt, readTemplate } from './helpers/template.ts';
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

describe('the numbers of docs/costs.md follow from the template', () => {
  const costs = read('docs/costs.md');
  const resources = objectAt(readTemplate(), 'Resources');
  const HOURS = 30 * 24;
  const NOTIFICATIONS = 3_000;
  const shown = (number: number) => number.toLocaleString('en');

  test('what runs by the clock', () => {
    for (const schedule of ['HourlyWatch', 'Heartbeat']) {
      expect(at(resources, schedule, 'Properties', 'ScheduleExpression')).toBe('rate(1 hour)');
    }
    const runs = NOTIFICATIONS + 2 * HOURS;
    const memory = numberAt(resources, 'Notifier', 'Properties', 'MemorySize');
    for (const sum of [
      `720 hourly runs and 720 heartbeats = ${shown(2 * HOURS)}`,
      `720 × 4 = ${shown(HOURS * 4)}`,
      `= ${shown(runs)} runs; of one second each, ${shown((runs * memory) / 1024)} GB-seconds`,
      `3,000 and 720 heartbeats = ${shown(NOTIFICATIONS + HOURS)}`,
    ]) {
      expect(costs).toContain(sum);
    }
  });

  /** Two pollers suffice for an idle queue, but not where a maximum is set: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  test('how often Lambda looks into the queue', () => {
    const queue = objectAt(resources, 'Notifier', 'Properties', 'Events', 'Undelivered');
    const pollers = 'ScalingConfig' in objectAt(queue, 'Properties') ? 5 : 2;
    const looks = pollers * 3 * HOURS * 60;
    expect(costs).toContain(
      `${pollers} pollers × 3 looks a minute × 43,200 minutes = ${shown(looks)}`,
    );
    expect(readme).toContain(`${shown(looks)} looks`);
    const dollars = (((2 * looks - 1_000_000) / 1_000_000) * 0.4).toFixed(2);
    expect(costs).toContain(`${shown(2 * looks)} looks together, which is ${dollars} dollars`);
    expect(readme).toContain(`a second channel (${dollars} dollars)`);
  });

  test('how many alarms OpsEmail takes: one over an expression counts as many as it has metrics', () => {
    const own = Object.entries(resources).filter(
      ([, one]) =>
        isObject(one) &&
        one['Type'] === 'AWS::CloudWatch::Alarm' &&
        one['Condition'] === 'HasOpsEmail',
    );
    const metrics = own.map(([, one]) => {
      const properties = objectAt(one, 'Properties');
      if (!('Metrics' in properties)) return 1;
      return listAt(properties, 'Metrics').filter((metric) => 'MetricStat' in objectAt(metric))
        .length;
    });
    expect(own).toHaveLength(6);
    const sum = metrics.reduce((total, count) => total + count, 0);
    expect(costs).toContain(`${sum} of \`OpsEmail\`: six alarms`);
    expect(readme).toContain(`${sum} with \`OpsEmail\``);
  });
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
