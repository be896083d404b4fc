import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  isObject,
  type Json,
  listAt,
  numberAt,
  objectAt,
  readTemplate,
  textAt,
} from '../helpers/template.ts';
import { installPythonTools, mustRun, ROOT, run, transformTemplate } from './run.ts';

let sam: string;
let checkov: string;

const PACKAGE = join(ROOT, 'dist/cloudwatch-to-slack.yaml');
const TEMPLATES = ['template.yaml', 'spoke.yaml', PACKAGE];

beforeAll(async () => {
  await mustRun('npm', ['run', 'package']);
  sam = await installPythonTools('sam');
  checkov = await installPythonTools('checkov');
});

/** Resolves to checkov's report on a template. */
async function scan(file: string) {
  const { stdout } = await run(join(checkov, 'checkov'), [
    ...['--framework', 'cloudformation', '--skip-download', '--output', 'json', '--file', file],
  ]);
  return objectAt(JSON.parse(stdout));
}

test.each(TEMPLATES)('cfn-lint has nothing to say of %s', async (file) => {
  expect(await run(join(sam, 'cfn-lint'), ['--', file])).toMatchObject({ code: 0, stdout: '' });
});

/** `cfn-lint --regions ALL_REGIONS` takes minutes for the same answer: what differs is which types there are. */
test('every region that cfn-lint knows has every type of resource that is deployed', async () => {
  const hub = parse(readFileSync(PACKAGE, 'utf8'), { version: '1.1' });
  const spoke = parse(readFileSync(join(ROOT, 'spoke.yaml'), 'utf8'), { logLevel: 'silent' });
  const types = [hub, spoke].flatMap((template) => Object.values(typesOf(template)).map(String));
  const args = [join(ROOT, 'test/sam/regions.py'), ...new Set(types)];
  const missing = objectAt(JSON.parse(await mustRun(join(sam, 'python'), args)));
  expect(Object.keys(missing).length).toBeGreaterThan(35);
  expect(Object.entries(missing).filter(([, types]) => listAt(types ?? []).length > 0)).toEqual([]);
});

test.each(TEMPLATES)('sam validate --lint takes %s', async (file) => {
  const { code, stdout } = await run(join(sam, 'sam'), ['validate', '--lint', '-t', file]);
  expect(stdout).toContain('is a valid SAM Template');
  expect(code).toBe(0);
});

describe('checkov', () => {
  test.each(TEMPLATES)('has nothing against %s as it is written', async (file) => {
    const report = await scan(join(ROOT, file.replace(ROOT, '')));
    expect(report['summary']).toMatchObject({ failed: 0, parsing_errors: 0 });
    expect(numberAt(report, 'summary', 'passed')).toBeGreaterThan(10);
  });

  test('has nothing against all that can be deployed of it', async () => {
    const template = await transformTemplate(sam, {
      InstanceIds: 'i-0123456789abcdef0',
      FleetTag: '*',
      EveryAlarm: 'on',
      Culprit: 'on',
      OpsEmail: 'ops@example.com',
    });
    const file = join(mkdtempSync(join(tmpdir(), 'checkov-')), 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const report = await scan(file);
    expect(report['summary']).toMatchObject({ failed: 0, parsing_errors: 0 });
    const resources = Object.keys(objectAt(template, 'Resources'));
    expect(numberAt(report, 'summary', 'resource_count')).toBeGreaterThanOrEqual(resources.length);
  });

  test('the package has what SAM makes of the template, by name and type', async () => {
    const transformed = await transformTemplate(sam, {});
    const plain = parse(readFileSync(PACKAGE, 'utf8'), { version: '1.1' });
    expect(typesOf(plain)).toEqual(typesOf(transformed));
  });

  const suppressions = Object.entries(objectAt(readTemplate(), 'Resources')).flatMap(
    ([name, resource]) =>
      hasSuppressions(resource)
        ? listAt(resource, 'Metadata', 'checkov', 'skip').map((skip) => ({
            name,
            check: textAt(skip, 'id'),
            reason: textAt(skip, 'comment'),
          }))
        : [],
  );
  test.each(suppressions)('leaves $check out for $name, with a reason beside it', ({ reason }) => {
    expect(reason.length).toBeGreaterThan(40);
  });
});

function hasSuppressions(resource: Json): boolean {
  if (!isObject(resource) || !isObject(resource['Metadata'])) return false;
  return 'checkov' in resource['Metadata'];
}

/** The alarms of instances left out, which the package has in ten places. */
function typesOf(template: Json): Readonly<Record<string, Json>> {
  const resources = Object.entries(objectAt(template, 'Resources'));
  return Object.fromEntries(
    resources
      .filter(([name]) => !/^(Cpu|Status)Alarm/.test(name))
      .map(([name, resource]) => [name, textAt(resource, 'Type')]),
  );
}
