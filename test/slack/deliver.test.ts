import { inspect } from 'node:util';
import type { FetchFunction } from '@slack/webhook';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DeliveryError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import type { MessageForms, SlackMessage } from '../../src/message/blocks.ts';
import { createDeliver, type DeliverOptions } from '../../src/slack/deliver.ts';
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
  SECRET,
  type SlackServer,
  startSlackServer,
  WEBHOOK_PATH,
} from '../helpers/slack-server.ts';

function message(text: string): SlackMessage {
  return { text, unfurl_links: false, unfurl_media: false };
}

const text: MessageForms = [{ name: 'text', body: message('as text') }];
const all: MessageForms = [
  { name: 'chart', body: message('with a chart') },
  { name: 'blocks', body: message('as blocks') },
  ...text,
];

interface Delivered {
  readonly error: unknown;
  /** Milliseconds of the pauses between the attempts. */
  readonly pauses: readonly number[];
  readonly log: readonly (readonly [level: string, message: string, fields: object | undefined])[];
}

/** Pauses take no time here, but are taken off the time left; an attempt takes none off. */
function prepare(webhookUrl: string, options: Partial<DeliverOptions> = {}) {
  let pauses: number[] = [];
  let log: Delivered['log'][number][] = [];
  const deliver = createDeliver({
    webhookUrl,
    log: (...line) => log.push([line[0], line[1], line[2]]),
    sleep: async (ms) => pauses.push(ms),
    random: () => 0,
    attemptTimeoutMs: 5_000,
    ...options,
  });
  return async (forms: MessageForms = text, budget = 30_000): Promise<Delivered> => {
    pauses = [];
    log = [];
    const timeLeft = () => pauses.reduce((left, pause) => left - pause, budget);
    const error = await deliver(forms, timeLeft).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expectNoSecret(error, log);
    return { error, pauses, log };
  };
}

function expectNoSecret(error: unknown, log: Delivered['log']): void {
  if (error !== undefined) expect(error).toBeInstanceOf(DeliveryError);
  const seen = [error, log].map((part) => [
    inspect(part, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    JSON.stringify(part),
    error instanceof Error ? `${error.message} ${error.stack} ${error.cause}` : '',
  ]);
  for (const part of WEBHOOK_PATH.split('/').filter((word) => word !== '' && word !== 'services')) {
    expect(seen.join().toLowerCase()).not.toContain(part.toLowerCase());
  }
}

function postedTexts(server: SlackServer): readonly string[] {
  return server.posts.map(({ body }) => JSON.parse(body).text);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('a message', () => {
  it('is posted as it is', async () => {
    await using server = await startSlackServer();
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'ALARM' } }] as const;
    const body = {
      ...message('ALARM'),
      blocks,
      attachments: [{ color: '#d00', fallback: 'ALARM', blocks }],
    };
    const { error } = await prepare(server.webhookUrl)([{ name: 'blocks', body }]);
    expect(error).toBeUndefined();
    expect(server.posts).toHaveLength(1);
    expect(server.posts[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringContaining('@slack:webhook/'),
    });
    expect(JSON.parse(server.posts[0]?.body ?? '')).toEqual(body);
  });

  it('is logged once it is accepted', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(503), ok);
    const { log } = await prepare(server.webhookUrl)();
    expect(log).toEqual([
      ['warn', 'An attempt failed', expect.anything()],
      [
        'info',
        'Slack accepted the message',
        { status: 200, form: 'text', attempts: 2, ms: expect.any(Number) },
      ],
    ]);
  });

  it('is logged with status, reason and what comes next for every attempt that failed', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(500, 'rollup_error'), closeInBody(200), answer(404, 'no_service'));
    const { log } = await prepare(server.webhookUrl)();
    const form = 'text';
    expect(log.map(([level, , fields]) => [level, fields])).toEqual([
      ['warn', { attempt: 1, form, status: 500, reason: 'rollup_error', nextInMs: 250 }],
      ['warn', { attempt: 2, form, status: undefined, reason: 'ECONNRESET', nextInMs: 500 }],
      ['warn', { attempt: 3, form, status: 404, reason: 'no_service', nextInMs: undefined }],
    ]);
  });

  it('takes the connection that was opened ahead', async () => {
    await using server = await startSlackServer({ tls: true });
    const { fetch, preconnect } = createHttpsFetch({ ca: server.ca });
    await preconnect(server.webhookUrl, 10_000);
    const deliver = prepare(server.webhookUrl, { fetch });
    await deliver();
    server.connections[0]?.resetAndDestroy();
    const { error, log } = await deliver();
    expect(error).toBeUndefined();
    expect(log).toMatchObject([['info', 'Slack accepted the message', { attempts: 1 }]]);
    expect(server.posts.map(({ connection }) => connection)).toEqual([0, 1]);
  });
});

