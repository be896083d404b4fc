import { readFileSync } from 'node:fs';
import { type Bench, type CpuModel, type Run, runOnce } from './candidate-process.ts';
import type { Candidate } from './candidates.ts';
import { cpuShare } from './cpu.ts';
import { type Summary, summarize } from './statistics.ts';

export interface Plan {
  readonly candidates: readonly Candidate[];
  readonly models: readonly CpuModel[];
  /** Megabytes. */
  readonly memorySizes: readonly number[];
  readonly rounds: number;
  readonly warm: number;
}

/** One candidate under one CPU model. Milliseconds and megabytes. */
export interface Line {
  readonly candidate: string;
  readonly model: CpuModel;
  readonly memoryMb: number;
  readonly cold: Summary;
  readonly init: Summary;
  /** Of the first invocation: event to post, and to the end. */
  readonly firstToSlack: Summary;
  readonly firstToEnd: Summary;
  readonly warmToSlack: Summary;
  readonly warmToEnd: Summary;
  readonly cpuOfInit: Summary;
  readonly cpuOfFirst: Summary;
  readonly throttled: Summary;
  readonly memory: Summary;
  /** What AWS was asked in each process up to the end of the first invocation. */
  readonly awsCalls: readonly string[];
  readonly runs: readonly Run[];
}

/** Every candidate in every model once a round, in another order each round, so that no one has the quiet minutes. */
export async function measureColdStarts(
  bench: Bench,
  plan: Plan,
  tell: (progress: string) => void,
): Promise<readonly Line[]> {
  const cases = plan.memorySizes.flatMap((memoryMb) =>
    plan.models.flatMap((model) =>
      plan.candidates.map((candidate) => ({ memoryMb, model, candidate, runs: [] as Run[] })),
    ),
  );
  for (let round = 1; round <= plan.rounds; round += 1) {
    tell(`round ${round} of ${plan.rounds}`);
    for (const { memoryMb, model, candidate, runs } of shuffled(cases)) {
      const conditions = { model, share: cpuShare(memoryMb), memoryMb, warm: plan.warm };
      runs.push(await runOrExplain(bench, candidate, conditions));
    }
  }
  return cases.map(({ memoryMb, model, candidate, runs }) =>
    toLine(candidate, model, memoryMb, runs),
  );
}

async function runOrExplain(
  bench: Bench,
  candidate: Candidate,
  conditions: Parameters<typeof runOnce>[2],
): Promise<Run> {
  try {
    return await runOnce(bench, candidate, conditions);
  } catch (error) {
    const log = readFileSync(bench.logFile, 'utf8').replace(/[^\x20-\x7e\n]+/g, ' ');
    throw new Error(`${candidate.name} (${conditions.model}) failed. Its log:\n${log}`, {
      cause: error,
    });
  }
}

function toLine(
  { name }: Candidate,
  model: CpuModel,
  memoryMb: number,
  runs: readonly Run[],
): Line {
  const of = (value: (run: Run) => number) => summarize(runs.map(value));
  const warm = runs.flatMap((run) => run.warm);
  return {
    candidate: name,
    model,
    memoryMb,
    cold: of((run) => run.cold),
    init: of((run) => run.init),
    firstToSlack: of((run) => run.first.toSlack),
    firstToEnd: of((run) => run.first.toEnd),
    warmToSlack: summarize(warm.map(({ toSlack }) => toSlack)),
    warmToEnd: summarize(warm.map(({ toEnd }) => toEnd)),
    cpuOfInit: of((run) => run.cpu.init),
    cpuOfFirst: of((run) => run.cpu.first),
    throttled: of((run) => run.throttled),
    memory: of((run) => run.memory),
    awsCalls: runs[0]?.awsCalls ?? [],
    runs,
  };
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
