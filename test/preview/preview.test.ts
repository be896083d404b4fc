import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SCENES } from '../../src/preview/night/scenes.ts';
import { type Preview, startPreview } from '../../src/preview/preview.ts';
import { readSamples } from '../../src/preview/samples.ts';
import { everyRow } from '../helpers/every-row.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';

// Every sample goes through a function of its own before the first test.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/secret';

let preview: Preview;
let failures: readonly string[];

beforeAll(async () => {
  preview = await startPreview({
    PORT: '0',
    SLACK_WEBHOOK_URL: WEBHOOK,
    MENTION_ON_ALARM: '@here',
  });
  failures = await preview.sendSamples();
});
afterAll(() => preview.close());

const url = (path: string) => preview.standIn.url + path;
const text = async (path: string) => (await fetch(url(path))).text();
const alarm = readFileSync(new URL('../../events/alarm.json', import.meta.url), 'utf8');

async function send(path: string, body = '') {
  const response = await fetch(url(path), { method: 'POST', body });
  const answer = await response.text();
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(answer) : answer;
}

describe('the samples at the start', () => {
  test('all go through the function, and Slack would take every message', () => {
    expect(failures).toEqual([]);
    expect(preview.standIn.posts.flatMap(({ problems }) => problems)).toEqual([]);
    const sources = new Set(preview.standIn.posts.map(({ from }) => from));
    const silent = ['muted', 'query', 'suppressed'].map((what) => `eventbridge-${what}-alarm`);
    const told = readSamples().filter(({ name }) => !silent.includes(name));
    const events = told.map(({ name }) => `events/${name}.json`);
    expect(sources).toEqual(new Set([...events, ...SCENES.map(({ name }) => name)]));
  });

  test('end with the CPU alarm, with chart, name and mention', () => {
    const { from, message } = preview.standIn.posts.at(-1) ?? {};
    expect(from).toBe('events/alarm.json');
    expect(message).toMatchObject({
      blocks: [
        { type: 'header' },
        { text: { text: /^<!here> / } },
        { type: 'section' },
        { type: 'section' },
        { type: 'data_visualization' },
      ],
    });
    expect(JSON.stringify(message)).toContain('web-1');
  });

  test('call nobody but whom the operator chose', () => {
    for (const { message, from } of preview.standIn.posts) {
      const given = readSamples().find(({ name }) => from === `events/${name}.json`)?.source ?? '';
      expect(findUnsafeText(message, { mention: '<!here>', given }), from).toEqual([]);
    }
  });
});

