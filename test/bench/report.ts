import { groupBy } from '../../src/group-by.ts';
import type { Candidate } from './candidates.ts';
import type { Line } from './cold-starts.ts';
import { cpuShare } from './cpu.ts';
import type { Summary } from './statistics.ts';
import type { Throughput } from './throughput.ts';

const COLUMNS = [
  'candidate',
  'cold [quarters]',
  '/ floor',
  'init',
  'first -> Slack',
  'warm -> Slack [quarters]',
  '/ floor',
  'warm, whole',
  'CPU init + first',
  'MB',
  'AWS calls',
];

/** A table for each CPU model and memory size: medians in milliseconds, and their ratios to the floor's. */
export function describeColdStarts(lines: readonly Line[]): string {
  const tables = groupBy(lines, titleOf);
  return [...tables].map(([title, group]) => `${title}\n${describeGroup(group)}\n`).join('\n');
}

function describeGroup(lines: readonly Line[]): string {
  const floor = lines.find(({ candidate }) => candidate === 'floor');
  const rows = lines.map((line) => [
    line.candidate,
    withSpread(line.cold),
    ratio(line.cold, floor?.cold),
    show(line.init.median),
    show(line.firstToSlack.median),
    withSpread(line.warmToSlack),
    ratio(line.warmToSlack, floor?.warmToSlack),
    show(line.warmToEnd.median),
    `${show(line.cpuOfInit.median)} + ${show(line.cpuOfFirst.median)}`,
    show(line.memory.median),
    `${line.awsCalls.length} ${line.awsCalls.toSorted().join(' ')}`,
  ]);
  return table([COLUMNS, ...rows]);
}

function titleOf({ model, memoryMb, cold }: Line): string {
  const share = `${(cpuShare(memoryMb) * 100).toFixed(1)} % of one CPU (${memoryMb} MB)`;
  const models = {
    free: `FREE: all the CPU there is (${memoryMb} MB)`,
    burst: `BURST: full CPU until the first event, then ${share}`,
    throttled: `THROTTLED: ${share} from the start`,
  } as const;
  return `${models[model]}; ${cold.count} processes each; cold = from the start of Node to the post at Slack; ms`;
}

export function describeSizes(candidates: readonly Candidate[]): string {
  const rows = candidates.map(({ name, what, files }) => {
    const entry = files.filter((file) => file.name === 'handler.mjs');
    const more = files.filter((file) => file.name !== 'handler.mjs');
    return [
      name,
      what,
      sum(entry),
      more.length === 0 ? '' : `${sum(more)} in ${more.length} files`,
    ];
  });
  return table([['candidate', 'what it does', 'handler.mjs', 'and'], ...rows]);
}

export function describeThroughput({ parseAndRender, digest, storm }: Throughput): string {
  const rows = parseAndRender.map(({ notifications, perAlarm }) => [
    `parse + render, ${notifications} in an event`,
    `${withSpread(perAlarm)} us an alarm`,
    `${Math.round(1e6 / perAlarm.median)} a second`,
  ]);
  return table([
    ...rows,
    ['digest of 1,000', `${withSpread(digest)} ms`, `${digest.messages} messages`],
    ['storm of 5,000 events', `${withSpread(storm)} ms`, `${storm.messages} messages`],
  ]);
}

/** Columns as wide as their widest cell; numbers, which come after the first, are aligned to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const align = (cell: string, column: number) =>
    column > 0 && /^[\d/-]/.test(cell)
      ? cell.padStart(widths[column] ?? 0)
      : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(align).join('  ').trimEnd()).join('\n');
}

function show(value: number): string {
  if (Number.isNaN(value)) return '-';
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

function sum(files: Candidate['files']): string {
  const total = (size: (file: Candidate['files'][number]) => number) =>
    kilobytes(files.reduce((bytes, file) => bytes + size(file), 0));
  return `${total(({ bytes }) => bytes)} (${total(({ gzipped }) => gzipped)} gzipped)`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function withSpread({ median, lower, upper }: Summary): string {
  return Number.isNaN(median) ? '-' : `${show(median)} [${show(lower)}-${show(upper)}]`;
}

function ratio(value: Summary, base: Summary | undefined): string {
  const quotient = value.median / (base?.median ?? Number.NaN);
  return Number.isNaN(quotient) ? '-' : quotient.toFixed(2);
}
