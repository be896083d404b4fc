import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { plainTemplate } from '../src/commands/plain-template.ts';
import type { Handler } from '../src/compose.ts';
import { type SlackStandIn, startSlackStandIn } from '../src/preview/fake-slack/server.ts';
import { everyRow } from './helpers/every-row.ts';
import { at, type Json, objectAt, readTemplate, textAt } from './helpers/template.ts';
import { TYPESCRIPT } from './helpers/typescript.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** `npm run package`, into another file. */
function pack(name: string): Buffer {
  const file = join(folder, name);
  execFileSync(process.execPath, [...TYPESCRIPT, 'src/commands/package.ts', file], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  return readFileSync(file);
}

let file: Buffer;
let plain: Json;
beforeAll(() => {
  file = pack('first.yaml');
  plain = parse(file.toString('utf8'), { version: '1.1' });
});

describe('the one file of npm run package', () => {
  test('is the same to the byte each time', () => {
    expect(pack('second.yaml').equals(file)).toBe(true);
  });

  test('is one that CloudFormation takes: below 1 MB, ASCII, no transform, no loop', () => {
    expect(file.length).toBeLessThan(1_000_000);
    expect(file.every((byte) => byte < 128)).toBe(true);
    expect(plain).not.toHaveProperty('Transform');
    expect(file.toString()).not.toMatch(
      /Fn::ForEach|AWS::Serverless-|AWS::Serverless::|DefaultValue/,
    );
  });

  test('has the parameters of the template, the outputs and the resources', () => {
    const template = readTemplate();
    for (const section of ['Parameters', 'Outputs', 'Mappings']) {
      expect(Object.keys(objectAt(plain, section))).toEqual(
        Object.keys(objectAt(template, section)),
      );
    }
    const kept = Object.keys(objectAt(template, 'Resources')).filter(
      (name) => !name.startsWith('Fn::ForEach'),
    );
    expect(Object.keys(objectAt(plain, 'Resources'))).toEqual(expect.arrayContaining(kept));
  });

  test('has ten places for instances, each with its own alarms', () => {
    const alarm = objectAt(plain, 'Resources', 'CpuAlarm9');
    expect(alarm).toMatchObject({ Condition: 'WatchesInstances9' });
    expect(at(plain, 'Conditions', 'WatchesInstances9')).toMatchObject({
      'Fn::And': [{ Condition: 'WatchesInstances' }, { Condition: 'HasInstance9' }],
    });
    expect(at(alarm, 'Properties', 'AlarmName', 'Fn::Sub', 1, 'InstanceId')).toEqual({
      'Fn::Select': [9, { 'Fn::Split': [',', { 'Fn::Sub': expect.stringMatching(/,{9}$/) }] }],
    });
    expect(objectAt(plain, 'Resources')).toHaveProperty('StatusAlarm9');
  });

  const eleven = [...Array(11).keys()].map((n) => `i-0123456${n.toString(16)}`);
  test(
    'takes instance ids for InstanceIds, and nothing else',
    everyRow(
      [
        ['none', true],
        ['i-01234567', true],
        ['i-01234567,i-0123456789abcdef0', true],
        [eleven.slice(1).join(), true],
        [eleven.join(), false],
        ['i-01234567,none', false],
        ['i-01234567,i-01234567', false],
        ['i-0aaaaaaa,i-01234567,i-0bbbbbbb,i-01234567', false],
        ['', false],
      ],
      (ids, isTaken) => {
        const pattern = new RegExp(textAt(plain, 'Parameters', 'InstanceIds', 'AllowedPattern'));
        expect(pattern.test(ids)).toBe(isTaken);
      },
    ),
  );
});

describe('the function in it', () => {
  const samples = readdirSync(join(ROOT, 'events')).filter((name) => name.endsWith('.json'));
  let slack: SlackStandIn;
  let handler: Handler;

  beforeAll(async () => {
    const code = textAt(plain, 'Resources', 'Notifier', 'Properties', 'Code', 'ZipFile');
    writeFileSync(join(folder, 'index.js'), code);
    // As in the folder of a function: no package.json makes it a module.
    writeFileSync(join(folder, 'package.json'), '{}');
    for (const level of ['info', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation(() => {});
    }
    slack = await startSlackStandIn();
    vi.stubEnv('SLACK_WEBHOOK_URL', slack.webhookUrl).stubEnv('CHART', 'on');
    handler = createRequire(import.meta.url)(join(folder, 'index.js')).handler;
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await slack.close();
  });

  test('is index.handler, which is what Lambda makes of code in a template', () => {
    const notifier = objectAt(plain, 'Resources', 'Notifier', 'Properties');
    expect(textAt(notifier, 'Handler')).toBe('index.handler');
  });

  test(
    'takes every sample',
    everyRow(samples, async (name) => {
      const event: unknown = JSON.parse(readFileSync(join(ROOT, 'events', name), 'utf8'));
      // Too little time to wait for the next post's turn, and enough to post.
      const answer = await handler(event, { getRemainingTimeInMillis: () => 9_000 });
      expect(answer?.batchItemFailures ?? []).toEqual([]);
      for (const { status } of slack.posts) expect(status).toBe(200);
    }),
  );

  test('and has posted what they say', () => {
    expect(slack.messages.length).toBeGreaterThan(samples.length / 2);
    expect(JSON.stringify(slack.messages)).toContain('ALARM: ');
  });
});

test('a template without a function stays as it is, but for its instances', () => {
  const template = { Resources: { A: { Type: 'AWS::SNS::Topic' } }, Outputs: {} };
  expect(plainTemplate(template, '')).toMatchObject(template);
});
