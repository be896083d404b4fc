import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { rememberClients as RememberClients } from '../src/aws/cloudwatch-client.ts';
import type { createFetchHistory as CreateFetchHistory } from '../src/aws/history.ts';
import { createHttpsFetch } from '../src/http/fetch.ts';
import { startAwsEndpoint } from './helpers/aws-endpoint.ts';
import { readTemplate, textAt } from './helpers/template.ts';

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));
const ENTRY_POINTS = ['aws/history.ts', 'aws/cloudwatch-client.ts'];
const BUILD = fileURLToPath(new URL('../build/', import.meta.url));

let folder: string;
let outputs: Metafile['outputs'];

/** Under the settings of the deployed bundle, as far as they decide what is in it. */
beforeAll(async () => {
  const settings = ['Resources', 'Notifier', 'Metadata', 'BuildProperties'] as const;
  const template = readTemplate();
  await mkdir(BUILD, { recursive: true });
  folder = await mkdtemp(join(BUILD, 'cloudwatch-'));
  const { metafile } = await build({
    absWorkingDir: SOURCE,
    entryPoints: ENTRY_POINTS,
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    mainFields: textAt(template, ...settings, 'MainFields').split(','),
    banner: { js: 'const require = process.getBuiltinModule;' },
    metafile: true,
  });
  outputs = metafile.outputs;
});
afterAll(() => rm(folder, { recursive: true }));

/** The files that are loaded with these, those that they may load later left out. */
function loadedAtOnce(): Metafile['outputs'][string][] {
  const entry = Object.keys(outputs).filter((path) =>
    ENTRY_POINTS.includes(outputs[path]?.entryPoint ?? ''),
  );
  const paths = new Set(entry);
  for (const path of paths) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && next in outputs) paths.add(next);
    }
  }
  return [...paths].flatMap((path) => outputs[path] ?? []);
}

function load(file: string) {
  return import(pathToFileURL(join(folder, file)).href);
}

describe('the bundle of the CloudWatch client', () => {
  it('holds no more than its calls need', () => {
    const inputs = loadedAtOnce().flatMap((output) => Object.entries(output.inputs));
    const packages = inputs.flatMap(([path, { bytesInOutput }]) => {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
      return name !== undefined && bytesInOutput > 0 ? [name] : [];
    });
    expect([...new Set(packages)].sort()).toEqual([
      '@aws-sdk/client-cloudwatch',
      '@aws-sdk/core',
      '@aws-sdk/credential-provider-env',
      '@aws-sdk/credential-provider-node',
      '@aws-sdk/xml-builder',
      '@aws/lambda-invoke-store',
      '@smithy/core',
      '@smithy/middleware-compression',
      '@smithy/node-http-handler',
      '@smithy/signature-v4',
      '@smithy/types',
    ]);
  });

  it('loads nothing of Node that is slow to load as an ES module', () => {
    const builtins = loadedAtOnce().flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
    );
    expect(builtins).toContain('node:crypto');
    for (const slow of ['node:http', 'node:http2', 'node:tls', 'node:child_process']) {
      expect(builtins).not.toContain(slow);
    }
  });

  it('fetches a history', async () => {
    const endpoint = await startAwsEndpoint(() => ({
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: '{"Datapoints":[{"Timestamp":1795334100,"Average":97.6}]}',
    }));
    const { createFetchHistory }: { createFetchHistory: typeof CreateFetchHistory } =
      await load('history.mjs');
    const { rememberClients }: { rememberClients: typeof RememberClients } =
      await load('cloudwatch-client.mjs');
    const access = {
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'not-a-secret' },
      endpointUrl: endpoint.url,
    };
    const fetchHistory = createFetchHistory({
      access,
      accessTo: async () => access,
      clientFor: rememberClients(createHttpsFetch().fetch),
      log: (_level, message, fields) => expect.fail(`${message} ${JSON.stringify(fields)}`),
      budget: 20_000,
    });
    const history = await fetchHistory({
      name: 'CPU',
      partition: 'aws',
      state: 'ALARM',
      evaluation: { understood: true, values: [] },
      facts: [],
      trigger: {
        kind: 'metric',
        stat: { namespace: 'AWS/EC2', metricName: 'a', dimensions: [], statistic: 'Average' },
        condition: { period: 300 },
      },
    });
    await endpoint.close();
    expect(history).toMatchObject({
      period: 300,
      datapoints: [{ at: 1795334100000, value: 97.6 }],
    });
  });
});
