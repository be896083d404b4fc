import { entryFields, logged, type Outcome } from '../alarm/ledger.ts';
import type { JsonObject } from '../json.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Log } from '../ports.ts';

const LEVELS: Partial<Record<Outcome, 'warn' | 'error'>> = {
  'not delivered': 'error',
  'kept aside in the parked queue': 'warn',
};

/** One line for what became of one notification: what the log is asked for the morning after. */
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
