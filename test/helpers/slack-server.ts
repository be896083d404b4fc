import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createCertificate } from './certificate.ts';

export const SECRET = 'FaKeSeCrEt0123456789abcd';
export const WEBHOOK_PATH = `/services/T00000000/B00000000/${SECRET}`;

/** What the server does with one post, whose body it has read by then, or with its connection. */
export type Answer = (response: ServerResponse, connection: Socket) => void;

export interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Counts the connections from 0: posts with the same number came over the same one. */
  readonly connection: number;
}

export interface SlackServer extends AsyncDisposable {
  readonly webhookUrl: string;
  /** The certificate to trust, where the server speaks TLS. */
  readonly ca: string;
  readonly posts: readonly Post[];
  /** All that were ever made, below TLS if there is any. */
  readonly connections: readonly Socket[];
  /** One answer per post; the last one serves all further posts. `ok` until told. */
  readonly answerWith: (...answers: readonly Answer[]) => void;
}

export function answer(
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (response) => response.writeHead(status, headers).end(body);
}

export const ok: Answer = answer(200, 'ok');

/** Bytes of an HTTP answer as they are, for what a server of Node's would not write. */
export function raw(bytes: string): Answer {
  return ({ socket }) => socket?.end(bytes);
}

export const hang: Answer = () => {};

export const resetBeforeHeaders: Answer = (_, connection) => connection.resetAndDestroy();

export const closeBeforeHeaders: Answer = ({ socket }) => socket?.end();

export function resetInBody(status: number): Answer {
  return (response, connection) => {
    response.writeHead(status, { 'Content-Length': 100 });
    response.write('o', () => connection.resetAndDestroy());
  };
}

export function closeInBody(status: number): Answer {
  return raw(`HTTP/1.1 ${status} Cut\r\nContent-Length: 100\r\n\r\no`);
}

/** Begins the body and never ends it. */
export function hangInBody(status: number): Answer {
  return (response) => response.writeHead(status, { 'Content-Length': 100 }).write('o');
}

/** A real server on a loopback port that answers as told. */
export async function startSlackServer({ tls = false } = {}): Promise<SlackServer> {
  const certificate = createCertificate('localhost');
  const server = tls ? createTlsServer(certificate) : createServer();
  const posts: Post[] = [];
  const connections: Socket[] = [];
  let answers: readonly Answer[] = [ok];

  server.on('connection', (socket: Socket) => connections.push(socket.on('error', () => {})));
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const { remotePort } = request.socket;
    const connection = connections.findLastIndex((socket) => socket.remotePort === remotePort);
    posts.push({ headers: request.headers, body: await text(request), connection });
    const [next = ok, ...rest] = answers;
    if (rest.length > 0) answers = rest;
    next(response, connections[connection] ?? request.socket);
  });

  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    webhookUrl: `${tls ? 'https' : 'http'}://localhost:${port}${WEBHOOK_PATH}`,
    ca: certificate.cert,
    posts,
    connections,
    answerWith: (...given) => {
      answers = given;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server.close(), 'close');
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}
