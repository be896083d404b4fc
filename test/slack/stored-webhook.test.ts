import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCallAws } from '../../src/aws/call.ts';
import { composeHandler } from '../../src/compose.ts';
import { ConfigError, DeliveryError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import type { MessageForms } from '../../src/message/blocks.ts';
import { createDeliver } from '../../src/slack/deliver.ts';
import {
  createWebhookParameter,
  type WebhookParameterOptions,
} from '../../src/slack/stored-webhook.ts';
import { type AwsBehaviour, type AwsReply, startAwsEndpoint } from '../helpers/aws-endpoint.ts';
import { everyRow } from '../helpers/every-row.ts';
import { answer, ok, startSlackServer } from '../helpers/slack-server.ts';

const OLD = 'https://hooks.slack.com/services/T00000000/B00000000/OlDSeCrEt0123456789abcd';
const NEW = 'https://hooks.slack.com/services/T00000000/B00000000/NeWSeCrEt0123456789abcd';
const NAME = '/cloudwatch-to-slack/webhook';
const forms: MessageForms = [
  { name: 'text', body: { text: 'ALARM', unfurl_links: false, unfurl_media: false } },
];

type Reply = ReturnType<AwsBehaviour>;

function value(url: string): AwsReply {
  return { body: JSON.stringify({ Parameter: { Name: NAME, Type: 'SecureString', Value: url } }) };
}

function refusal(status: number, type: string): AwsReply {
  return { status, body: JSON.stringify({ __type: type, message: `no ${OLD}` }) };
}

/** A Parameter Store on loopback: one reply per call, the last one for all further calls. */
async function startStore(...replies: readonly Reply[]) {
  let rest = replies;
  const endpoint = await startAwsEndpoint(() => {
    const [next = refusal(500, 'InternalServerError')] = rest;
    if (rest.length > 1) rest = rest.slice(1);
    return next;
  });
  onTestFinished(endpoint.close);
  const log: (readonly unknown[])[] = [];
  const clock = { now: 0 };
  const open = (options: Partial<WebhookParameterOptions> = {}) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };
    const access = { region: 'eu-central-1', credentials, endpointUrl: endpoint.url };
    return createWebhookParameter({
      allowsLocal: true,
      parameter: NAME,
      region: access.region,
      callAws: createCallAws(access, createHttpsFetch().fetch),
      log: (...line) => log.push(line),
      now: () => clock.now,
      ...options,
    });
  };
  return { endpoint, log, clock, open };
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('the webhook in a parameter', () => {
  it('is asked for decrypted, by its name, with a signature', async () => {
    const { endpoint, open } = await startStore(value(` ${OLD}\n`));
    expect(await open().url(2_000)).toBe(OLD);
    expect(endpoint.calls).toMatchObject([
      { operation: 'GetParameter', input: { Name: NAME, WithDecryption: true } },
    ]);
    expect(endpoint.calls[0]?.headers).toMatchObject({
      'x-amz-target': 'AmazonSSM.GetParameter',
      'content-type': 'application/x-amz-json-1.1',
      authorization: expect.stringMatching(/\/eu-central-1\/ssm\/aws4_request/),
    });
  });

  it('is read once for all who ask', async () => {
    const { endpoint, open } = await startStore(value(OLD), value(NEW));
    const webhook = open();
    expect(await Promise.all([webhook.url(2_000), webhook.url(2_000)])).toEqual([OLD, OLD]);
    expect(await webhook.url(2_000)).toBe(OLD);
    expect(endpoint.calls).toHaveLength(1);
  });

  it('is asked for again after a failure', async () => {
    const { endpoint, open } = await startStore(refusal(500, 'InternalServerError'), value(OLD));
    const webhook = open();
    await errorOf(webhook.url(2_000));
    expect(await webhook.url(2_000)).toBe(OLD);
    expect(endpoint.calls).toHaveLength(2);
  });

  it(
    'that cannot be had is an error that says why and shows nothing of it',
    everyRow(
      [
        ['no right', refusal(400, 'AccessDeniedException'), 'AccessDeniedException', false],
        [
          'no parameter',
          refusal(400, 'com.amazonaws.ssm#ParameterNotFound'),
          'ParameterNotFound',
          false,
        ],
        ['a type that is none', refusal(400, OLD), 'HTTP 400', false],
        ['no type', { status: 403, body: '<html>' }, 'HTTP 403', false],
        ['too many calls', refusal(400, 'ThrottlingException'), 'ThrottlingException', true],
        ['too many calls (429)', { status: 429, body: '' }, 'HTTP 429', true],
        ['a failure of the store', refusal(503, 'ServiceUnavailable'), 'ServiceUnavailable', true],
        ['a torn connection', 'reset', 'ECONNRESET', true],
        ['silence', 'hang', 'timeout', true],
        ['another text in it', value(OLD.replace('slack', 'example')), 'not the URL of', false],
        ['nothing in it', value(' '), 'not the URL of', false],
        ['an answer without it', { body: '{}' }, 'not the URL of', false],
        ['no JSON', { body: OLD }, 'not the URL of', false],
      ] satisfies [string, Reply, string, boolean][],
      async (_, reply, why, retryable) => {
        const { open, log } = await startStore(reply);
        const webhook = open();
        const error = await errorOf(webhook.url(2_000));
        expect(error).toBeInstanceOf(DeliveryError);
        expect(error).toMatchObject({ reason: expect.stringContaining(why), retryable });
        expect(error).toHaveProperty('reason', expect.stringContaining('SLACK_WEBHOOK_PARAMETER'));
        expect(inspect([error, log], { depth: null, showHidden: true })).not.toContain('SeCrEt');
      },
    ),
  );
});