/** What every status means, whatever the body says: here it repeats the webhook's path. */
const permanent = { posts: 1, retryable: false };
const passing = { posts: 2, retryable: true };
const STATUSES = [
  { statuses: range(201, 428), meaning: permanent },
  { statuses: [429], meaning: passing },
  { statuses: range(430, 499), meaning: permanent },
  { statuses: range(500, 599), meaning: passing },
].flatMap(({ statuses, meaning }) => statuses.map((status) => ({ status, ...meaning })));

describe('a refusal', () => {
  it(
    'is tried again for HTTP 429 and 500 to 599, and thrown at once for any other status',
    everyRow(STATUSES, async ({ status, posts, retryable }) => {
      await using server = await startSlackServer();
      const { webhookUrl } = server;
      const refusal = answer(status, `no ${webhookUrl.toUpperCase()}\n${SECRET}`);

      server.answerWith(refusal, ok);
      const once = await prepare(webhookUrl)();
      expect(once.error === undefined).toBe(retryable);
      expect(server.posts).toHaveLength(posts);

      server.answerWith(refusal);
      const { error, pauses } = await prepare(webhookUrl)(text, 2_500);
      expect(error).toMatchObject({ status, retryable });
      expect(error).toHaveProperty('message', expect.stringContaining(`${status} `));
      expect(pauses.length > 0).toBe(retryable);
    }),
  );
});

describe('HTTP 200', () => {
  it(
    'with ok in the body is an acceptance',
    everyRow(['ok', 'ok\n', ' ok\r\n', '{"ok":true}', '{ "ok": true }\n'], async (body) => {
      await using server = await startSlackServer();
      server.answerWith(answer(200, body));
      expect((await prepare(server.webhookUrl)()).error).toBeUndefined();
      expect(server.posts).toHaveLength(1);
    }),
  );

  it(
    'with anything else is thrown without another attempt: it may have been posted',
    everyRow(
      [
        ['a page', '<!DOCTYPE html><html><title>Sign in</title></html>', '<!DOCTYPE html><html>'],
        ['nothing', '', 'an empty answer'],
        ['OK', 'OK', 'OK'],
        ['ok and more', 'okay', 'okay'],
        ['JSON that says no', '{"ok":false}', '{"ok":false}'],
      ],
      async (_, body, reason) => {
        await using server = await startSlackServer();
        server.answerWith(answer(200, body), ok);
        const { error } = await prepare(server.webhookUrl)(all);
        expect(error).toMatchObject({ status: 200, retryable: false, unconfirmed: true });
        expect(error).toHaveProperty('reason', expect.stringContaining(reason));
        expect(server.posts).toHaveLength(1);
      },
    ),
  );
});

