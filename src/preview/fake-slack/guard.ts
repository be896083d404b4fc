/** The few things that a small server on loopback needs around `node:http`. */

import type { IncomingMessage, ServerResponse } from 'node:http';

/** Serves one kind of request; false when the request is none of its own. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => boolean | Promise<boolean>;

export interface Refusal {
  readonly status: number;
  readonly text: string;
}

/** Nothing may be loaded from anywhere else, and nothing of a message can run. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export function respond(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): true {
  response.writeHead(status, { ...HEADERS, 'content-type': type });
  response.end(body);
  return true;
}

export function respondText(response: ServerResponse, status: number, text: string): true {
  return respond(response, status, 'text/plain; charset=utf-8', text);
}

export function respondJson(response: ServerResponse, status: number, value: unknown): true {
  return respond(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

/** A client hears that its body is too long only if it may finish; of one that goes on and on the connection is cut. */
const DROPPED_TIMES = 4;

/**
 * The whole body as text; undefined when it is longer than `limit` bytes. Four times as much is read and dropped, then
 * the connection is closed.
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= limit) chunks.push(bytes);
    if (length > limit * DROPPED_TIMES) {
      request.socket.destroy();
      break;
    }
  }
  return length > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}

const LOOPBACK_PEER = /^(::ffff:)?127\.|^::1$/;
const LOOPBACK_NAME = /^(localhost|127(\.\d+){3}|\[::1\])$/;
/** What a container calls the machine that it runs on: a name of Docker's, or an address. */
const MACHINE_NAME = /^(localhost|host\.docker\.internal|[\d.]+|\[[\da-f:.]+\])$/;

/**
 * A web page that somebody has open must not reach this server: neither by posting to it from another origin, nor by
 * pointing a name of its own at it (DNS rebinding). Other machines and containers reach the webhook alone, and only
 * those for which `mayPost` says so.
 */
export function refuseStranger(
  request: IncomingMessage,
  isWebhook: boolean,
  mayPost: (peer: string) => boolean = () => true,
): Refusal | undefined {
  const { host = '', origin } = request.headers;
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  if (!(isWebhook ? MACHINE_NAME : LOOPBACK_NAME).test(name)) {
    return { status: 421, text: 'Use http://localhost or http://127.0.0.1 with the port.' };
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, text: 'Pages of other origins may not use this server.' };
  }
  if (!isWebhook && !LOOPBACK_PEER.test(request.socket.remoteAddress ?? '')) {
    return { status: 403, text: 'The page is for this machine alone; only the webhook is open.' };
  }
  if (isWebhook && !mayPost(request.socket.remoteAddress ?? '')) {
    return { status: 403, text: 'Only this machine and its containers may post here.' };
  }
  return undefined;
}