describe('a webhook that is gone', () => {
  it('is read again once what was read is some seconds old', async () => {
    const { endpoint, open, clock, log } = await startStore(value(OLD), value(NEW));
    const webhook = open();
    await webhook.url(2_000);
    clock.now += 9_999;
    expect(await webhook.renew(OLD, 2_000)).toBe(false);
    expect(endpoint.calls).toHaveLength(1);
    clock.now += 1;
    expect(await webhook.renew(OLD, 2_000)).toBe(true);
    expect(await webhook.url(2_000)).toBe(NEW);
    expect(log).toMatchObject([['info', expect.stringContaining('SLACK_WEBHOOK_PARAMETER')]]);
  });

  it('is another one already where somebody else read it again', async () => {
    const { endpoint, open, clock } = await startStore(value(OLD), value(NEW));
    const webhook = open();
    await webhook.url(2_000);
    clock.now += 60_000;
    const both = [webhook.renew(OLD, 2_000), webhook.renew(OLD, 2_000)];
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(await webhook.renew(OLD, 2_000)).toBe(true);
    expect(endpoint.calls).toHaveLength(2);
  });

  it('stays gone where the parameter still holds it', async () => {
    const { open, clock, log } = await startStore(value(OLD));
    const webhook = open();
    await webhook.url(2_000);
    clock.now += 60_000;
    expect(await webhook.renew(OLD, 2_000)).toBe(false);
    expect(log).toEqual([]);
  });

  it.each([
    ['refuses', refusal(400, 'AccessDeniedException'), 'AccessDeniedException', 2_000],
    ['resets', 'reset', 'ECONNRESET', 2_000],
    ['is silent', 'hang', 'timeout', 20],
    ['has no time left to answer', 'hang', 'timeout', -1],
  ] satisfies [string, Reply, string, number][])(
    'stays what it was where the store %s, and the log says why',
    async (_, reply, why, timeout) => {
      const { open, clock, log } = await startStore(value(OLD), reply);
      const webhook = open();
      await webhook.url(2_000);
      clock.now += 60_000;
      expect(await webhook.renew(OLD, timeout)).toBe(false);
      expect(await webhook.url(2_000)).toBe(OLD);
      expect(log).toMatchObject([
        ['warn', expect.anything(), { reason: expect.stringContaining(why) }],
      ]);
    },
  );
});