describe('without a whole answer', () => {
  /** Long enough for a busy machine to answer what is answered at all. */
  const PATIENCE = { attemptTimeoutMs: 400 };
  const transient: readonly { name: string; broken: Answer; reason: string; status?: number }[] = [
    { name: 'a reset before the headers', broken: resetBeforeHeaders, reason: 'ECONNRESET' },
    { name: 'a close before the headers', broken: closeBeforeHeaders, reason: 'ECONNRESET' },
    { name: 'a reset in the body of a 200', broken: resetInBody(200), reason: 'ECONNRESET' },
    { name: 'a close in the body of a 200', broken: closeInBody(200), reason: 'ECONNRESET' },
    {
      name: 'a reset in the body of a 503',
      broken: resetInBody(503),
      reason: 'an empty answer',
      status: 503,
    },
    {
      name: 'a close in the body of a 429',
      broken: closeInBody(429),
      reason: 'an empty answer',
      status: 429,
    },
    { name: 'no HTTP', broken: raw('220 smtp.example.com\r\n'), reason: 'HPE_INVALID_CONSTANT' },
  ];

  it(
    'a post is tried again',
    everyRow(transient, async ({ broken }) => {
      await using server = await startSlackServer();
      server.answerWith(broken, ok);
      const { error, pauses } = await prepare(server.webhookUrl, PATIENCE)();
      expect(error).toBeUndefined();
      expect(server.posts).toHaveLength(2);
      expect(pauses).toHaveLength(1);
    }),
  );

  it(
    'a post is thrown as retryable when that lasts',
    everyRow(transient, async ({ broken, reason, status }) => {
      await using server = await startSlackServer();
      server.answerWith(broken);
      const { error, pauses } = await prepare(server.webhookUrl, PATIENCE)(all, 1_900);
      expect(error).toMatchObject({ status, reason, retryable: true });
      expect(pauses).not.toEqual([]);
      expect(server.posts).toHaveLength(pauses.length + 1);
      expect(new Set(postedTexts(server))).toEqual(new Set(['with a chart']));
    }),
  );

  it.each([
    ['a hang', hang],
    ['a hang in the body of a 200', hangInBody(200)],
  ])('%s once all was sent is left to the next run: it was probably posted', async (_, broken) => {
    await using server = await startSlackServer();
    server.answerWith(broken, ok);
    const { error, log } = await prepare(server.webhookUrl, PATIENCE)(all);
    expect(error).toMatchObject({ reason: 'timeout', retryable: true, unconfirmed: false });
    expect(server.posts).toHaveLength(1);
    expect(log).toMatchObject([['warn', expect.stringContaining('probably posted'), {}]]);
  });

  it('an answer after 6 seconds is waited for', { timeout: 15_000 }, async () => {
    await using server = await startSlackServer();
    server.answerWith((response) => setTimeout(() => response.end('ok'), 6_000));
    const { error } = await prepare(server.webhookUrl, { attemptTimeoutMs: 15_000 })();
    expect(error).toBeUndefined();
    expect(server.posts).toHaveLength(1);
  });

  it(
    'a body that breaks off leaves a 404 a 404',
    everyRow(
      [
        ['a reset', resetInBody(404)],
        ['a close', closeInBody(404)],
        ['a hang', hangInBody(404)],
      ],
      async (_, broken) => {
        await using server = await startSlackServer();
        server.answerWith(broken, ok);
        const { error } = await prepare(server.webhookUrl, PATIENCE)();
        expect(error).toMatchObject({ status: 404, retryable: false });
        expect(server.posts).toHaveLength(1);
      },
    ),
  );

  it(
    'a post that cannot be sent is tried again and thrown as retryable',
    everyRow(
      [
        ['a connection refused', `http://localhost:1${WEBHOOK_PATH}`, 'ECONNREFUSED'],
        [
          'a name without an address',
          `https://${'a'.repeat(64)}.example${WEBHOOK_PATH}`,
          'ENOTFOUND',
        ],
        ['a URL that is none', `hooks.slack.com${WEBHOOK_PATH}`, 'ERR_INVALID_URL'],
      ],
      async (_, webhookUrl, reason) => {
        const { error, pauses } = await prepare(webhookUrl)(all, 2_500);
        expect(error).toMatchObject({ status: undefined, reason, retryable: true });
        expect(pauses.length).toBeGreaterThan(0);
      },
    ),
  );

  it('a certificate of an unknown authority is thrown as retryable', async () => {
    await using server = await startSlackServer({ tls: true });
    const { error } = await prepare(server.webhookUrl)(all, 5_000);
    expect(error).toMatchObject({ reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', retryable: true });
  });
});

describe('the pause', () => {
  it(
    'after a refusal is as long as Slack says, and never nothing',
    everyRow(
      [
        ['what Retry-After says in seconds', 429, { 'Retry-After': '7' }, 7_000],
        ['what Retry-After says with a 503', 503, { 'Retry-After': '7' }, 7_000],
        ['one second without Retry-After', 429, {}, 1_000],
        ['one second when Retry-After makes no sense', 429, { 'Retry-After': 'soon' }, 1_000],
        ['never nothing', 429, { 'Retry-After': '0' }, 250],
      ],
      async (_, status, headers, pause) => {
        await using server = await startSlackServer();
        server.answerWith(answer(status, '', headers), ok);
        const { error, pauses } = await prepare(server.webhookUrl)();
        expect(error).toBeUndefined();
        expect(pauses).toEqual([pause]);
      },
    ),
  );

  it('ends at the date that Retry-After gives', async () => {
    await using server = await startSlackServer();
    const date = new Date(Date.now() + 60_000).toUTCString();
    server.answerWith(answer(429, '', { 'Retry-After': date }), ok);
    const { pauses } = await prepare(server.webhookUrl)(text, 100_000);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeLessThanOrEqual(60_000);
    expect(pauses[0]).toBeGreaterThan(30_000);
  });

  it('is not begun when Retry-After is longer than the time left', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(429, 'rate_limited', { 'Retry-After': '30' }), ok);
    const { error, pauses } = await prepare(server.webhookUrl)(text, 30_000);
    expect(error).toMatchObject({ status: 429, reason: 'rate_limited', retryable: true });
    expect(pauses).toEqual([]);
    expect(server.posts).toHaveLength(1);
  });

  it.each([
    ['least', 0, [250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000]],
    ['most', 1, [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000]],
  ])('grows, at %s', async (_, random, expected) => {
    await using server = await startSlackServer();
    server.answerWith(answer(500));
    const { pauses } = await prepare(server.webhookUrl, { random: () => random })(text, 900_000);
    expect(pauses).toEqual(expected);
    expect(server.posts).toHaveLength(10);
  });

  it('is a real one where no other is given', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(500), ok);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { promise: failed, resolve } = deferred<void>();
    const deliver = createDeliver({
      webhookUrl: server.webhookUrl,
      log: (level) => level === 'warn' && resolve(),
      random: () => 0,
    });
    const delivery = deliver(text, () => 30_000);
    await failed;
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(249);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    await delivery;
    expect(server.posts).toHaveLength(2);
  });
});

