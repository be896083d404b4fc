import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { deferred } from '../helpers/deferred.ts';
import { createQueue } from './queue.ts';
import { clock } from './statistics.ts';

/** One invocation as the Runtime API sees it. */
export interface Served {
  /** When the event was handed out. */
  readonly startedAt: number;
  /** When the answer was there. */
  readonly endedAt: number;
}

export interface RuntimeApi extends AsyncDisposable {
  /** `host:port`, as AWS_LAMBDA_RUNTIME_API has it. */
  readonly address: string;
  /** Resolves at the first ask for an event: the start-up is over. Rejects when the start-up failed. */
  readonly initialized: Promise<number>;
  /** Hands out an event and waits for the answer. @throws {Error} when the function failed */
  readonly invoke: (event: unknown) => Promise<Served>;
}

/** Milliseconds that an invocation may take, as the template has it. */
const TIMEOUT = 30_000;
const PATH = '/2018-06-01/runtime/';

/**
 * The interface between Lambda and the runtime client of one process. `onInitialized` runs before the first event is
 * handed out. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(onInitialized: () => void): Promise<RuntimeApi> {
  const initialized = deferred<number>();
  const asked = createQueue<ServerResponse>();
  let answered = deferred<number>();
  let invocations = 0;
  for (const { promise } of [initialized, answered]) promise.catch(() => {});

  function fail(what: string, body: string): void {
    const error = new Error(`${what}: ${body}`);
    initialized.reject(error);
    answered.reject(error);
  }

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const at = clock();
    const path = request.url?.replace(PATH, '') ?? '';
    if (path === 'invocation/next') {
      if (invocations === 0) {
        initialized.resolve(at);
        onInitialized();
      }
      asked.put(response);
      return;
    }
    const body = await text(request);
    response.writeHead(202).end();
    if (path.endsWith('/response')) answered.resolve(at);
    else fail(path, body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    initialized: initialized.promise,
    invoke: async (event) => {
      const response = await asked.take(TIMEOUT);
      invocations += 1;
      answered = deferred<number>();
      const body = JSON.stringify(event);
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': `00000000-0000-4000-8000-${`${invocations}`.padStart(12, '0')}`,
        'lambda-runtime-deadline-ms': `${Date.now() + TIMEOUT}`,
        'lambda-runtime-invoked-function-arn':
          'arn:aws:lambda:ap-northeast-2:123456789012:function:bench',
        'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      });
      const startedAt = clock();
      response.end(body);
      return { startedAt, endedAt: await answered.promise };
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
}
