import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { deferred } from '../helpers/deferred.ts';
import { everyRow } from '../helpers/every-row.ts';
import {
  type Answer,
  answer,
  closeBeforeHeaders,
  closeInBody,
  hang,
  hangInBody,
  ok,
  raw,
  resetBeforeHeaders,
  resetInBody,
  type SlackServer,
  startSlackServer,
} from '../helpers/slack-server.ts';

/** A label longer than a name may have: refused without asking anybody. */
const NO_HOST = `${'a'.repeat(64)}.example`;

const POST = { method: 'POST', body: '{"text":"héllo"}' };

/** The numbers of the connections over which the posts came. */
function ways(server: SlackServer): readonly number[] {
  return server.posts.map(({ connection }) => connection);
}

describe('an answer', () => {
  it('brings status, headers and body', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(429, '{"a":"é"}', { 'Retry-After': '30' }));
    const { fetch } = createHttpsFetch();
    const response = await fetch(server.webhookUrl, POST);
    expect(response).toMatchObject({ ok: false, status: 429, statusText: 'Too Many Requests' });
    expect(response.headers.get('retry-after')).toBe('30');
    expect(response.headers.get('Retry-After')).toBe('30');
    expect(response.headers.get('x-none')).toBeNull();
    expect(new Map(response.headers.entries()).get('retry-after')).toBe('30');
    expect(await response.text()).toBe('{"a":"é"}');
    expect(await response.json()).toEqual({ a: 'é' });
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('{"a":"é"}');
  });

  it('is ok for a 2xx alone', async () => {
    await using server = await startSlackServer();
    const { fetch } = createHttpsFetch();
    const seen = [];
    for (const status of [199, 200, 204, 299, 300]) {
      server.answerWith(raw(`HTTP/1.1 ${status} X\r\nConnection: close\r\n\r\n`));
      if (status >= 200) seen.push((await fetch(server.webhookUrl, POST)).ok);
    }
    expect(seen).toEqual([true, true, true, false]);
  });

  it('is not followed where it redirects', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(302, '', { Location: server.webhookUrl }));
    const response = await createHttpsFetch().fetch(server.webhookUrl, POST);
    expect(response.status).toBe(302);
    expect(server.posts).toHaveLength(1);
  });

  it('is read up to a limit', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(500, 'x'.repeat(200_000)));
    const { fetch } = createHttpsFetch({ maxBodyBytes: 1_000 });
    const response = await fetch(server.webhookUrl, POST);
    expect(await response.text()).toBe('x'.repeat(1_000));
  });

  it.each([
    ['a reset', resetInBody(404)],
    ['a close', closeInBody(404)],
  ])('keeps its status though %s breaks its body off', async (_, broken) => {
    await using server = await startSlackServer();
    server.answerWith(broken);
    const response = await createHttpsFetch().fetch(server.webhookUrl, POST);
    expect(response.status).toBe(404);
    await expect(response.text()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it(
    'is an error when it is no answer',
    everyRow(
      [
        ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', /^HPE_/],
        [
          'a switch of protocols',
          'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
          /^ECONNRESET$/,
        ],
      ],
      async (_, bytes, code) => {
        await using server = await startSlackServer();
        server.answerWith(raw(bytes));
        const { fetch } = createHttpsFetch();
        const error = await fetch(server.webhookUrl, POST).catch((e: unknown) => e);
        expect(error).toMatchObject({ code: expect.stringMatching(code) });
      },
    ),
  );
});

describe('a request', () => {
  it('carries method, headers, length and body', async () => {
    await using server = await startSlackServer();
    await createHttpsFetch().fetch(server.webhookUrl, { ...POST, headers: { 'X-Test': 'a' } });
    expect(server.posts).toMatchObject([
      { headers: { 'x-test': 'a', 'content-length': '17' }, body: '{"text":"héllo"}' },
    ]);
  });

  it('sends strings alone', async () => {
    const request = createHttpsFetch().fetch('http://localhost:9', { body: new FormData() });
    await expect(request).rejects.toThrow('only a string');
  });

  it.each([
    ['refused', 'http://localhost:1/', 'ECONNREFUSED'],
    ['without an address', `http://${NO_HOST}/`, 'ENOTFOUND'],
    ['without an address, over TLS', `https://${NO_HOST}/`, 'ENOTFOUND'],
  ])('is rejected when its connection is %s', async (_, url, code) => {
    const error = await createHttpsFetch()
      .fetch(url, POST)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: expect.stringMatching(code) });
  });

  it('trusts no certificate of an unknown authority', async () => {
    await using server = await startSlackServer({ tls: true });
    const request = createHttpsFetch().fetch(server.webhookUrl, POST);
    await expect(request).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.posts).toHaveLength(0);
  });
});

