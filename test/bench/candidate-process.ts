import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Candidate } from './candidates.ts';
import { type CpuGroup, cpuTime, peakMemory } from './cpu.ts';
import { numberedAlarm } from './event.ts';
import { startRuntimeApi } from './runtime-api.ts';
import type { StandIns } from './stand-in-process.ts';
import { clock } from './statistics.ts';

/** `free`: all the CPU there is. `burst`: the share of the memory size from the first event on. `throttled`: always. */
export const CPU_MODELS = ['free', 'burst', 'throttled'] as const;
export type CpuModel = (typeof CPU_MODELS)[number];

export interface Conditions {
  readonly model: CpuModel;
  readonly memoryMb: number;
  /** Of one CPU, for `burst` and `throttled`. */
  readonly share: number;
  /** Invocations after the first. */
  readonly warm: number;
}

/** Times in milliseconds. */
export interface Invocation {
  /** From the event being handed out to the whole post being read by Slack; NaN without post. */
  readonly toSlack: number;
  /** To the answer being back at the Runtime API. */
  readonly toEnd: number;
}

/** One process from start to end. Times in milliseconds, memory in megabytes. */
export interface Run {
  /** From the start of Node to the first ask for an event. */
  readonly init: number;
  /** From the start of Node to the whole post being read by Slack, or to the end where there is none. */
  readonly cold: number;
  readonly first: Invocation;
  readonly warm: readonly Invocation[];
  /** Of the CPU, used by the start-up, and by the first invocation. */
  readonly cpu: { readonly init: number; readonly first: number };
  readonly throttled: number;
  /** The most that it had by the end of the first invocation. */
  readonly memory: number;
  /** What AWS was asked in the first invocation or before. */
  readonly awsCalls: readonly string[];
}

export interface Bench {
  readonly standIns: StandIns;
  readonly group: CpuGroup | undefined;
  /** The folder of AWS's runtime client. */
  readonly runtime: string;
  readonly node: string;
  readonly logFile: string;
}

const REDIRECT = fileURLToPath(new URL('redirect.cjs', import.meta.url));
/** Milliseconds between two invocations: longer than the pace of the function's posts, which is not measured. */
const PAUSE = 2_100;

export async function runOnce(
  bench: Bench,
  candidate: Candidate,
  conditions: Conditions,
): Promise<Run> {
  const { group, standIns } = bench;
  const { model, share, warm } = conditions;
  group?.limit(model === 'throttled' ? share : undefined);
  standIns.posts.drain();
  standIns.awsCalls.drain();
  await using api = await startRuntimeApi(() => {
    if (model === 'burst') group?.limit(share);
  });
  const throttledBefore = group?.throttled() ?? 0;
  const child = spawnWaiting(bench, candidate, conditions, api.address);
  const pid = child.pid ?? 0;

  async function invoke(): Promise<Invocation & { startedAt: number; endedAt: number }> {
    const { startedAt, endedAt } = await api.invoke(numberedAlarm());
    const post = candidate.posts ? await standIns.posts.take(5_000) : undefined;
    const toSlack = (post?.at ?? Number.NaN) - startedAt;
    return { startedAt, endedAt, toSlack, toEnd: endedAt - startedAt };
  }

  try {
    const spawnedAt = clock();
    child.stdin?.end('go\n');
    const initializedAt = await api.initialized;
    const cpuOfInit = cpuTime(pid);
    const first = await invoke();
    const cpu = { init: cpuOfInit, first: cpuTime(pid) - cpuOfInit };
    const memory = peakMemory(pid);
    const throttled = (group?.throttled() ?? 0) - throttledBefore;
    const awsCalls = standIns.awsCalls.drain().map(({ what }) => what);
    const later: Invocation[] = [];
    while (later.length < warm) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      later.push(await invoke());
    }
    return {
      init: initializedAt - spawnedAt,
      cold: first.startedAt - spawnedAt + (candidate.posts ? first.toSlack : first.toEnd),
      first,
      warm: later,
      cpu,
      throttled,
      memory,
      awsCalls,
    };
  } finally {
    await end(child);
  }
}

/** A shell that is in its CPU group and becomes the candidate when it is told: so its own start is not measured. */
function spawnWaiting(
  { group, node, runtime, logFile, standIns }: Bench,
  candidate: Candidate,
  { memoryMb }: Conditions,
  runtimeApi: string,
): ChildProcess {
  const enter = group ? `echo $$ > ${group.members}; ` : '';
  const log = openSync(logFile, 'w');
  const child = spawn(
    'sh',
    [
      '-c',
      `${enter}read -r go; exec "$@" < /dev/null`,
      'sh',
      node,
      // As Lambda's own start script has them.
      '--expose-gc',
      '--max-http-header-size=81920',
      `--max-semi-space-size=${Math.floor(memoryMb * 0.05)}`,
      `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
      `--require=${REDIRECT}`,
      `${runtime}/index.mjs`,
    ],
    {
      // The log goes to descriptor 3, in the frames in which Lambda takes it.
      stdio: ['pipe', log, log, log],
      env: {
        PATH: process.env['PATH'],
        ...lambdaVariables(candidate, memoryMb, runtimeApi),
        ...standIns.env,
        ...candidate.env,
      },
    },
  );
  closeSync(log);
  return child;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function lambdaVariables(
  candidate: Candidate,
  memoryMb: number,
  runtimeApi: string,
): Record<string, string> {
  return {
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    _HANDLER: 'handler.handler',
    LAMBDA_TASK_ROOT: candidate.folder,
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memoryMb}`,
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/bench',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000000',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_SESSION_TOKEN: 'not-a-token'.repeat(40),
    _LAMBDA_TELEMETRY_LOG_FD: '3',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
