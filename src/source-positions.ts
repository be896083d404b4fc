import type { SourceMap } from 'node:module';

/** A place in a module of the bundle, as a stack names it; lines and columns count from 1. */
const PLACE = /(file:\/\/[^\s()]+\.mjs):(\d+):(\d+)/g;

/**
 * Names the source's files and lines in the stack of an error that the bundle has thrown. `--enable-source-maps` does
 * the same, but for it Node reads the maps at every start, alarm or not. Never throws; without a map the stack stays as
 * it is.
 */
export function nameSources(error: unknown): void {
  if (!(error instanceof Error) || error.stack === undefined) return;
  const maps = new Map<string, SourceMap>();
  try {
    error.stack = error.stack.replace(PLACE, (place, module, line, column) => {
      const map = maps.get(module) ?? readMap(module);
      maps.set(module, map);
      const found = map.findEntry(Number(line) - 1, Number(column) - 1);
      return 'originalSource' in found
        ? `${found.originalSource}:${found.originalLine + 1}:${found.originalColumn + 1}`
        : place;
    });
  } catch {}
}

/** What it takes is not imported: only an error needs it. */
function readMap(module: string): SourceMap {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const { SourceMap } = process.getBuiltinModule('node:module');
  return new SourceMap(JSON.parse(readFileSync(new URL(`${module}.map`), 'utf8')));
}