describe('a delivery', () => {
  async function start(...replies: readonly Reply[]) {
    const store = await startStore(...replies);
    const lines: (readonly unknown[])[] = [];
    const pauses: number[] = [];
    const deliver = createDeliver({
      webhookUrl: store.open(),
      log: (...line) => lines.push(line),
      sleep: async (ms) => pauses.push(ms),
      random: () => 0,
    });
    return { ...store, lines, pauses, deliver: () => deliver(forms, () => 30_000) };
  }

  async function startSlacks() {
    const [before, after] = [await startSlackServer(), await startSlackServer()];
    onTestFinished(async () => {
      await before[Symbol.asyncDispose]();
      await after[Symbol.asyncDispose]();
    });
    return { before, after };
  }

  it.each([403, 404, 410])('finds the new webhook by itself after HTTP %i', async (status) => {
    const { before, after } = await startSlacks();
    const store = await start(value(before.webhookUrl), value(after.webhookUrl));
    await store.deliver();
    before.answerWith(answer(status, 'no_service'));
    store.clock.now += 60_000;
    await store.deliver();
    await store.deliver();
    expect([before.posts.length, after.posts.length]).toEqual([2, 2]);
    expect(store.endpoint.calls).toHaveLength(2);
    expect(store.lines.map(([level]) => level)).toEqual(['info', 'warn', 'info', 'info']);
  });

  it('fails for good where there is no new webhook', async () => {
    const { before } = await startSlacks();
    const store = await start(value(before.webhookUrl));
    before.answerWith(answer(404, 'no_service'));
    const error = await errorOf(store.deliver());
    expect(error).toMatchObject({ status: 404, reason: 'no_service', retryable: false });
    expect(error).toHaveProperty('message', expect.stringContaining('SLACK_WEBHOOK_PARAMETER'));
    expect(before.posts).toHaveLength(1);
  });

  it('does not ask again for what a new webhook would not mend', async () => {
    const { before } = await startSlacks();
    const store = await start(value(before.webhookUrl));
    store.clock.now += 60_000;
    for (const status of [400, 402, 413, 302]) {
      before.answerWith(answer(status));
      expect(await errorOf(store.deliver())).toMatchObject({ status });
    }
    expect(store.endpoint.calls).toHaveLength(1);
  });

  it('waits for a store that fails for a moment', async () => {
    const { before } = await startSlacks();
    const busy = refusal(400, 'ThrottlingException');
    const store = await start(busy, busy, value(before.webhookUrl));
    await store.deliver();
    expect(before.posts).toHaveLength(1);
    expect(store.pauses).toEqual([250, 500]);
  });

  it('fails at once where the right to read is missing', async () => {
    const store = await start(refusal(400, 'AccessDeniedException'));
    const error = await errorOf(store.deliver());
    expect(error).toMatchObject({ status: undefined, retryable: false });
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/names: AccessDenied.* \(1 attempt\)/),
    );
    expect(store.pauses).toEqual([]);
  });

  it('sleeps nothing and posts at once where the webhook is there', async () => {
    const { before } = await startSlacks();
    before.answerWith(ok);
    const store = await start(value(before.webhookUrl));
    await store.deliver();
    expect(store.pauses).toEqual([]);
  });
});

describe('the function', () => {
  const event = JSON.parse(
    readFileSync(new URL('../../events/alarm.json', import.meta.url), 'utf8'),
  );
  const context = { getRemainingTimeInMillis: () => 30_000 };
  const credentials = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  };

  it('posts through the webhook that its parameter holds', async () => {
    await using slack = await startSlackServer();
    const { endpoint } = await startStore(value(slack.webhookUrl));
    const env = { ...credentials, AWS_ENDPOINT_URL: endpoint.url, SLACK_WEBHOOK_PARAMETER: NAME };
    const handler = await composeHandler(env, { fetchInstanceName: async () => undefined });
    expect(endpoint.calls.map(({ operation }) => operation)).toEqual(['GetParameter']);
    await handler(event, context);
    expect(slack.posts).toHaveLength(1);
    expect(JSON.parse(slack.posts[0]?.body ?? '').text).toContain('ALARM');
  });

  it('starts though the parameter cannot be read, and says so with each alarm', async () => {
    const { endpoint } = await startStore(refusal(400, 'AccessDeniedException'));
    const env = { ...credentials, AWS_ENDPOINT_URL: endpoint.url, SLACK_WEBHOOK_PARAMETER: NAME };
    const ports = { fetchInstanceName: async () => undefined, log: () => {} };
    const handler = await composeHandler(env, ports);
    await expect(handler(event, context)).rejects.toThrow('AccessDeniedException');
  });

  it('does not start where there is nothing to read the parameter with', async () => {
    const start = composeHandler({ SLACK_WEBHOOK_PARAMETER: NAME });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(/^SLACK_WEBHOOK_PARAMETER cannot be read/);
  });
});