describe('a signal', () => {
  it.each([
    ['no answer comes', hang, { name: 'UnansweredError', cause: { name: 'TimeoutError' } }],
    ['the answer has begun', hangInBody(200), { name: 'TimeoutError' }],
  ])('ends the request when %s, and says why', async (_, silence, reason) => {
    await using server = await startSlackServer();
    server.answerWith(silence);
    const { fetch } = createHttpsFetch();
    const signal = AbortSignal.timeout(300);
    const text = fetch(server.webhookUrl, { ...POST, signal }).then((response) => response.text());
    await expect(text).rejects.toMatchObject(reason);
    expect(server.posts).toHaveLength(1);
  });

  it('ends the request while its connection is being made', async () => {
    await using server = await startSilentServer();
    const { fetch } = createHttpsFetch();
    const request = fetch(server.url, { ...POST, signal: AbortSignal.timeout(300) });
    await expect(request).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is not waited for where a connection takes longer than a request has to be sent', async () => {
    await using server = await startSilentServer();
    const { fetch } = createHttpsFetch({ sendTimeoutMs: 200 });
    const request = fetch(server.url, { ...POST, signal: AbortSignal.timeout(10_000) });
    await expect(request).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('that comes with the answer is told by its body', async () => {
    await using server = await startSlackServer();
    const aborting = new AbortController();
    const { signal } = aborting;
    const response = await createHttpsFetch().fetch(server.webhookUrl, { ...POST, signal });
    aborting.abort(new Error('too late'));
    await expect(response.text()).rejects.toThrow('too late');
  });

  it('that came before stops the request before it connects', async () => {
    await using server = await startSlackServer();
    const signal = AbortSignal.abort(new Error('too late'));
    const request = createHttpsFetch().fetch(server.webhookUrl, { ...POST, signal });
    await expect(request).rejects.toThrow('too late');
    expect(server.connections).toHaveLength(0);
  });
});

describe.each([
  ['plain http', false],
  ['TLS', true],
])('a kept connection over %s', (_, tls) => {
  async function start() {
    const server = await startSlackServer({ tls });
    const { fetch } = createHttpsFetch({ ca: server.ca });
    const post = async () => (await fetch(server.webhookUrl, POST)).text();
    return { server, post };
  }

  it('serves the next request', async () => {
    const { server, post } = await start();
    await using _ = server;
    await post();
    await post();
    expect(ways(server)).toEqual([0, 0]);
  });

  it.each([
    ['FIN', (server: SlackServer) => server.connections[0]?.destroy()],
    ['RST', (server: SlackServer) => server.connections[0]?.resetAndDestroy()],
  ])('that the other side closed with %s unnoticed is replaced at once', async (_, close) => {
    const { server, post } = await start();
    await using _server = server;
    await post();
    close(server);
    expect(await post()).toBe('ok');
    expect(ways(server)).toEqual([0, 1]);
  });

  it('is replaced even if all the others are dead too', async () => {
    const { server, post } = await start();
    await using _ = server;
    await Promise.all([post(), post(), post()]);
    for (const connection of server.connections) connection.resetAndDestroy();
    expect(await post()).toBe('ok');
    expect(server.posts).toHaveLength(4);
  });

  it.each([
    ['resets it', resetBeforeHeaders],
    ['closes it', closeBeforeHeaders],
  ])('is replaced once when the server %s on the request', async (_, broken) => {
    const { server, post } = await start();
    await using _server = server;
    server.answerWith(ok, broken);
    await post();
    await expect(post()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(ways(server)).toEqual([0, 0, 1]);
  });

  it.each([
    [
      'broken off',
      (response, connection) =>
        response.socket?.write('HTTP/1.1 2', () => connection.resetAndDestroy()),
    ],
    ['no HTTP', raw('408 idle\r\n')],
  ] satisfies [string, Answer][])(
    'is not replaced once an answer has begun on it that is %s',
    async (_, begun) => {
      const { server, post } = await start();
      await using _server = server;
      server.answerWith(ok, begun, ok);
      await post();
      await expect(post()).rejects.toThrow();
      expect(ways(server)).toEqual([0, 0]);
    },
  );

  it('that is new is not replaced', async () => {
    const { server, post } = await start();
    await using _ = server;
    server.answerWith(resetBeforeHeaders, ok);
    await expect(post()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.posts).toHaveLength(1);
  });
});

describe('preconnect', () => {
  it('opens the connection that the first request takes', async () => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch({ ca: server.ca });
    await preconnect(server.webhookUrl, 10_000);
    expect(server.connections).toHaveLength(1);
    expect(server.posts).toHaveLength(0);
    await (await fetch(server.webhookUrl, POST)).text();
    await (await fetch(server.webhookUrl, POST)).text();
    expect(ways(server)).toEqual([0, 0]);
  });

  it('opens as many as it is called for, one for each request of those that go out together', async () => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch({ ca: server.ca });
    await Promise.all([1, 2].map(() => preconnect(server.webhookUrl, 10_000)));
    expect(server.connections).toHaveLength(2);
    await Promise.all([1, 2].map(async () => (await fetch(server.webhookUrl, POST)).text()));
    expect(ways(server).toSorted()).toEqual([0, 1]);
    expect(server.connections).toHaveLength(2);
  });

  it('takes another one where the first of those that were opened died', async () => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch({ ca: server.ca });
    await preconnect(server.webhookUrl, 10_000);
    await preconnect(server.webhookUrl, 10_000);
    server.connections[0]?.destroy();
    expect(await (await fetch(server.webhookUrl, POST)).text()).toBe('ok');
    expect(ways(server)).toEqual([1]);
  });

  it('need not be waited for', async () => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch({ ca: server.ca });
    const opening = preconnect(server.webhookUrl, 10_000);
    expect(await (await fetch(server.webhookUrl, POST)).text()).toBe('ok');
    await opening;
    expect(server.connections).toHaveLength(1);
  });

  it.each([
    ['FIN', (server: SlackServer) => server.connections[0]?.destroy()],
    ['RST', (server: SlackServer) => server.connections[0]?.resetAndDestroy()],
  ])('does no harm when its connection died unnoticed (%s)', async (_, close) => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch({ ca: server.ca });
    await preconnect(server.webhookUrl, 10_000);
    close(server);
    expect(await (await fetch(server.webhookUrl, POST)).text()).toBe('ok');
    expect(ways(server)).toEqual([1]);
  });

  it.each([
    ['nothing listens', 'https://localhost:1/'],
    ['the name has no address', `https://${NO_HOST}/`],
    ['the URL is none', 'hooks.slack.com'],
  ])('resolves though %s', async (_, url) => {
    await expect(createHttpsFetch().preconnect(url)).resolves.toBeUndefined();
  });

  it('resolves though the certificate is not trusted, and the request tells of it', async () => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch();
    await expect(preconnect(server.webhookUrl)).resolves.toBeUndefined();
    const request = fetch(server.webhookUrl, POST);
    await expect(request).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('waits no longer than told for a server that says nothing', async () => {
    await using server = await startSilentServer();
    await expect(createHttpsFetch().preconnect(server.url, 20)).resolves.toBeUndefined();
  });

  it('does nothing for plain http', async () => {
    await using server = await startSlackServer();
    await createHttpsFetch().preconnect(server.webhookUrl, 10_000);
    expect(server.connections).toHaveLength(0);
  });
});

