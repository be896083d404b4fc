import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeHandler } from '../../src/compose.ts';
import { type SlackStandIn, startSlackStandIn } from '../../src/preview/fake-slack/server.ts';
import { chooseRuntime, type Invocation, type LambdaRuntime } from './lambda-runtime.ts';
import { installPythonTools, mustRun, ROOT } from './run.ts';

const EVENTS = readdirSync(join(ROOT, 'events')).filter((name) => name.endsWith('.json'));
const SECRET = 'secretsecretsecretsecret';

let runtime: LambdaRuntime;
let slack: SlackStandIn;

beforeAll(async () => {
  await mustRun(join(await installPythonTools('sam'), 'sam'), ['build']);
  runtime = await chooseRuntime();
  console.log(`The function runs with: ${runtime.description}`);
  slack = await startSlackStandIn({ hosts: ['127.0.0.1', ...runtime.addresses] });
});
afterAll(() => slack?.close());

/** The stand-in's webhook, marked so that the messages of one test can be told from those of others. */
function webhook(from: string, machine: string): string {
  const url = new URL(slack.webhookUrl);
  url.hostname = machine;
  url.searchParams.set('from', from);
  return url.href;
}

function messagesFrom(from: string): readonly string[] {
  const accepted = slack.posts.filter((post) => post.from === from && post.status === 200);
  return accepted.map(({ message }) => JSON.stringify(message)).toSorted();
}

function invoke(eventFile: string, webhookUrl: string): Promise<Invocation> {
  return runtime.invoke(eventFile, { SLACK_WEBHOOK_URL: webhookUrl, CHART: 'off' });
}

/** What the same event becomes in this process. */
async function messagesOf(name: string, from: string): Promise<readonly string[]> {
  const env = { SLACK_WEBHOOK_URL: webhook(from, '127.0.0.1') };
  const handler = await composeHandler(env, { log: () => {} });
  const event: unknown = JSON.parse(readFileSync(join(ROOT, 'events', name), 'utf8'));
  await handler(event, { getRemainingTimeInMillis: () => 30_000 });
  return messagesFrom(from);
}

test.concurrent.each(EVENTS)(
  'events/%s becomes in the runtime of Lambda what it becomes in a unit test',
  async (name) => {
    // Some messages say how long ago something was: the minute may change between the two.
    const before = await messagesOf(name, `before ${name}`);
    const { answer } = await invoke(`events/${name}`, webhook(`runtime ${name}`, runtime.machine));
    const after = await messagesOf(name, `after ${name}`);
    expect(answer).not.toContain('errorType');
    expect([before, after]).toContainEqual(messagesFrom(`runtime ${name}`));
  },
);

/** A query of Logs Insights in docs/: which field is to be what, and what it shows. */
function readQuery() {
  const text = readFileSync(join(ROOT, 'docs/faults.md'), 'utf8');
  const [, filter = '', wanted = ''] = /^filter (\S+) = "(.+)"$/m.exec(text) ?? [];
  const [, shown = ''] = /^\| display (.+)$/m.exec(text) ?? [];
  return { filter, wanted, shown: shown.split(', ') };
}

/** Of a line of the log in JSON, as Logs Insights names what is in it. */
function field(line: string, path: string): unknown {
  const start: unknown = JSON.parse(line);
  return path.split('.').reduce((value, key) => Object(value)[key], start);
}

test('what was told last night is found by the query in docs/, field by field', async () => {
  const { filter, wanted, shown } = readQuery();
  const files = ['alarm.json', 'eventbridge-contributor-alarm.json', 'not-an-alarm.json'];
  const found: string[] = [];
  for (const name of files) {
    const { log } = await invoke(`events/${name}`, webhook(`log ${name}`, runtime.machine));
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    found.push(...lines.filter((line) => field(line, filter) === wanted));
  }
  expect(found).toHaveLength(files.length);
  for (const path of shown.filter((name) => name !== '@timestamp')) {
    expect(
      found.some((line) => field(line, path) !== undefined),
      path,
    ).toBe(true);
  }
});

describe('when it fails, the function', () => {
  const folder = mkdtempSync(join(tmpdir(), 'events-'));
  let refusing: Server;
  let refusals = 0;

  beforeAll(async () => {
    refusing = createServer((_, response) => {
      refusals += 1;
      response.writeHead(404).end('no_service');
    });
    await new Promise<void>((resolve) => refusing.listen(0, '0.0.0.0', resolve));
  });
  afterAll(() => refusing.close());

  function refusingWebhook(): string {
    const { port } = refusing.address() as AddressInfo;
    return `http://${runtime.machine}:${port}/services/T00000000/B00000000/${SECRET}`;
  }

  test('fails aloud where Slack refuses, and shows the webhook nowhere', async () => {
    const { answer, log } = await invoke('events/alarm.json', refusingWebhook());
    expect(refusals).toBe(1);
    expect(JSON.parse(answer)).toMatchObject({
      errorType: 'DeliveryError',
      errorMessage: expect.stringContaining('no_service'),
    });
    expect(log).toContain('no_service');
    expect(answer + log).not.toContain(SECRET);
  });

  test('shows where in the source it failed', async () => {
    const { answer } = await invoke('events/alarm.json', refusingWebhook());
    expect(JSON.parse(answer).trace.join('\n')).toMatch(/src\/(?:[a-z-]+\/)*[a-z-]+\.ts:\d+:\d+/);
  });

  test('gives a batch of a queue back, message by message', async () => {
    const body = readFileSync(join(ROOT, 'events/alarm.json'), 'utf8');
    const records = ['first', 'second'].map((messageId) => ({
      eventSource: 'aws:sqs',
      messageId,
      body,
      attributes: { SentTimestamp: '1790000000000', ApproximateReceiveCount: '1' },
    }));
    const file = join(folder, 'batch.json');
    writeFileSync(file, JSON.stringify({ Records: records }));
    const { answer } = await invoke(file, refusingWebhook());
    expect(JSON.parse(answer)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'first' }, { itemIdentifier: 'second' }],
    });
  });

  test('names what it expected where an event is none of ours', async () => {
    const file = join(folder, 'none.json');
    writeFileSync(file, '{}');
    const { answer } = await invoke(file, webhook('none', runtime.machine));
    expect(JSON.parse(answer)).toMatchObject({ errorType: 'EventError' });
    expect(messagesFrom('none')).toEqual([]);
  });

  test('does not start with a webhook that is none, and says which setting is wrong', async () => {
    const { answer, log } = await invoke('events/alarm.json', `https://example.com/${SECRET}`);
    expect(answer + log).toContain('SLACK_WEBHOOK_URL');
    expect(answer + log).not.toContain(SECRET);
    expect(JSON.parse(answer)).toMatchObject({ errorType: 'ConfigError' });
  });
});
