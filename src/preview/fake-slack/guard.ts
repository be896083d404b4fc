/** What stands before every route: who may ask, how much may be sent, and what a browser may do with the answer. */

import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';

/** A Hono app of this server, with Node's own request and response at hand. */
export interface Served {
  readonly Bindings: HttpBindings;
}

/** Nothing may be loaded from anywhere else, and nothing of a message can run. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    styleSrcAttr: ["'unsafe-inline'"],
    imgSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // It would mean a server with https.
  strictTransportSecurity: false,
});

/** A client hears that its body is too long only if it may finish; one that goes on and on is cut off. */
const DROPPED_TIMES = 4;

/** Of a body over the limit four times as much is read and dropped. https://hono.dev/docs/middleware/builtin/body-limit */
export function limitBody(bytes: number, answer: string): MiddlewareHandler {
  const onError = async (context: Context) => {
    const { body } = context.req.raw;
    // One of unknown length was read up to the limit; the adapter cuts it off.
    if (body !== null && !body.locked) await drop(body, bytes * DROPPED_TIMES);
    return context.text(answer, 413);
  };
  return bodyLimit({ maxSize: bytes, onError });
}

async function drop(body: ReadableStream<Uint8Array>, most: number): Promise<void> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) break;
  }
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
export function refuseStrangers(
  isWebhook: (path: string) => boolean,
  mayPost: (peer: string) => boolean,
): MiddlewareHandler<Served> {
  return (context, next) => {
    const open = isWebhook(context.req.path);
    const host = context.req.header('host') ?? '';
    const { address: peer = '' } = getConnInfo(context).remote;
    const refusal =
      refuseName(host, open) ??
      refuseOrigin(host, context.req.header('origin')) ??
      (open ? refusePost(mayPost(peer)) : refusePeer(peer));
    return refusal === undefined ? next() : Promise.resolve(context.text(...refusal));
  };
}

type Refusal = readonly [sentence: string, status: 403 | 421];

function refuseName(host: string, open: boolean): Refusal | undefined {
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  if ((open ? MACHINE_NAME : LOOPBACK_NAME).test(name)) return undefined;
  return ['Use http://localhost or http://127.0.0.1 with the port.', 421];
}

function refuseOrigin(host: string, origin: string | undefined): Refusal | undefined {
  if (origin === undefined || origin === `http://${host}`) return undefined;
  return ['Pages of other origins may not use this server.', 403];
}

function refusePeer(peer: string): Refusal | undefined {
  if (LOOPBACK_PEER.test(peer)) return undefined;
  return ['The page is for this machine alone; only the webhook is open.', 403];
}

function refusePost(may: boolean): Refusal | undefined {
  return may ? undefined : ['Only this machine and its containers may post here.', 403];
}
