import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AwsCallSeen {
  /** The operation of AWS's JSON protocol, or the `Action` of its Query protocol. */
  readonly operation: string;
  /** The path, which tells the operation in AWS's REST protocols. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body of AWS's JSON protocol. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The port that it came from: one for each connection. */
  readonly connection: number;
}

export interface AwsReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `hang`: the connection stays open and nothing ever comes; `reset`: it is torn down. */
export type AwsBehaviour = (call: AwsCallSeen) => AwsReply | 'hang' | 'reset';

export interface AwsEndpoint {
  readonly url: string;
  /** Every call that came in, oldest first. */
  readonly calls: readonly AwsCallSeen[];
  readonly close: () => Promise<void>;
}

/** A real HTTP server on loopback that answers in AWS's stead; what it answers is the test's business. */
export async function startAwsEndpoint(behave: AwsBehaviour): Promise<AwsEndpoint> {
  const calls: AwsCallSeen[] = [];
  const server = createServer(async (request, response) => {
    const call = toCall(request, await readBody(request));
    calls.push(call);
    const reply = behave(call);
    if (reply === 'hang') return;
    if (reply === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function toCall({ headers, socket, url = '' }: IncomingMessage, body: string): AwsCallSeen {
  const target = headers['x-amz-target'];
  const operation =
    typeof target === 'string'
      ? target.slice(target.lastIndexOf('.') + 1)
      : (new URLSearchParams(body).get('Action') ?? '');
  return {
    operation,
    path: url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`])),
    body,
    input: typeof target === 'string' ? JSON.parse(body) : {},
    connection: socket.remotePort ?? 0,
  };
}
