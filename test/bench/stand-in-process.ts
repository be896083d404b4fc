import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deferred } from '../helpers/deferred.ts';
import { TYPESCRIPT } from '../helpers/typescript.ts';
import { createQueue, type Queue } from './queue.ts';
import type { Ready, Report, Seen } from './stand-ins.ts';

export interface StandIns extends AsyncDisposable {
  /** Variables that lead a candidate to them. */
  readonly env: Readonly<Record<string, string>>;
  readonly posts: Queue<Seen>;
  readonly awsCalls: Queue<Seen>;
}

/** Starts Slack and AWS in a process of their own; the certificates to trust are written into `folder`. */
export async function startStandIns(folder: string): Promise<StandIns> {
  const posts = createQueue<Seen>();
  const awsCalls = createQueue<Seen>();
  const child = fork(fileURLToPath(new URL('stand-ins.ts', import.meta.url)), {
    execArgv: [...TYPESCRIPT],
  });
  const ready = deferred<Ready>();
  child.once('exit', (code) => ready.reject(new Error(`the stand-ins ended with ${code}`)));
  child.on('message', (report: Report) => {
    if ('ready' in report) ready.resolve(report.ready);
    else (report.seen.service === 'Slack' ? posts : awsCalls).put(report.seen);
  });
  const { slackPort, awsPort, certificates } = await ready.promise;
  const trusted = join(folder, 'stand-ins.pem');
  writeFileSync(trusted, certificates);
  return {
    posts,
    awsCalls,
    env: {
      NODE_EXTRA_CA_CERTS: trusted,
      BENCH_SLACK_PORT: `${slackPort}`,
      BENCH_AWS_PORT: `${awsPort}`,
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
