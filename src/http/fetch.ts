import type { ClientRequest, Agent as HttpAgent, IncomingMessage, RequestOptions } from 'node:http';
import type { FetchFunction } from '@slack/webhook';
import { createEarlyAgent, MAX_IDLE } from './early-connection.ts';

/** Not imported, for an ES module of a part of Node takes longer to load than the part itself. */
const https = process.getBuiltinModule('node:https');

type FetchResponse = Awaited<ReturnType<FetchFunction>>;

export interface HttpsFetch {
  /**
   * A `fetch` for small requests and answers that never loads undici, as the global `fetch`, `Response` and `Headers`
   * do at their first use: the largest part of a cold start on a small function. Resolves at the answer's headers;
   * `text()` rejects if the body breaks off. Redirects are not followed. The signal covers everything from the name
   * look-up to the last byte of the body, and its reason is what a late request is rejected with.
   *
   * Connections are kept alive. One that died while the function was frozen is replaced at once: an error on a reused
   * connection before any byte of the answer is no failure of the request.
   */
  readonly fetch: FetchFunction;
  /**
   * Opens a TLS connection that the next request to this origin will take, so that the handshake is done while the
   * start-up still has the full CPU; called twice it opens two, for requests that go out together. Resolves when the
   * connection stands, has failed, or after `maxWait` milliseconds (1,000 unless told); never rejects. Does nothing for
   * plain http.
   */
  readonly preconnect: (url: string, maxWait?: number) => Promise<void>;
}

/** All of a request was sent, and its signal ended the wait for the answer: the other side may have acted on it. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
}

export interface HttpsFetchOptions {
  /** Milliseconds within which a request has to be sent, name look-up and handshake included; 5,000 unless told. */
  readonly sendTimeoutMs?: number;
  /** Certificate authorities (PEM) in the place of Node's own. */
  readonly ca?: string;
  /**
   * Bytes of an answer that are read, 16 MiB unless told; the rest is cut off. A page of CloudWatch's alarms or of its logs
   * takes a megabyte or two.
   */
  readonly maxBodyBytes?: number;
}

export function createHttpsFetch(options: HttpsFetchOptions = {}): HttpsFetch {
  const { ca, maxBodyBytes = 2 ** 24, sendTimeoutMs = 5_000 } = options;
  const { agent, isEarly, preconnect } = createEarlyAgent(ca === undefined ? {} : { ca });
  let plainAgent: HttpAgent | undefined;

  function open(url: URL, request: RequestOptions): ClientRequest {
    if (url.protocol === 'https:') {
      // Spares Node the check whether the host is a name: a millisecond of CPU at the first request.
      return https.request(url, { ...request, agent, servername: url.hostname });
    }
    const http = process.getBuiltinModule('node:http');
    plainAgent ??= new http.Agent({ keepAlive: true, timeout: MAX_IDLE });
    return http.request(url, { ...request, agent: plainAgent });
  }

  const isReused = (request: ClientRequest) => request.reusedSocket || isEarly(request);

  const fetch: FetchFunction = async (url, init = {}) => {
    const { method = 'GET', headers = {}, body = '', signal } = init;
    if (typeof body !== 'string') throw new TypeError('only a string can be sent');
    const length = { 'Content-Length': Buffer.byteLength(body) };
    for (;;) {
      signal?.throwIfAborted();
      const request = open(new URL(url), { method, headers: { ...headers, ...length } });
      const isSilent = watch(request);
      const isSent = watchSent(request, signal);
      try {
        const answer = await exchange(request, body, { signal, sendTimeoutMs });
        return toResponse(answer, readBody(answer, maxBodyBytes, signal));
      } catch (error) {
        if (signal?.aborted || !isReused(request) || !isSilent())
          throw failureOf(error, isSent(), signal);
      }
    }
  };

  return {
    fetch,
    preconnect: async (url, maxWait = 1_000) => {
      const target = URL.parse(url);
      if (target?.protocol === 'https:') await preconnect(target, maxWait);
    },
  };
}

/** Tells whether no byte of an answer to this request has come; the connection may have carried earlier ones. */
function watch(request: ClientRequest): () => boolean {
  let bytesBefore = 0;
  request.once('socket', (socket) => {
    bytesBefore = socket.bytesRead;
  });
  return () => request.socket?.bytesRead === bytesBefore;
}

/** Tells whether the connection took the last byte before the signal. Node 20 also calls a destroyed request finished. */
function watchSent(request: ClientRequest, signal: AbortSignal | undefined): () => boolean {
  let isSent = false;
  request.once('finish', () => {
    isSent = !signal?.aborted;
  });
  return () => isSent;
}

function failureOf(error: unknown, isSent: boolean, signal: AbortSignal | undefined): unknown {
  if (!signal?.aborted) return error;
  const cause: unknown = signal.reason;
  return isSent ? new UnansweredError('no answer in time', { cause }) : cause;
}

function exchange(
  request: ClientRequest,
  body: string,
  { signal, sendTimeoutMs }: { signal: AbortSignal | undefined; sendTimeoutMs: number },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const abort = () => request.destroy();
    const notSent = Object.assign(new Error('not sent in time'), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => request.destroy(notSent), sendTimeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    request.once('finish', () => clearTimeout(timer));
    request.once('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      reject(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' }));
    });
    request.once('response', resolve).on('error', reject).end(body);
  });
}

function readBody(
  answer: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Of a request that is given up Node ends the answer, too, though nothing more of it was read.
    const settle = (error?: Error) => {
      if (signal?.aborted) reject(signal.reason);
      else if (error) reject(error);
      else resolve(Buffer.concat(chunks).subarray(0, maxBytes));
    };
    answer.on('data', (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size < maxBytes) return;
      settle();
      answer.destroy();
    });
    answer.once('end', settle).once('error', settle);
  });
}

function toResponse(answer: IncomingMessage, body: Promise<Buffer>): FetchResponse {
  // Avoid an unhandled rejection when nobody reads the body.
  body.catch(() => {});
  const { statusCode: status = 0, statusMessage: statusText = '', headers } = answer;
  const text = async () => (await body).toString();
  return {
    ok: status >= 200 && status <= 299,
    status,
    statusText,
    url: '',
    headers: {
      get: (name) => headers[name.toLowerCase()]?.toString() ?? null,
      entries: () => Object.entries(headers).map(([name, value]) => [name, String(value)]),
    },
    text,
    json: async () => JSON.parse(await text()),
    arrayBuffer: async () => Uint8Array.from(await body).buffer,
  };
}
