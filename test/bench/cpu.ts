import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A group of processes that share what CPU they are given. */
export interface CpuGroup {
  /** A process enters by writing its id into this file. */
  readonly members: string;
  /** `share` of one CPU, more than 0; undefined lifts the limit. */
  readonly limit: (share: number | undefined) => void;
  /** Milliseconds in which the group wanted to run and was not allowed to. */
  readonly throttled: () => number;
  /** The group must have ended. */
  readonly remove: () => Promise<void>;
}

/**
 * Microseconds in which a share of the CPU is dealt out. 20 ms is what was seen on Lambda from the outside; AWS names
 * no figure. A longer one makes every wait, and the noise, longer.
 */
const PERIOD = 20_000;

/** At 1,769 MB a function has one CPU. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export function cpuShare(memoryMb: number): number {
  return Math.min(1, memoryMb / 1769);
}

/** Where Linux keeps CPU groups: version 1 has a tree for the CPU, version 2 one tree for all. */
const TREES = [
  {
    root: '/sys/fs/cgroup/cpu',
    sign: 'cpu.cfs_quota_us',
    prefer: (folder: string) => writeFileSync(`${folder}/cpu.shares`, '262144'),
    write: (folder: string, quota: number | undefined) => {
      writeFileSync(`${folder}/cpu.cfs_period_us`, `${PERIOD}`);
      writeFileSync(`${folder}/cpu.cfs_quota_us`, `${quota ?? -1}`);
    },
    throttled: (stat: string) => Number(/throttled_time (\d+)/.exec(stat)?.[1]) / 1e6,
  },
  {
    root: '/sys/fs/cgroup',
    sign: 'cpu.max',
    prefer: (folder: string) => writeFileSync(`${folder}/cpu.weight`, '10000'),
    write: (folder: string, quota: number | undefined) =>
      writeFileSync(`${folder}/cpu.max`, `${quota ?? 'max'} ${PERIOD}`),
    throttled: (stat: string) => Number(/throttled_usec (\d+)/.exec(stat)?.[1]) / 1e3,
  },
] as const;

/**
 * A group with no limit yet, which comes before whatever else runs on the machine.
 * @throws {Error} where the machine allows none: it takes Linux and the rights of root
 */
export function createCpuGroup(): CpuGroup {
  for (const tree of TREES) {
    const folder = `${tree.root}/bench-${process.pid}`;
    if (!existsSync(tree.root)) continue;
    mkdirSync(folder, { recursive: true });
    if (!existsSync(`${folder}/${tree.sign}`)) {
      rmdirSync(folder);
      continue;
    }
    tree.prefer(folder);
    return {
      members: `${folder}/cgroup.procs`,
      limit: (share) =>
        tree.write(folder, share === undefined ? undefined : Math.round(share * PERIOD)),
      throttled: () => tree.throttled(readFileSync(`${folder}/cpu.stat`, 'utf8')),
      remove: () => removeWhenEmpty(folder),
    };
  }
  throw new Error('no CPU controller under /sys/fs/cgroup');
}

/** A killed process leaves its group a moment after its parent was told of its end. */
async function removeWhenEmpty(folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(10);
    }
  }
}

/** Milliseconds of CPU that a process has used, over all its threads. NaN where the kernel does not tell. */
export function cpuTime(pid: number): number {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(`${folder}/${pid}/schedstat`)) return Number.NaN;
  const threads = readdirSync(folder).map((thread) =>
    Number(readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return threads.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
}

/** Megabytes of memory that a process had at most. NaN where the kernel does not tell. */
export function peakMemory(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return Number.NaN;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
}
