import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TYPESCRIPT } from '../helpers/typescript.ts';
import { installNode24, mustRun, ROOT } from '../sam/run.ts';
import { type Bench, CPU_MODELS, type CpuModel } from './candidate-process.ts';
import { buildCandidates, type Candidate } from './candidates.ts';
import { type Line, measureColdStarts } from './cold-starts.ts';
import { type CpuGroup, createCpuGroup } from './cpu.ts';
import { describeColdStarts, describeSizes, describeThroughput } from './report.ts';
import { startStandIns } from './stand-in-process.ts';
import { measureThroughput } from './throughput.ts';

const USAGE = `npm run bench -- [options]     writes build/bench.json beside what it prints
  --rounds 15                     fresh processes for each candidate, CPU model and memory size
  --warm 5                        invocations of each process after the first
  --memory 256                    megabytes, which set the share of the CPU; several with commas
  --models free,burst,throttled   see the tables' titles
  --only floor,function           these candidates alone
  --also before=build/before      a build of another state of the function, in the same run; may be repeated
  --without                       the function with one of its choices undone, each in turn
  --skip cold | throughput        one part alone`;

const FOLDER = join(ROOT, 'build/bench');

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    warm: { type: 'string', default: '5' },
    memory: { type: 'string', default: '256' },
    models: { type: 'string', default: CPU_MODELS.join() },
    only: { type: 'string', default: '' },
    also: { type: 'string', multiple: true, default: [] },
    without: { type: 'boolean', default: false },
    skip: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  say(USAGE);
} else {
  mkdirSync(FOLDER, { recursive: true });
  preferUs();
  const throughput = values.skip === 'throughput' ? undefined : await runThroughput();
  const cold = values.skip === 'cold' ? undefined : await runColdStarts();
  const machine = `${platform()} ${arch()}, ${cpus().length} x ${cpus()[0]?.model}`;
  const result = { node: process.version, machine, load: loadavg(), throughput, ...cold };
  writeFileSync(join(ROOT, 'build/bench.json'), `${JSON.stringify(result, null, 2)}\n`);
}

async function runThroughput() {
  const throughput = await measureThroughput(5);
  say(`${describeThroughput(throughput)}\n`);
  return throughput;
}

async function runColdStarts(): Promise<{
  candidates: readonly Candidate[];
  lines: readonly Line[];
}> {
  await mustRun(process.execPath, [...TYPESCRIPT, join(ROOT, 'esbuild.config.ts')]);
  const candidates = chosen(
    await buildCandidates(FOLDER, {
      also: Object.fromEntries(values.also.map((pair) => pair.split('=', 2))),
      withoutChoices: values.without,
    }),
  );
  say(`${describeSizes(candidates)}\n`);
  const runtime = await mustRun(join(ROOT, 'test/sam/assemble-runtime'), []);
  const group = tryCpuGroup();
  try {
    await using standIns = await startStandIns(FOLDER);
    const logFile = join(FOLDER, 'last-run.log');
    const bench: Bench = { standIns, group, runtime, node: await installNode24(), logFile };
    return { candidates, lines: await measureAll(bench, candidates) };
  } finally {
    await group?.remove();
  }
}

async function measureAll(
  bench: Bench,
  candidates: readonly Candidate[],
): Promise<readonly Line[]> {
  const lines = await measureColdStarts(
    bench,
    {
      candidates,
      models: wantedModels(bench.group),
      memorySizes: values.memory.split(',').map(Number),
      rounds: Number(values.rounds),
      warm: Number(values.warm),
    },
    (progress) => process.stderr.write(`${progress}\n`),
  );
  say(describeColdStarts(lines));
  return lines;
}

function chosen(candidates: readonly Candidate[]): readonly Candidate[] {
  if (values.only === '') return candidates;
  const names = values.only.split(',');
  const unknown = names.find((name) => !candidates.some((candidate) => candidate.name === name));
  if (unknown !== undefined) throw new Error(`--only: there is no candidate ${unknown}`);
  return candidates.filter(({ name }) => names.includes(name));
}

function wantedModels(group: CpuGroup | undefined): readonly CpuModel[] {
  const wanted = values.models.split(',');
  const known = CPU_MODELS.filter((model) => wanted.includes(model));
  if (known.length < wanted.length) throw new Error(`--models: of ${CPU_MODELS.join(', ')}`);
  return group === undefined ? known.filter((model) => model === 'free') : known;
}

/** The bench and its stand-ins come before whatever else runs, where that is allowed. */
function preferUs(): void {
  try {
    setPriority(-15);
  } catch {
    say('Not allowed to raise the priority: keep the machine quiet.\n');
  }
}

function tryCpuGroup(): CpuGroup | undefined {
  try {
    return createCpuGroup();
  } catch (error) {
    say(`NOT MEASURED: burst and throttled. This machine gives no CPU group: ${error}\n`);
    return undefined;
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