describe('the page', () => {
  test('shows every message, newest first, and every sample', async () => {
    const page = await text('/');
    const ids = [...page.matchAll(/<article class="card" id="post-(\d+)"/g)].map(([, id]) =>
      Number(id),
    );
    const all = preview.standIn.posts.map(({ id }) => id).toReversed();
    expect(ids.length).toBeGreaterThan(5);
    expect(ids).toEqual(all.slice(0, ids.length));
    const older = await text(`/api/cards/before/${ids.at(-1)}`);
    expect(older).toContain(`id="post-${all[ids.length]}"`);
    expect(await text('/api/cards/before/1')).toBe('');
    for (const { name } of readSamples()) expect(page).toContain(`data-sample="${name}"`);
  });

  test('allows nothing from anywhere else, and no script within it', async () => {
    const response = await fetch(url('/'));
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const page = await response.text();
    expect(page.match(/<script(?! (type="module" )?src="\/assets\/)/)).toBeNull();
    expect(page).not.toMatch(/ on\w+="/);
  });

  test('has every file that it names', async () => {
    const page = await text('/');
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(assets.length).toBeGreaterThan(8);
    for (const path of new Set([...assets, '/assets/editor.js', '/assets/picture.svg'])) {
      const response = await fetch(url(path));
      expect(response.status, path).toBe(200);
      expect(await response.text()).not.toBe('');
    }
  });

  test(
    'gives no other file',
    everyRow(
      [
        '/assets/../start.ts',
        '/assets/start.ts',
        '/assets/page.ts',
        '/assets/%2e%2e%2fstart.ts',
        '/events/alarm.json',
      ],
      async (path) => {
        expect((await fetch(url(path))).status).toBe(404);
      },
    ),
  );

  test('shows nothing of the webhook in SLACK_WEBHOOK_URL', async () => {
    expect(await text('/')).not.toContain('secret');
  });

  test('has a button for the real channel only where a real webhook is set', async () => {
    expect(await text('/')).toContain('Send to Slack');
    const other = await startPreview({
      PORT: '0',
      SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/services/x',
    });
    await fetch(other.standIn.webhookUrl, { method: 'POST', body: '{"text":"x"}' });
    const page = await (await fetch(other.standIn.url)).text();
    const answer = await fetch(`${other.standIn.url}/api/send-to-slack`, {
      method: 'POST',
      body: '{"text":"x"}',
    });
    await other.close();
    expect(page).toContain('Block Kit Builder');
    expect(page).not.toContain('Send to Slack');
    expect(answer.status).toBe(404);
  });
});

describe('a sample', () => {
  test('is sent again, also when it was delivered before', async () => {
    const before = preview.standIn.posts.length;
    expect(await send('/api/samples/alarm')).toEqual({ posted: 1 });
    expect(preview.standIn.posts).toHaveLength(before + 1);
  });

  test('of an alarm that is muted says why nobody is told', async () => {
    expect(await send('/api/samples/eventbridge-muted-alarm')).toEqual({
      posted: 0,
      silent: expect.stringMatching(/muted/),
    });
  });

  test('is given out for editing', async () => {
    expect(JSON.parse(await text('/api/samples/alarm'))).toMatchObject({
      AlarmName: 'web-1 CPU above 80 %',
    });
  });

  test.each(['GET', 'POST'])('that is none is not found (%s)', async (method) => {
    for (const name of ['none', '..%2Fpackage']) {
      expect((await fetch(url(`/api/samples/${name}`), { method })).status).toBe(404);
    }
  });
});

describe('the editor', () => {
  test('gets the message of an event, which nobody else sees', async () => {
    const before = preview.standIn.posts.length;
    const { html } = await send('/api/preview', alarm);
    expect(html.match(/<article/g)).toHaveLength(1);
    expect(html).toContain('ALARM: CPU of web-1');
    expect(preview.standIn.posts).toHaveLength(before);
  });

  test('gets the message of an alarm without any envelope', async () => {
    const message = JSON.parse(alarm).Records[0].Sns.Message;
    expect((await send('/api/preview', message)).html).toContain('ALARM: CPU of web-1');
  });

  test('gets the message of each alarm in what aws cloudwatch describe-alarms printed', async () => {
    const alarm = (name: string) => ({
      AlarmName: name,
      AlarmArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`,
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed: 1 datapoint [97.5 (22/11/26 07:55:00)] was greater than 80.',
      StateTransitionedTimestamp: '2026-11-22T08:00:44.321000+00:00',
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
      ...{ Period: 300, EvaluationPeriods: 1, Threshold: 80 },
      ComparisonOperator: 'GreaterThanThreshold',
    });
    const printed = { MetricAlarms: [alarm('web-7'), alarm('web-8')], CompositeAlarms: [] };
    const { html } = await send('/api/preview', JSON.stringify(printed, null, 4));
    expect(html).toContain('web-7');
    expect(html).toContain('web-8');
    expect(html).toContain('97.5');
  });

  test('gets as many messages as the event has notifications', async () => {
    const sample = readSamples().find(({ name }) => name === 'sns-three-several');
    expect((await send('/api/preview', sample?.source)).html.match(/<article/g)).toHaveLength(3);
  });

  test('is told where the text is no JSON', async () => {
    expect(await send('/api/preview', '{\n  "AlarmName": "x",\n}')).toMatchObject({
      mistake: { line: 3, column: 1 },
    });
  });

  test('is told why the function would fail', async () => {
    expect(await send('/api/preview', '{"Records":[]}')).toEqual({
      html: '',
      error: expect.stringMatching(/Records/),
    });
    expect(await send('/api/preview', 'null')).toEqual({
      html: '',
      error: expect.stringMatching(/null/),
    });
  });

  test('gets the right message each, when several are asked for at once', async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three'].map(
        async (word) => (await send('/api/preview', JSON.stringify({ word }))).html,
      ),
    );
    expect(answers.map((html) => /(one|two|three)/.exec(html)?.[1])).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  test('is refused a text beyond all measure', async () => {
    expect(await send('/api/preview', ' '.repeat(300_000))).toMatch(/At most/);
  });
});

test('a message for the real channel must be one', async () => {
  expect(await send('/api/send-to-slack', '{"blocks":[]}')).toBe(
    'This is no message: it has no text.',
  );
});

describe('a page that is open', () => {
  async function open(path: string, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(url(path), { headers });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const hears = async (words: string) => {
      while (!heard.includes(words)) heard += (await reader?.read())?.value ?? '';
      return heard;
    };
    return { hears, close: () => reader?.cancel() };
  }
  const newest = () => preview.standIn.posts.at(-1)?.id ?? 0;
  const say = (words: string) =>
    fetch(preview.standIn.webhookUrl, { method: 'POST', body: JSON.stringify({ text: words }) });

  test('is told of each post as it comes', async () => {
    const page = await open(`/api/live?after=${newest()}`);
    await page.hears('event: run\n');
    await say('live &lt;b&gt;');
    const heard = await page.hears('live &lt;b&gt;');
    await page.close();
    expect(heard.match(/event: post/g)).toHaveLength(1);
    expect(heard).toContain('"summary":"live <b>"');
  });

  test('is told of what came before it was connected', async () => {
    const known = newest();
    await say('missed one');
    const page = await open(`/api/live?after=${known}`);
    expect((await page.hears('missed one')).match(/event: post/g)).toHaveLength(1);
    await page.close();
  });

  test('is told of what came while the connection was lost', async () => {
    const known = newest();
    await say('missed another');
    const page = await open('/api/live?after=0', { 'last-event-id': String(known) });
    expect((await page.hears('missed another')).match(/event: post/g)).toHaveLength(1);
    await page.close();
  });
});

test('other machines reach the webhook and nothing else', async () => {
  const address = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  const outside = await startPreview({ PORT: '0', HOST: '0.0.0.0' });
  const port = new URL(outside.standIn.url).port;
  const ask = (path: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      const options = {
        host: address ?? '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: { host },
      };
      const sent = request(options, (response) => resolve(response.resume().statusCode ?? 0));
      sent.on('error', reject).end('{"text":"x"}');
    });
  const answers = [
    await ask(new URL(outside.standIn.webhookUrl).pathname, `host.docker.internal:${port}`),
    await ask('/api/preview', `localhost:${port}`),
  ];
  await outside.close();
  // A machine without network has only itself to ask with.
  expect(answers).toEqual([200, address === undefined ? 200 : 403]);
});

describe('a wrong setting is named', () => {
  test(
    'with its name and what to do',
    everyRow(
      [
        [{ PORT: 'web' }, 'PORT must be a number'],
        [{ PORT: '70000' }, 'PORT must be a number'],
        [{ PORT: '-1' }, 'PORT must be a number'],
        [{ PORT: '0', HOST: '203.0.113.1' }, 'HOST is no address of this machine'],
        [{ PORT: '0', TIME_ZONE: 'Mars/Olympus' }, 'TIME_ZONE is not a time zone known here.'],
        [{ PORT: '0', SLACK_WEBHOOK_URL: 'https://example.com/hook' }, 'SLACK_WEBHOOK_URL'],
      ],
      async (env, message) => {
        await expect(startPreview(env)).rejects.toMatchObject({
          name: 'ConfigError',
          message: expect.stringContaining(message),
        });
        // The page does not start with a default.
        await expect(startPreview(env)).rejects.not.toThrow(/Until then/);
      },
    ),
  );

  test('a port that is taken, and how to choose another', async () => {
    const { port } = new URL(preview.standIn.url);
    await expect(startPreview({ PORT: port })).rejects.toThrow(
      `PORT ${port} is taken. Choose another one: PORT=${Number(port) + 1} npm start`,
    );
  });
});
