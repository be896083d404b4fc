import type { SourceMap } from 'node:module';

/** A place in a module of the bundle, as a stack names it; lines and columns count from 1. */
const PLACE = /(file:\/\/[^\s()]+\.mjs):(\d+):(\d+)/g;

/**
 * Names the source's files and lines in the stack of an error that the bundle has thrown. `--enable-source-maps` does
 * the same, but for it Node reads the maps at every start, alarm or not. Never throws; a place in a module without a
 * map, such as Lambda's own, stays as it is.
 */
export function nameSources(error: unknown): void {
  if (!(error instanceof Error) || error.stack === undefined) return;
  const maps = new Map<string, SourceMap | undefined>();
  error.stack = error.stack.replace(PLACE, (place, module, line, column) => {
    if (!maps.has(module)) maps.set(module, readMap(module));
    const found = maps.get(module)?.findEntry(Number(line) - 1, Number(column) - 1);
    return found && 'originalSource' in found
      ? `${found.originalSource}:${found.originalLine + 1}:${found.originalColumn + 1}`
      : place;
  });
}

/** What it takes is not imported: only an error needs it. */
function readMap(module: string): SourceMap | undefined {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const { SourceMap } = process.getBuiltinModule('node:module');
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${module}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}
