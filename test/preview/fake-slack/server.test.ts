import { request } from 'node:http';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import type { Served } from '../../../src/preview/fake-slack/guard.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../src/preview/fake-slack/server.ts';

const open: SlackStandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function start(options: Parameters<typeof startSlackStandIn>[0] = {}): Promise<SlackStandIn> {
  const standIn = await startSlackStandIn(options);
  open.push(standIn);
  return standIn;
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers });
  return `${response.status} ${await response.text()}`;
}

/** fetch chooses Host and Origin by itself; a stranger's browser sends others. */
function rawRequest(url: string, method: string, headers: Readonly<Record<string, string>>) {
  return new Promise<number>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{"text":"hi"}' : undefined);
  });
}

const message = { text: 'ALARM', blocks: [{ type: 'divider' }] };

test('answers ok to a good message and keeps it', async () => {
  const standIn = await start();
  expect(await post(standIn.webhookUrl, JSON.stringify(message))).toBe('200 ok');
  expect(standIn.messages).toEqual([message]);
  const response = await fetch(`${standIn.url}/api/messages`);
  expect(await response.json()).toEqual([{ id: 1, at: expect.any(String), message }]);
});

test('takes a form with a payload, and JSON under the type that curl gives it', async () => {
  const standIn = await start();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const form = new URLSearchParams({ payload: JSON.stringify(message) }).toString();
  expect(await post(standIn.webhookUrl, form, type)).toBe('200 ok');
  expect(await post(standIn.webhookUrl, JSON.stringify(message), type)).toBe('200 ok');
  expect(standIn.messages).toEqual([message, message]);
});

test.each([
  ['no JSON', '{"text":', '400 invalid_payload'],
  ['nothing', '', '400 invalid_payload'],
  ['a form without payload', 'text=hi', '400 invalid_payload'],
  ['no object', '"hi"', '400 invalid_payload'],
  [
    'JSON that is nested without end',
    '['.repeat(50_000) + ']'.repeat(50_000),
    '400 invalid_payload',
  ],
  ['nothing to show', '{}', '400 no_text'],
  ['an unknown block', '{"text":"x","blocks":[{"type":"x"}]}', '400 invalid_blocks'],
  [
    'a bad attachment',
    '{"text":"x","attachments":[{"color":"red","text":"x"}]}',
    '400 invalid_attachments',
  ],
  [
    'a body that is far too long',
    JSON.stringify({ text: 'x'.repeat(300_000) }),
    '413 payload_too_large',
  ],
])('refuses %s', async (_name, body, answer) => {
  const standIn = await start();
  expect(await post(standIn.webhookUrl, body)).toBe(answer);
  expect(standIn.messages).toEqual([]);
});

test('keeps a refused message with what is wrong, apart from the accepted ones', async () => {
  const standIn = await start();
  await post(
    `${standIn.webhookUrl}?from=events/mine.json`,
    '{"text":"x","blocks":[{"type":"alert"}]}',
  );
  expect(standIn.posts).toMatchObject([
    {
      id: 1,
      from: 'events/mine.json',
      status: 400,
      answer: 'invalid_blocks',
      problems: [{ pointer: '/blocks/0' }],
    },
  ]);
  expect(await (await fetch(`${standIn.url}/api/messages`)).json()).toEqual([]);
});

test('knows one webhook only', async () => {
  const standIn = await start();
  expect(await post(`${standIn.url}/services/T1/B1/revoked`, '{"text":"x"}')).toBe(
    '404 no_service',
  );
  expect((await fetch(standIn.webhookUrl)).status).toBe(405);
  expect((await fetch(`${standIn.url}/else`)).status).toBe(404);
});

test('forgets the oldest of many messages', async () => {
  const standIn = await start();
  for (let index = 1; index <= 301; index += 1)
    await post(standIn.webhookUrl, `{"text":"${index}"}`);
  expect(standIn.messages).toHaveLength(300);
  expect(standIn.messages[0]).toEqual({ text: '2' });
});

test('tells its followers of every post until they leave', async () => {
  const standIn = await start();
  const seen: number[] = [];
  const leave = standIn.follow(({ status }) => seen.push(status));
  await post(standIn.webhookUrl, '{"text":"x"}');
  await post(standIn.webhookUrl, '{}');
  leave();
  await post(standIn.webhookUrl, '{"text":"x"}');
  expect(seen).toEqual([200, 400]);
});

test.each([
  [
    'a page of another origin posts to the webhook',
    'POST',
    '/services/T00000000/B00000000/local',
    { origin: 'https://evil.example' },
    403,
  ],
  [
    'a sandboxed page posts to the webhook',
    'POST',
    '/services/T00000000/B00000000/local',
    { origin: 'null' },
    403,
  ],
  [
    'a name that was pointed here posts to the webhook',
    'POST',
    '/services/T00000000/B00000000/local',
    { host: 'evil.example:3000' },
    421,
  ],
  [
    'a name that was pointed here reads the messages',
    'GET',
    '/api/messages',
    { host: 'evil.example:3000' },
    421,
  ],
  [
    'a page of another origin reads the messages',
    'GET',
    '/api/messages',
    { origin: 'http://localhost:1' },
    403,
  ],
  [
    'a container reads the messages',
    'GET',
    '/api/messages',
    { host: 'host.docker.internal:3000' },
    421,
  ],
  [
    'a container posts to the webhook',
    'POST',
    '/services/T00000000/B00000000/local',
    { host: 'host.docker.internal:3000' },
    200,
  ],
  ['somebody here reads the messages', 'GET', '/api/messages', { host: 'localhost:3000' }, 200],
  [
    'a page of its own',
    'GET',
    '/api/messages',
    { host: 'localhost:3000', origin: 'http://localhost:3000' },
    200,
  ],
])('%s', async (_name, method, path, headers, status) => {
  const standIn = await start();
  expect(await rawRequest(standIn.url + path, method, headers)).toBe(status);
});

test('says which error it is when the port is taken', async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  await expect(startSlackStandIn({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('leaves out an address that the machine has not', async () => {
  const standIn = await start({ hosts: ['127.0.0.1', '203.0.113.1'] });
  expect(await post(standIn.webhookUrl, '{"text":"x"}')).toBe('200 ok');
  await expect(startSlackStandIn({ hosts: ['203.0.113.1'] })).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  });
});

test('goes on when a page of its own fails', async () => {
  const pages = new Hono<Served>().get('/broken', () => {
    throw new Error('broken on purpose by a test');
  });
  const standIn = await start({ pages });
  expect((await fetch(`${standIn.url}/broken`)).status).toBe(500);
  expect(await post(standIn.webhookUrl, '{"text":"x"}')).toBe('200 ok');
});

test('listens on an address that the machine gets later, as the bridge of a container engine', async () => {
  const hosts = ['127.0.0.1'];
  const standIn = await start({ hosts: () => hosts, lookMs: 20 });
  const late = standIn.webhookUrl.replace('127.0.0.1', '127.0.0.9');
  await expect(fetch(late, { method: 'POST', body: '{"text":"x"}' })).rejects.toThrow();
  hosts.push('127.0.0.9');
  await expect.poll(() => post(late, '{"text":"x"}').catch(() => 'nobody there')).toBe('200 ok');
});
