/** `npm start` */

import { ConfigError } from '../errors.ts';
import { type Preview, startPreview } from './preview.ts';

async function start(): Promise<void> {
  const preview = await startPreview(process.env);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void preview.close().then(() => process.exit(0)));
  }
  for (const failure of await preview.sendSamples()) console.error(failure);
  console.log(greeting(preview));
}

function greeting({ standIn }: Preview): string {
  const { url, webhookUrl, posts } = standIn;
  const port = new URL(url).port;
  return [
    `The page is at http://localhost:${port}`,
    `  It shows ${posts.length} messages: the samples of events/ and scenes of a recorded night.`,
    `  Webhook:            ${webhookUrl.replace('127.0.0.1', 'localhost')}`,
    `  From a container:   ${webhookUrl.replace('127.0.0.1', 'host.docker.internal')}`,
    'Stop it with Ctrl+C.',
  ].join('\n');
}

try {
  await start();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
