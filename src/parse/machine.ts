import type { BusyProcess, Machine } from '../alarm/culprit.ts';
import { present } from '../json.ts';
import { isVisible } from '../text.ts';

/**
 * What the stack's own SSM document prints, a word and its values a line (template.yaml, CulpritDocument). Whoever has
 * the machine decides what it says, so nothing of it is trusted: a line that is not as it should be is left out.
 */

/** Characters; Run Command hands over no more than 24,000. */
const LONGEST = 30_000;
const MOST_PROCESSES = 5;
const MOST_CORES = 100_000;
const LONGEST_NAME = 1_000;
const KIBIBYTE = 1024;
const FORM = /^culprit 1 (?:linux|windows)$/;
const TYPE = /^[a-z0-9-]{1,20}\.[a-z0-9-]{1,20}$/;

/** Undefined for what is no such answer, or was cut off. */
export function parseMachine(output: string): Machine | undefined {
  const lines = output.slice(0, LONGEST).trim().split(/\r?\n/);
  if (!FORM.test(lines[0] ?? '') || lines.at(-1) !== 'end') return undefined;
  const said = (word: string) =>
    lines
      .find((line) => line.startsWith(`${word} `))
      ?.split(' ')
      .slice(1) ?? [];
  const cores = numberIn(said('cores')[0], MOST_CORES);
  if (cores === undefined || !Number.isInteger(cores) || cores < 1) return undefined;
  const [type = ''] = said('type');
  return present({
    type: TYPE.test(type) ? type : undefined,
    cores,
    load: numberIn(said('load')[0], 1e6),
    steal: numberIn(said('steal')[0], 100),
    memory: memoryIn(said('memory')),
    uptime: numberIn(said('uptime')[0], 1e10),
    processes: lines
      .flatMap((line) => toProcess(line) ?? [])
      .toSorted((a, b) => b.share - a.share)
      .slice(0, MOST_PROCESSES),
  });
}

/** `process 812 91.2 app java` */
function toProcess(line: string): BusyProcess | undefined {
  const [word, id, percent, user, name, ...rest] = line.split(' ');
  const pid = numberIn(id, 2 ** 32);
  // What started between the two looks can seem to be a little faster than the machine.
  const share = numberIn(percent, 200);
  if (word !== 'process' || rest.length > 0 || pid === undefined || share === undefined)
    return undefined;
  return present({ pid, share: Math.min(100, share), user: decode(user), name: decode(name) });
}

/** A decimal without a sign, up to a limit. */
function numberIn(text: string | undefined, most: number): number | undefined {
  if (text === undefined || !/^\d{1,12}(?:\.\d{1,6})?$/.test(text)) return undefined;
  const number = Number(text);
  return number <= most ? number : undefined;
}

/** Two numbers of KiB. */
function memoryIn([all, free]: readonly string[]): Machine['memory'] {
  const [total, available] = [numberIn(all, 1e12), numberIn(free, 1e12)];
  if (total === undefined || available === undefined || total < 1 || available > total)
    return undefined;
  return { total: total * KIBIBYTE, available: available * KIBIBYTE };
}

/** Percent-encoded bytes of what should be UTF-8. `?` stands for a name that is empty. */
function decode(text: string | undefined): string | undefined {
  if (text === undefined || text === '?') return undefined;
  const bytes = [...text.slice(0, 3 * LONGEST_NAME).matchAll(/%([\dA-Fa-f]{2})|([^%])/g)].map(
    ([, hex, character = '']) =>
      hex === undefined ? character.charCodeAt(0) & 0xff : Number.parseInt(hex, 16),
  );
  const name = new TextDecoder().decode(Uint8Array.from(bytes)).slice(0, LONGEST_NAME);
  return isVisible(name) ? name : undefined;
}
