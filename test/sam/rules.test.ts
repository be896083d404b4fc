import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  isObject,
  type Json,
  listAt,
  numberAt,
  objectAt,
  readTemplate,
  textAt,
} from '../helpers/template.ts';
import { installPythonTools, ROOT, run, transformTemplate } from './run.ts';

let sam: string;
let checkov: string;

beforeAll(async () => {
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

test('gives cfn-lint nothing to say', async () => {
  expect(await run(join(sam, 'cfn-lint'), ['--', 'template.yaml'])).toMatchObject({
    code: 0,
    stdout: '',
  });
});

describe('checkov', () => {
  test('has nothing against the template as it is written', async () => {
    const report = await scan(join(ROOT, 'template.yaml'));
    expect(report['summary']).toMatchObject({ failed: 0, parsing_errors: 0 });
    expect(numberAt(report, 'summary', 'passed')).toBeGreaterThan(10);
  });

  test('has nothing against all that can be deployed of it', async () => {
    const template = await transformTemplate(sam, {
      InstanceIds: 'i-0123456789abcdef0',
      FleetTag: '*',
      EveryAlarm: 'on',
      OpsEmail: 'ops@example.com',
    });
    const file = join(mkdtempSync(join(tmpdir(), 'checkov-')), 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const report = await scan(file);
    expect(report['summary']).toMatchObject({ failed: 0, parsing_errors: 0 });
    const resources = Object.keys(objectAt(template, 'Resources'));
    expect(numberAt(report, 'summary', 'resource_count')).toBeGreaterThanOrEqual(resources.length);
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
