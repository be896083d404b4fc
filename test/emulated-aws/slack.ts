import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { startSlackStandIn } from '../../src/preview/fake-slack/server.ts';
import { step } from './step.ts';
import { wait, waitFor } from './waiting.ts';

/** The Slack stand-in behind a door that can be shut, as when Slack is down or the webhook was revoked. */
export interface Slack {
  readonly webhookUrl: string;
  /** How often it was asked while the door was shut. */
  readonly refusals: () => number;
  /** @param times posts to refuse before the door opens by itself; all until `accept` unless told */
  readonly refuse: (status: number, body: string, times?: number) => void;
  readonly accept: () => void;
  /** All that was posted so far, as text. */
  readonly messages: () => readonly string[];
  /** Waits for a message with all of `parts` in it that was not waited for before, and resolves to it. */
  readonly message: (...parts: readonly string[]) => Promise<string>;
  /** What came since this was asked the last time. A message that came twice is counted twice. */
  readonly news: () => Counts;
  /** Waits until nothing more comes, and resolves to what came since it was asked the last time. */
  readonly lastNews: () => Promise<Counts>;
  readonly close: () => Promise<void>;
}

export interface Counts {
  readonly messages: number;
  /** Messages that mention somebody. */
  readonly mentions: number;
}

const TO_ARRIVE = 30_000;
/** The function posts one message in two seconds, so whatever is still to come comes within. */
const QUIET = 2_300;
const MENTION = /<!(here|channel|subteam)|<@[UW]/;

export async function openSlack(): Promise<Slack> {
  const standIn = await startSlackStandIn();
  let answer: { readonly status: number; readonly body: string } | undefined;
  let left = 0;
  let refusals = 0;
  const taken = new Set<number>();
  let counted = 0;
  const door = createServer(async (request, response) => {
    const body = await text(request);
    if (answer !== undefined && left > 0) {
      refusals += 1;
      left -= 1;
      response.writeHead(answer.status).end(answer.body);
      return;
    }
    const { method = 'POST', url = '/' } = request;
    const verdict = await fetch(standIn.url + url, { method, body });
    response.writeHead(verdict.status).end(await verdict.text());
  });
  const port = await listen(door);
  const accepted = () =>
    standIn.posts
      .filter(({ status }) => status === 200)
      .map(({ id, message }) => ({ id, message: JSON.stringify(message) }));

  function news(): Counts {
    const fresh = accepted().slice(counted);
    counted += fresh.length;
    const mentions = fresh.filter(({ message }) => MENTION.test(message)).length;
    step(`in Slack since: ${fresh.length} messages, ${mentions} mentions`);
    return { messages: fresh.length, mentions };
  }

  return {
    news,
    async lastNews() {
      for (let before = -1; before !== accepted().length; ) {
        before = accepted().length;
        await wait(QUIET);
      }
      return news();
    },
    webhookUrl: standIn.webhookUrl.replace(/:\d+/, `:${port}`),
    refusals: () => refusals,
    refuse(status, body, times = Number.POSITIVE_INFINITY) {
      step(`Slack answers ${status} ${body}`);
      answer = { status, body };
      left = times;
      refusals = 0;
    },
    accept() {
      step('Slack answers again');
      left = 0;
    },
    messages: () => accepted().map(({ message }) => message),
    async message(...parts) {
      const { id, message } = await waitFor(
        `a message with ${parts.join(' and ')}`,
        TO_ARRIVE,
        () =>
          accepted().find(
            (one) => !taken.has(one.id) && parts.every((part) => one.message.includes(part)),
          ),
      );
      taken.add(id);
      step(`in Slack: ${JSON.parse(message).text}`);
      return message;
    },
    async close() {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await standIn.close();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}