describe('the time left', () => {
  it.each([0, -5_000, 499])('of %i ms is too little for an attempt', async (budget) => {
    await using server = await startSlackServer();
    const { error } = await prepare(server.webhookUrl)(text, budget);
    expect(error).toMatchObject({ status: undefined, reason: 'no time left', retryable: true });
    expect(server.posts).toHaveLength(0);
  });

  it('that a pause used up leaves the error of the attempt before', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(503, 'upstream'));
    let left = 30_000;
    const deliver = createDeliver({
      webhookUrl: server.webhookUrl,
      log: () => {},
      sleep: async () => {
        left = 0;
      },
    });
    const delivery = deliver(text, () => left);
    await expect(delivery).rejects.toMatchObject({ status: 503, reason: 'upstream' });
    expect(server.posts).toHaveLength(1);
  });

  it('shortens the attempt that would outlast it', async () => {
    await using server = await startSlackServer();
    server.answerWith(hang);
    const { error } = await prepare(server.webhookUrl, { attemptTimeoutMs: 600_000 })(text, 550);
    expect(error).toMatchObject({ reason: 'timeout', retryable: true });
    expect(server.posts).toHaveLength(1);
  });

  it('is not outlasted by pauses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60_000 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.option(fc.integer({ min: 0, max: 90 })),
        async (budget, random, after) => {
          const headers = after === null ? {} : { 'retry-after': String(after) };
          const fetch = fakeFetch(503, headers);
          const deliver = prepare(`http://localhost${WEBHOOK_PATH}`, {
            fetch,
            random: () => random,
          });
          const { error, pauses } = await deliver(text, budget);
          expect(error).toHaveProperty('retryable', true);
          const spent = pauses.reduce((sum, pause) => sum + pause, 0);
          if (pauses.length > 0) expect(spent).toBeLessThanOrEqual(budget - 500);
        },
      ),
    );
  });
});

