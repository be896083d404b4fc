import { entryFields, logged, type Outcome } from '../alarm/ledger.ts';
import type { JsonObject } from '../json.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Log } from '../ports.ts';

const LEVELS: Partial<Record<Outcome, 'warn' | 'error'>> = {
  'not delivered': 'error',
  'kept aside in the parked queue': 'warn',
};

/** Logs one line about what became of one notification. The hourly run and the query of docs/faults.md read it. */
export function logOutcome(
  log: Log,
  outcome: Outcome,
  parsed: Parsed,
  more: JsonObject = {},
): void {
  log(LEVELS[outcome] ?? 'info', outcome, { ...fieldsOf(parsed), ...more });
}

function fieldsOf(parsed: Parsed): JsonObject {
  if (parsed.kind === 'note') return { note: logged(parsed.note.title ?? 'text') };
  return entryFields(parsed.alarm);
}