describe('the process', { timeout: 60_000 }, () => {
  const module = join(mkdtempSync(join(tmpdir(), 'fetch-')), 'fetch.mjs');
  const script = (lines: string) => `
    import { createHttpsFetch } from ${JSON.stringify(pathToFileURL(module))};
    const { fetch, preconnect } = createHttpsFetch({ ca: process.env.CA });
    ${lines}`;
  const options = (lines: string) => ['--input-type=module', '--eval', script(lines)];

  // As it is deployed: a loader of TypeScript would load more of Node than the module does.
  beforeAll(() => {
    const entry = fileURLToPath(new URL('../../src/http/fetch.ts', import.meta.url));
    buildSync({
      entryPoints: [entry],
      outfile: module,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
  });

  async function run(server: SlackServer, lines: string): Promise<string> {
    const count = "console.log(process.moduleLoadList.filter((m) => m.includes('undici')).length);";
    const env = { URL: server.webhookUrl, CA: server.ca };
    const args = options(`${lines} ${count}`);
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 20_000 });
    return stdout;
  }

  it.each([
    ['TLS', true],
    ['plain http', false],
  ])('loads no undici for a post over %s', async (_, tls) => {
    await using server = await startSlackServer({ tls });
    const post = `
      await preconnect(process.env.URL);
      const response = await fetch(process.env.URL, { method: 'POST', body: 'x', signal: AbortSignal.timeout(5000) });
      console.log(await response.text());`;
    expect(await run(server, post)).toBe('ok\n0\n');
  });

  it('ends though a connection waits for its first request', async () => {
    await using server = await startSlackServer({ tls: true });
    expect(await run(server, 'await preconnect(process.env.URL);')).toBe('0\n');
    expect(server.connections).toHaveLength(1);
  });

  it.each([
    ['FIN over plain http', false, (connection: Socket) => connection.destroy()],
    ['RST over plain http', false, (connection: Socket) => connection.resetAndDestroy()],
    ['FIN over TLS', true, (connection: Socket) => connection.destroy()],
    ['RST over TLS', true, (connection: Socket) => connection.resetAndDestroy()],
  ])('posts after a freeze in which its connection was closed with %s', async (_, tls, close) => {
    await using server = await startSlackServer({ tls });
    const lines = `
      process.on('message', async () => {
        const response = await fetch(process.env.URL, { method: 'POST', body: 'x' });
        process.send(await response.text());
      });`;
    const env = { URL: server.webhookUrl, CA: server.ca };
    const child = spawn(process.execPath, options(lines), {
      env,
      stdio: ['ipc', 'ignore', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.send('post');
    expect(await once(child, 'message')).toContain('ok');
    child.kill('SIGSTOP');
    for (const connection of server.connections) close(connection);
    child.send('post');
    child.kill('SIGCONT');
    expect(await once(child, 'message')).toContain('ok');
    expect(ways(server)).toEqual([0, 1]);
  });
});

/** Accepts connections and never says a word, not even for TLS. */
async function startSilentServer() {
  const server = createServer((socket) => socket.on('error', () => {}).resume());
  const { promise, resolve } = deferred<void>();
  server.listen(0, 'localhost', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `https://localhost:${address.port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close();
    },
  };
}
