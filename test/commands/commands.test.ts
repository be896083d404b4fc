import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../src/preview/fake-slack/server.ts';
import { TYPESCRIPT } from '../helpers/typescript.ts';

// Each test starts a Node of its own.
vi.setConfig({ testTimeout: 60_000 });

const ROOT = new URL('../../', import.meta.url);
const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...TYPESCRIPT, script, ...args], {
    cwd: ROOT,
    env: { PATH, ...env },
  });
  let output = '';
  const said = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
      for (const listener of said) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  closings.push(() => child.kill('SIGKILL'));
  const says = (words: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => words.test(output) && resolve(output);
      said.add(look);
      look();
      ended.then(() => reject(new Error(`It ended without saying ${words}: ${output}`)));
    });
  return { child, says, ended: ended.then((code) => ({ code, output })) };
}

async function slack(): Promise<SlackStandIn> {
  const standIn = await startSlackStandIn();
  closings.push(standIn.close);
  return standIn;
}

describe('npm start', () => {
  const start = (env: Readonly<Record<string, string>>) => run('src/preview/start.ts', [], env);

  test('says where the page is, serves it, and ends when asked to', async () => {
    const { child, says, ended } = start({ PORT: '0' });
    const output = await says(/Ctrl\+C/);
    const url = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
    expect(await (await fetch(url)).text()).toContain('ALARM: CPU of web-1');
    expect(output).toMatch(
      /http:\/\/host\.docker\.internal:\d+\/services\/T00000000\/B00000000\/local/,
    );
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  test('starts on a desktop that is set to a language which the messages do not have', async () => {
    await start({ PORT: '0', LANGUAGE: 'de_DE:de' }).says(/Ctrl\+C/);
  });

  test('says in one line what is wrong with a setting', async () => {
    const { port } = new URL((await slack()).url);
    const { code, output } = await start({ PORT: port }).ended;
    expect(code).toBe(1);
    expect(output).toBe(
      `PORT ${port} is taken. Choose another one: PORT=${Number(port) + 1} npm start\n`,
    );
  });
});

describe('npm run send', () => {
  const send = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    run('src/commands/send.ts', args, env).ended;

  test('posts the message of an event and tells what Slack said', async () => {
    const standIn = await slack();
    const { code, output } = await send(['events/alarm.json'], {
      SLACK_WEBHOOK_URL: standIn.webhookUrl,
    });
    expect(output).toMatch(
      /^Slack accepted the message \(status 200, form chart, attempts 1, ms \d+\)\ndelivered \(alarm web-1.*\)\n$/,
    );
    expect(code).toBe(0);
    expect(standIn.messages).toMatchObject([
      { text: expect.stringContaining('ALARM: CPU of web-1') },
    ]);
  });

  test('sends without a chart where the operator wants none', async () => {
    const standIn = await slack();
    await send(['events/alarm.json'], { SLACK_WEBHOOK_URL: standIn.webhookUrl, CHART: 'off' });
    expect(JSON.stringify(standIn.messages)).not.toContain('data_visualization');
  });

  test.each(['events/alarm.json', 'events/sqs-metric-ok.json'])(
    'tells that Slack refused %s',
    async (path) => {
      const { url } = await slack();
      const { code, output } = await send([path], {
        SLACK_WEBHOOK_URL: `${url}/services/T0/B0/secret`,
      });
      expect(output).toContain('no_service');
      expect(output).not.toContain('secret');
      expect(code).toBe(1);
    },
  );

  test('tells why nobody is told of a muted alarm', async () => {
    const standIn = await slack();
    const { code, output } = await send(['events/eventbridge-muted-alarm.json'], {
      SLACK_WEBHOOK_URL: standIn.webhookUrl,
    });
    expect(output).toMatch(/An alarm in this event is not posted: .*muted/);
    expect(code).toBe(0);
  });

  const folder = mkdtempSync(join(tmpdir(), 'send-'));
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{\n  "Records": [,]\n}');
  const empty = join(folder, 'empty.json');
  writeFileSync(empty, '{"Records":[]}');
  const webhook = { SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/services/x' };

  test.each([
    ['no file', [], webhook, 'Usage: '],
    [
      'a file that is not there',
      ['events/none.json'],
      webhook,
      'events/none.json: There is no such file.',
    ],
    ['a folder', ['events'], webhook, 'events: It cannot be read (EISDIR).'],
    ['a file that is no JSON', [broken], webhook, `${broken}:2:15: A value is missing here.`],
    [
      'the webhook of the documentation',
      ['events/alarm.json'],
      { SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/…' },
      'SLACK_WEBHOOK_URL is still the placeholder of the documentation.',
    ],
    [
      'a wrong port',
      ['events/alarm.json'],
      webhook,
      'Nothing listens on 127.0.0.1:9. Is npm start running, and does it name this port?',
    ],
    [
      'a proxy',
      ['events/alarm.json'],
      {
        SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/x',
        HTTPS_PROXY: 'http://127.0.0.1:9',
      },
      'HTTPS_PROXY is set, but this command cannot use a proxy.',
    ],
    ['no webhook', ['events/alarm.json'], {}, 'SLACK_WEBHOOK_URL is not set.'],
  ])('says what is wrong with %s', async (_name, args, env, message) => {
    const { code, output } = await send(args, env);
    expect(output).toContain(message);
    expect(output).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  test('says what is wrong with an event without anything in it', async () => {
    const { webhookUrl } = await slack();
    const { code, output } = await send([empty], { SLACK_WEBHOOK_URL: webhookUrl });
    expect(output).toContain('The event has an empty list of Records');
    expect(code).toBe(1);
  });
});
