import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeHandler } from '../src/compose.ts';
import { ConfigError } from '../src/errors.ts';
import type { MessageForms } from '../src/message/blocks.ts';
import type { Log } from '../src/ports.ts';
import { checkSlackLimits } from '../src/preview/fake-slack/message-rules.ts';
import { everyRow } from './helpers/every-row.ts';
import { buildPayload, overSns, overSqs } from './helpers/payloads.ts';
import { answer, ok, SECRET, type SlackServer, startSlackServer } from './helpers/slack-server.ts';

const sample: unknown = JSON.parse(
  readFileSync(new URL('../events/alarm.json', import.meta.url), 'utf8'),
);
const context = { getRemainingTimeInMillis: () => 10_000 };

let slack: SlackServer;
let lines: string[];

const log: Log = (...line) => {
  lines.push(JSON.stringify(line));
};

beforeEach(async () => {
  slack = await startSlackServer();
  lines = [];
});

afterEach(async () => {
  await slack[Symbol.asyncDispose]();
});

function compose(settings: Readonly<Record<string, string>> = {}) {
  return composeHandler({ SLACK_WEBHOOK_URL: slack.webhookUrl, ...settings }, { log });
}

describe('the function', () => {
  it('posts an alarm to the webhook that it is set to, and says nothing of its own to Lambda', async () => {
    const handler = await compose();
    expect(await handler(sample, context)).toBeUndefined();
    expect(slack.posts).toHaveLength(1);
    const body: unknown = JSON.parse(slack.posts[0]?.body ?? '');
    expect(checkSlackLimits(body)).toEqual([]);
    expect(body).toMatchObject({ text: expect.stringMatching(/^🔴 ALARM: /) });
  });

  it('speaks the language, tells the time and calls whom it is set to', async () => {
    const handler = await compose({
      LANGUAGE: 'ko',
      TIME_ZONE: 'Asia/Seoul',
      MENTION_ON_ALARM: '@here',
    });
    await handler(overSns([buildPayload()]), context);
    const body = slack.posts[0]?.body ?? '';
    expect(body).toContain('경보: ');
    expect(body).toContain('2026-11-22 17:00\u00a0GMT+9');
    expect(body).toContain('<!here> ');
  });

  it('leaves to EventBridge what it is set to leave', async () => {
    const handler = await compose({ EVENTBRIDGE_COVERS: '123456789012/ap-northeast-2' });
    await handler(overSns([buildPayload()]), context);
    expect(slack.posts).toEqual([]);
  });

  it('answers a batch of the queue record by record', async () => {
    slack.answerWith(answer(404, 'no_service'), ok);
    const handler = await compose();
    expect(await handler(overSqs([buildPayload()]), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }],
    });
    expect(await handler(overSqs([buildPayload()]), context)).toEqual({ batchItemFailures: [] });
  });

  it('fails an invocation that Slack did not accept, with its reason and without the secret', async () => {
    slack.answerWith(answer(404, 'no_service'));
    const handler = await compose();
    const failed = await handler(sample, context).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'DeliveryError', status: 404, reason: 'no_service' });
    expect(String(failed instanceof Error && failed.stack)).not.toContain(SECRET);
    expect(lines.join('\n')).toMatch(/not delivered/);
    expect(lines.join('\n')).not.toContain(SECRET);
  });

  it('forgets nothing between invocations: what came twice is told once', async () => {
    const handler = await compose();
    await handler(sample, context);
    await handler(sample, context);
    expect(slack.posts).toHaveLength(1);
  });

  it(
    'does not start with a wrong setting, and names it',
    everyRow(
      [
        ['no webhook', {}, 'SLACK_WEBHOOK_URL'],
        [
          'a webhook of somebody else',
          { SLACK_WEBHOOK_URL: 'https://example.com/services/x' },
          'SLACK_WEBHOOK_URL',
        ],
        [
          'a webhook that cannot be read here',
          { SLACK_WEBHOOK_PARAMETER: '/slack/webhook' },
          'SLACK_WEBHOOK_PARAMETER',
        ],
      ],
      async (_, env, setting) => {
        const started = composeHandler(env, { log });
        await expect(started).rejects.toBeInstanceOf(ConfigError);
        await expect(started).rejects.toThrow(setting);
      },
    ),
  );
});

describe('the function with ports of a test or of the page', () => {
  it('uses them, and reaches for nothing else', async () => {
    const delivered: MessageForms[] = [];
    const handler = await composeHandler(
      { SLACK_WEBHOOK_URL: slack.webhookUrl },
      {
        log,
        deliver: async (forms) => {
          delivered.push(forms);
        },
        fetchInstanceName: async () => 'checkout-7',
        fetchHistory: async () => undefined,
        now: () => Date.parse('2026-11-22T08:42:00Z'),
      },
    );
    await handler(overSqs([buildPayload()]), context);
    expect(JSON.stringify(delivered)).toMatch(/checkout-7.*42\u00a0minutes late/s);
    expect(slack.connections).toEqual([]);
    expect(slack.posts).toEqual([]);
  });
});

describe('a wrong setting beside the webhook', () => {
  it('stops no delivery: it is in the log once and in the message', async () => {
    const handler = await compose({ TIME_ZONE: 'Mars/Olympus', LANGUAGE: 'xx', CHART: 'maybe' });
    await handler(overSns([buildPayload()]), context);
    const body = slack.posts[0]?.body ?? '';
    expect(body).toContain('TIME_ZONE is not a time zone');
    expect(body).toContain('LANGUAGE must be en or ko. Until then: English.');
    expect(lines.filter((line) => line.includes('TIME_ZONE'))).toHaveLength(1);
    expect(checkSlackLimits(JSON.parse(body))).toEqual([]);
  });
});
