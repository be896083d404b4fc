import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Preview, startPreview } from '../../src/preview/preview.ts';

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview({ PORT: '0' });
});
afterAll(() => preview.close());

const LARGE = 248_000;
const POSTS = 300;

function fill(piece: string): string {
  return piece.repeat(Math.floor(LARGE / piece.length));
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

const post = (message: unknown) =>
  fetch(preview.standIn.webhookUrl, { method: 'POST', body: JSON.stringify(message) });

const kinds = [
  { name: 'links', message: { text: fill('<https://a.example|b> ') } },
  { name: 'HTML', message: { text: fill("<b>&amp;'") } },
  {
    name: 'blocks that Slack takes',
    message: {
      text: 'x',
      blocks: Array.from({ length: 49 }, () => section('<https://a.example|b> '.repeat(130))),
    },
  },
  {
    name: 'blocks that Slack refuses',
    message: { text: 'x', blocks: Array.from({ length: 9000 }, () => ({ type: '<' })) },
  },
];

describe('however much is posted', () => {
  test('the page stays below 300 kB, and what is kept below 1 MB', async () => {
    for (let index = 0; index < POSTS; index += 1) await post(kinds[index % kinds.length]?.message);
    const kept = JSON.stringify(preview.standIn.posts);
    expect(kept.length).toBeLessThan(1_100_000);
    const page = await (await fetch(preview.standIn.url)).text();
    expect(page.length).toBeLessThan(300_000);
    expect(page).toContain('too large to draw');
  });

  test.each(kinds)('one card of $name stays small', async ({ message }) => {
    await post(message);
    const id = preview.standIn.posts.at(-1)?.id ?? 0;
    const cards = await fetch(`${preview.standIn.url}/api/cards/before/${id + 1}`);
    const [card = ''] = /<article[\s\S]*?<\/article>/.exec(await cards.text()) ?? [];
    expect(card.length).toBeGreaterThan(500);
    expect(card.length).toBeLessThan(110_000);
  });

  test('a page that connects late is told of no more than it shows', async () => {
    for (let index = 0; index < 60; index += 1) await post({ text: `small ${index}` });
    const stream = await fetch(`${preview.standIn.url}/api/live?after=0`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes('small 59')) heard += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(heard.match(/event: post/g)).toHaveLength(50);
  });
});

test('a body without end is cut off', async () => {
  const { hostname, port, pathname } = new URL(preview.standIn.webhookUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`);
  socket.write('Content-Length: 999999999\r\n\r\n');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const timer = setInterval(() => socket.write('x'.repeat(65_536)), 1);
  await closed;
  clearInterval(timer);
  expect(socket.bytesWritten).toBeLessThan(50_000_000);
});

test('a seventh page is told that too many are open', async () => {
  const open = Array.from({ length: 6 }, () => new AbortController());
  for (const { signal } of open) await fetch(`${preview.standIn.url}/api/live`, { signal });
  expect((await fetch(`${preview.standIn.url}/api/live`)).status).toBe(503);
  for (const stream of open) stream.abort();
  await expect
    .poll(async () => {
      const again = new AbortController();
      const { status } = await fetch(`${preview.standIn.url}/api/live`, { signal: again.signal });
      again.abort();
      return status;
    })
    .toBe(200);
});

test('a page that does not read what it is told is cut off', async () => {
  const { hostname, port } = new URL(preview.standIn.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`GET /api/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const open = async () => {
    const others = Array.from({ length: 6 }, () => new AbortController());
    const answers = others.map(({ signal }) =>
      fetch(`${preview.standIn.url}/api/live`, { signal }),
    );
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    for (const other of others) other.abort();
    return statuses;
  };
  expect(await open()).toContain(503);
  // More than the kernel keeps of a connection, and a megabyte.
  const blocks = Array.from({ length: 8 }, () => section('<https://a.example|b> '.repeat(60)));
  for (let index = 0; index < 200; index += 1) await post({ text: 'x', blocks });
  await expect.poll(open, { timeout: 20_000 }).not.toContain(503);
  socket.resume();
  await closed;
});
