import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type JsonObject, objectAt, textAt } from '../helpers/template.ts';
import { installPythonTools, mustRun, ROOT, run } from './run.ts';

/** Stands in for the Serverless Application Repository, which answers with the application that it was given. */
async function startRepository() {
  const requests: { readonly path: string; readonly body: JsonObject }[] = [];
  const server = createServer(async (request, response) => {
    const body = objectAt(JSON.parse(await text(request)));
    requests.push({ path: `${request.method} ${request.url}`, body });
    const applicationId = 'arn:aws:serverlessrepo:us-east-1:123456789012:applications/it';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ applicationId, ...body }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, close: () => server.close() };
}

test('sam publish hands the one file to the Serverless Application Repository', async () => {
  await mustRun('npm', ['run', 'package']);
  const sam = join(await installPythonTools('sam'), 'sam');
  const file = join(ROOT, 'dist/cloudwatch-to-slack.yaml');
  const repository = await startRepository();
  try {
    const { code, stdout, stderr } = await run(
      sam,
      ['publish', '--template', file, '--region', 'us-east-1'],
      {
        AWS_ENDPOINT_URL: repository.url,
        AWS_ACCESS_KEY_ID: '123456789012',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    );
    expect(stdout + stderr).toContain('Publish Succeeded');
    expect(code).toBe(0);
  } finally {
    repository.close();
  }
  expect(repository.requests.map(({ path }) => path)).toEqual(['POST /applications']);
  const body = objectAt(repository.requests[0]?.body ?? {});
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(body).toMatchObject({
    name: 'cloudwatch-to-slack',
    spdxLicenseId: 'MIT',
    semanticVersion: version,
  });
  // The patterns and lengths that the repository documents.
  expect(textAt(body, 'name')).toMatch(/^[a-zA-Z0-9-]{1,140}$/);
  expect(textAt(body, 'author')).toMatch(/^(?=.{1,127}$)[a-z0-9](?:[a-z0-9]|-(?!-))*[a-z0-9]$/);
  expect(textAt(body, 'description').length).toBeLessThanOrEqual(256);
  expect(body['labels']).toEqual(expect.arrayContaining(['cloudwatch', 'slack']));
  expect(textAt(body, 'templateBody')).toContain('NotifierRole');
});