describe('a form that Slack refuses', () => {
  const refuse = answer(400, 'invalid_blocks');

  it('gives way to the next at once, and the log names it', async () => {
    await using server = await startSlackServer();
    server.answerWith(refuse, refuse, ok);
    const { error, pauses, log } = await prepare(server.webhookUrl)(all);
    expect(error).toBeUndefined();
    expect(pauses).toEqual([]);
    expect(postedTexts(server)).toEqual(['with a chart', 'as blocks', 'as text']);
    expect(log).toMatchObject([
      ['warn', 'Slack refused the chart form', { form: 'chart', reason: 'invalid_blocks' }],
      ['warn', 'Slack refused the blocks form', { form: 'blocks', reason: 'invalid_blocks' }],
      ['info', 'Slack accepted the message', { form: 'text', attempts: 3 }],
    ]);
  });

  it('is thrown as permanent when it was the last', async () => {
    await using server = await startSlackServer();
    server.answerWith(refuse, refuse, answer(400, 'no_text'));
    const { error } = await prepare(server.webhookUrl)(all);
    expect(error).toMatchObject({ status: 400, reason: 'no_text', retryable: false });
    expect(server.posts).toHaveLength(3);
  });

  it('is left out from then on if it was the chart alone', async () => {
    await using server = await startSlackServer();
    const deliver = prepare(server.webhookUrl);
    server.answerWith(refuse, ok);
    await deliver(all);
    await deliver(all);
    expect(postedTexts(server)).toEqual(['with a chart', 'as blocks', 'as blocks']);
    await deliver(all.slice(0, 1));
    expect(postedTexts(server).at(-1)).toBe('with a chart');
  });

  it(
    'is tried again the next time if it was not the chart alone',
    everyRow(
      [
        ['the blocks were refused too', [refuse, refuse, ok]],
        ['everything was refused', [refuse, refuse, refuse]],
        ['the next form met a lasting failure', [refuse, answer(404)]],
      ] satisfies [string, Answer[]][],
      async (_, answers) => {
        await using server = await startSlackServer();
        const deliver = prepare(server.webhookUrl);
        server.answerWith(...answers);
        await deliver(all);
        server.answerWith(ok);
        await deliver(all);
        expect(postedTexts(server).at(-1)).toBe('with a chart');
      },
    ),
  );

  it('is not given up for a transient failure', async () => {
    await using server = await startSlackServer();
    server.answerWith(answer(500), refuse, answer(429), ok);
    const { error, pauses } = await prepare(server.webhookUrl)(all);
    expect(error).toBeUndefined();
    expect(pauses).toEqual([250, 1_000]);
    const chart = 'with a chart';
    expect(postedTexts(server)).toEqual([chart, chart, 'as blocks', 'as blocks']);
  });

  it('is one that cannot be written as JSON, too', async () => {
    await using server = await startSlackServer();
    const toJSON = () => {
      throw new Error(SECRET);
    };
    const body = { ...message('broken'), toJSON };
    const { error, log } = await prepare(server.webhookUrl)([{ name: 'blocks', body }, ...text]);
    expect(error).toBeUndefined();
    expect(log[0]).toMatchObject(['warn', 'Slack refused the blocks form', { status: undefined }]);
    expect(postedTexts(server)).toEqual(['as text']);
  });
});

