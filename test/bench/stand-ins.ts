import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createCertificate } from '../helpers/certificate.ts';
import { answerAws } from './aws-answers.ts';
import { clock } from './statistics.ts';

/** A request that a stand-in has read to its end. */
export interface Seen {
  readonly at: number;
  readonly service: 'Slack' | 'AWS';
  readonly bytes: number;
  /** The service and operation for AWS. */
  readonly what: string;
}

export interface Ready {
  readonly slackPort: number;
  readonly awsPort: number;
  /** Certificates to trust, PEM. */
  readonly certificates: string;
}

export type Report = { readonly ready: Ready } | { readonly seen: Seen };

/** Slack and AWS over TLS on loopback, in a process of their own so that no candidate waits for what the bench does. */
const slack = createCertificate('hooks.slack.com');
const aws = createCertificate('*.ap-northeast-2.amazonaws.com');

async function listen(
  certificate: { readonly key: string; readonly cert: string },
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => Seen,
): Promise<number> {
  const server = createServer({ ...certificate, keepAliveTimeout: 60_000 });
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const seen = answer(request, await text(request), response);
    process.send?.({ seen } satisfies Report);
  });
  server.on('tlsClientError', (error) => process.stderr.write(`stand-in: ${error.message}\n`));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const slackPort = await listen(slack, (_request, body, response) => {
  const at = clock();
  response.writeHead(200, { 'content-type': 'text/html' }).end('ok');
  return { at, service: 'Slack', bytes: Buffer.byteLength(body), what: 'post' };
});

const awsPort = await listen(aws, (request, body, response) => {
  const at = clock();
  const { what, status, headers, text } = answerAws(request.headers, body);
  response.writeHead(status, headers).end(text);
  return { at, service: 'AWS', bytes: Buffer.byteLength(body), what };
});

process.send?.({
  ready: { slackPort, awsPort, certificates: slack.cert + aws.cert },
} satisfies Report);
process.on('disconnect', () => process.exit());
