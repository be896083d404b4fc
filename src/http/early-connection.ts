import type { ClientRequest } from 'node:http';
import type { Agent, AgentOptions } from 'node:https';
import type { ConnectionOptions, TLSSocket } from 'node:tls';

export interface EarlyAgent {
  /** Keeps connections alive; its next connection to an origin is one opened ahead, if there is one. */
  readonly agent: Agent;
  /** Resolves when the connection stands, has failed, or after `maxWait` milliseconds; never rejects. */
  readonly preconnect: (url: URL, maxWait: number) => Promise<void>;
  /** Whether the request was given a connection opened ahead, which may have died before. */
  readonly isEarly: (request: ClientRequest) => boolean;
}

/** Milliseconds after which an idle connection is closed by us: the other side has likely done so before. */
export const MAX_IDLE = 60_000;

/** An agent of `node:https` that can open TLS connections before there are requests for them. */
export function createEarlyAgent(options: AgentOptions): EarlyAgent {
  const { Agent } = process.getBuiltinModule('node:https');
  const agent = new Agent({ keepAlive: true, timeout: MAX_IDLE, ...options });
  const early = new WeakSet<object>();
  const waiting = new Map<string, Set<TLSSocket>>();

  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (target, callback) => {
    const sockets = waiting.get(`${target.host}:${target.port}`);
    const socket = [...(sockets ?? [])].find(({ destroyed }) => !destroyed);
    if (socket === undefined) return connect(target, callback);
    sockets?.delete(socket);
    return inUse(socket);
  };

  async function preconnect(url: URL, maxWait: number): Promise<void> {
    const target = { host: url.hostname, port: Number(url.port || 443) };
    const origin = `${target.host}:${target.port}`;
    const socket = openTls({ ...agent.options, ...target, servername: target.host });
    const sockets = waiting.get(origin) ?? new Set();
    waiting.set(origin, sockets.add(socket));
    early.add(socket);
    socket.once('close', () => sockets.delete(socket));
    await settled(socket, maxWait);
    if (sockets.has(socket)) socket.unref();
  }

  return { agent, preconnect, isEarly: ({ socket }) => socket !== null && early.has(socket) };
}

/** Not imported: as an ES module `node:tls` takes tens of milliseconds to load, this way nothing. */
function openTls(options: ConnectionOptions): TLSSocket {
  const socket = process.getBuiltinModule('node:tls').connect(options);
  return socket.setTimeout(MAX_IDLE).on('timeout', destroyIdle);
}

function inUse(socket: TLSSocket): TLSSocket {
  return socket.off('timeout', destroyIdle).ref();
}

function destroyIdle(this: TLSSocket): void {
  this.destroy();
}

function settled(socket: TLSSocket, maxWait: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, maxWait);
    const settle = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.once('secureConnect', settle).on('error', settle);
  });
}
