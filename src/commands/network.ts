/** Finds out within seconds why nothing can be reached, and says so. */

import { once } from 'node:events';
import { connect } from 'node:net';
import type { Environment } from '../settings.ts';
import { CommandError } from './command-error.ts';

/** Milliseconds. */
const PATIENCE = 5_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** @throws {CommandError} when a proxy is set: the commands know none, and would wait for a connection that never comes */
export function refuseProxy(env: Environment, url: string | undefined): void {
  const name = ['HTTPS_PROXY', 'https_proxy'].find((candidate) => env[candidate]);
  if (name === undefined || (url !== undefined && isLocal(url))) return;
  throw new CommandError(
    `${name} is set, but this command cannot use a proxy. Run it where the internet is reachable directly, for example in AWS CloudShell, or without the setting: env -u ${name} npm run …`,
  );
}

/** @throws {CommandError} when nothing answers at the URL's host and port */
export async function mustReach(url: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const number = Number(port || (protocol === 'http:' ? 80 : 443));
  const socket = connect({ host, port: number, autoSelectFamily: true });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new CommandError(sayUnreachable(url, host, number, error), { cause: error });
  } finally {
    socket.destroy();
  }
}

function sayUnreachable(url: string, host: string, port: number, error: unknown): string {
  return isLocal(url)
    ? `Nothing listens on ${host}:${port}. Is npm start running, and does it name this port?`
    : `${host} cannot be reached (${networkFailure(error) ?? 'no answer'}). Is this machine online?`;
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}

const FAILURES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is unknown',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ETIMEDOUT: 'no answer',
  ABORT_ERR: 'no answer',
  TimeoutError: 'no answer',
};

/** In words; undefined when the error is not one of the network. */
export function networkFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : error.name;
  return FAILURES[code] ?? FAILURES[error.name];
}
