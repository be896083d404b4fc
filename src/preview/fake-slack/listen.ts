/** One server on several addresses with the same port, also on such as appear later. */

import { createServer, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Served } from './guard.ts';

/** A request that is not here by then is given up. Milliseconds. */
const REQUEST_MS = 15_000;
/** How often is looked for addresses that were not there, such as the bridge of a container engine. Milliseconds. */
const LOOK_MS = 3_000;

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface ListenOptions {
  /** Asked again and again. All but the first may be missing on this machine, and are tried again later. */
  readonly hosts: () => readonly string[];
  /** 0 takes a free one. */
  readonly port: number;
  /** Milliseconds between two looks for new addresses; 3,000 unless given. */
  readonly lookMs?: number;
}

/** @throws {Error} with `code` when the port is taken on one of the addresses, or the first is none of this machine's */
export async function listenOn(app: Hono<Served>, options: ListenOptions): Promise<Listening> {
  const { hosts, lookMs = LOOK_MS } = options;
  const servers = new Map<string, Server>();
  const close = async () => {
    clearInterval(looking);
    await Promise.all([...servers.values()].map(closeServer));
  };
  let port = options.port;
  const add = async (isAllowed: (error: unknown) => boolean) => {
    for (const host of hosts()) {
      if (servers.has(host)) continue;
      const server = serverOf(app);
      try {
        port = await listen(server, host, port);
        servers.set(host, server);
      } catch (error) {
        if (servers.size === 0 || !isAllowed(error)) throw error;
      }
    }
  };
  // Whatever else uses the port on an address that comes later may keep it.
  const looking = setInterval(() => void add(() => true).catch(() => {}), lookMs).unref();
  await add(isAbsent).catch(async (error) => {
    await close();
    throw error;
  });
  return { port, close };
}

function serverOf(app: Hono<Served>): Server {
  const serverOptions = { requestTimeout: REQUEST_MS };
  const server = createAdaptorServer({ fetch: app.fetch, createServer, serverOptions });
  // The adapter's type has HTTP/2 in it; what it made is what it was given.
  if (!('closeAllConnections' in server)) throw new TypeError('No HTTP/1.1 server was made.');
  return server;
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

/** Resolves to the port. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