describe('an error', () => {
  it(
    'says what to do',
    everyRow(
      [
        [403, 'invalid_token', /403 invalid_token \(1 attempt\)\. .*SLACK_WEBHOOK_URL/],
        [404, 'no_service', /404 no_service \(1 attempt\)\. .*SLACK_WEBHOOK_URL/],
        [410, 'channel_is_archived', /410 channel_is_archived \(1 attempt\)\. .*archived/],
        [503, '', /503 an empty answer \(4 attempts\)\.$/],
      ],
      async (status, body, said) => {
        await using server = await startSlackServer();
        server.answerWith(answer(status, body));
        const { error } = await prepare(server.webhookUrl)(text, 2_500);
        expect(error).toHaveProperty('message', expect.stringMatching(said));
      },
    ),
  );

  it(
    'shows nothing of the secret, however it comes back',
    everyRow(
      [
        ['base64', Buffer.from(SECRET).toString('base64')],
        [
          'base64 of something around it',
          Buffer.from(`POST x ${WEBHOOK_PATH} HTTP`).toString('base64'),
        ],
        [
          'base64 for URLs',
          Buffer.from(`u=https://hooks.slack.com${WEBHOOK_PATH}`).toString('base64url'),
        ],
        ['hex', Buffer.from(SECRET).toString('hex')],
        ['letters apart', [...SECRET].join(' ')],
        ['letters with dashes', [...SECRET].join('-')],
        ['two lines', `${SECRET.slice(0, 10)}\n${SECRET.slice(10)}`],
      ],
      async (_, echo) => {
        await using server = await startSlackServer();
        server.answerWith(answer(403, `denied ${echo} end`));
        const { error } = await prepare(server.webhookUrl)();
        const reason = error instanceof DeliveryError ? error.reason : '';
        expect(reason).toMatch(/^denied .*\[redacted\].*end$/);
        for (let at = 0; at + 10 <= echo.length; at += 1) {
          if (echo.includes(SECRET)) break;
          const window = echo.slice(at, at + 10);
          const isOfSecret = Buffer.from(window, 'base64').toString('latin1').includes('SeCrEt');
          if (isOfSecret) expect(reason).not.toContain(window);
        }
      },
    ),
  );

  it('is thrown when there is no form to post', async () => {
    const { error } = await prepare(`http://localhost:1${WEBHOOK_PATH}`)([]);
    expect(error).toMatchObject({ reason: 'no form to post', retryable: false });
  });

  it('is the only thing thrown and leaks nothing, whatever Slack answers', {
    timeout: 60_000,
  }, async () => {
    await using server = await startSlackServer();
    const deliver = prepare(server.webhookUrl);
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.mixedCase(fc.constantFrom(SECRET, WEBHOOK_PATH, server.webhookUrl)),
      fc.constantFrom('ok', ' ', '\n', '/', '%', '\u0000', '<a href="'),
    );
    const body = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 599 }), body, async (status, said) => {
        server.answerWith(answer(status, said));
        const { error } = await deliver(all, 600);
        if (error instanceof DeliveryError) {
          expect(error.reason).toMatch(/^[^\p{Cc}]{1,200}$/u);
          expect(error.retryable).toBe(status === 429 || status >= 500);
        } else expect([status, said.trim()]).toEqual([200, 'ok']);
      }),
      { numRuns: 200, examples: [[200, 'ok']] },
    );
  });
});

/** For what needs many answers and no network. */
function fakeFetch(status: number, headers: Record<string, string>): FetchFunction {
  return async () => ({
    ok: false,
    status,
    statusText: '',
    url: '',
    headers: { get: (name) => headers[name] ?? null, entries: () => Object.entries(headers) },
    text: async () => '',
    json: async () => '',
    arrayBuffer: async () => new ArrayBuffer(0),
  });
}
