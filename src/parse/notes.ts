import type { Fact } from '../alarm/alarm.ts';
import type { Portal } from '../alarm/portal.ts';
import { isObject, type JsonObject, present } from '../json.ts';
import { listAllFacts, unescaped } from './facts.ts';
import { at } from './note-fields.ts';
import { ACCOUNT_ROWS } from './notes-account.ts';
import { CONFIGURATION_ROWS } from './notes-configuration.ts';
import { DATA_ROWS } from './notes-data.ts';
import { DEPLOY_ROWS } from './notes-deploy.ts';
import { WORK_ROWS } from './notes-events.ts';
import { RUN_ROWS } from './notes-run.ts';
import { SECURITY_ROWS } from './notes-security.ts';
import { TOOL_ROWS } from './notes-tools.ts';

/** How much it calls for somebody. */
export type Severity = 'critical' | 'warning' | 'good' | 'info';

export interface NoteLink {
  readonly label: string;
  readonly url: string;
}

/** Anything that is no alarm: its text, or its readable facts where it is JSON. */
export interface Note {
  /** What happened to what, or the subject. */
  readonly title?: string;
  readonly text?: string;
  /** The line that tells most, where that is not the first of the text. */
  readonly gist?: string;
  /** What a person needs comes first. */
  readonly facts: readonly Fact[];
  readonly severity?: Severity;
  readonly links?: readonly NoteLink[];
  /** Of what the links lead to, where that is in an AWS account that is known. */
  readonly accountId?: string;
  /** The way into that account, where the operator has given one. */
  readonly portal?: Portal;
  /** Of a known form: how many of the first facts say all that matters. */
  readonly known?: number;
}

/** What a known form says of itself; undefined parts are left out. */
export interface Telling {
  readonly title: string;
  readonly text?: string | undefined;
  readonly gist?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly facts?: Readonly<Record<string, string | undefined>> | undefined;
  readonly links?: Readonly<Record<string, string | undefined>> | undefined;
  /** Values that are told in another spelling. */
  readonly used?: readonly (string | undefined)[] | undefined;
  /** Whether the rest of the event is not worth telling. */
  readonly isAll?: boolean | undefined;
}

/** What EventBridge says of itself is in the title. */
const NEVER_SHOWN = ['version', 'id', 'detail-type', 'detailType', 'source', 'detail'];

/** One form. */
export interface Row {
  /** The event's own name for its kind: `detail-type`, where it has one. */
  readonly kind?: RegExp;
  /** Undefined where it is not of this form after all. */
  readonly tell: (event: JsonObject, detail: JsonObject) => Telling | undefined;
}

const ROWS: readonly Row[] = [
  ...DEPLOY_ROWS,
  ...RUN_ROWS,
  ...SECURITY_ROWS,
  ...ACCOUNT_ROWS,
  ...DATA_ROWS,
  ...CONFIGURATION_ROWS,
  ...TOOL_ROWS,
  ...WORK_ROWS,
];

/** The note of a form that is known. */
export function knownNote(event: JsonObject): Note | undefined {
  const kind = kindOf(event) ?? '';
  const detail = isObject(event['detail']) ? event['detail'] : event;
  for (const row of ROWS) {
    if (row.kind !== undefined && !row.kind.test(kind)) continue;
    const told = row.tell(event, detail);
    if (told !== undefined && told.title.trim() !== '') return complete(told, event);
  }
  return undefined;
}

/** CodeStar notifications write `detailType`. */
export function kindOf(event: JsonObject): string | undefined {
  const kind = event['detail-type'] ?? event['detailType'];
  return typeof kind === 'string' ? kind.slice(0, 200) : undefined;
}

/** What it tells, then everything else that the event holds. */
function complete(told: Telling, event: JsonObject): Note {
  const { title, text, gist, severity, facts, links } = told;
  const chosen = Object.entries(facts ?? {}).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  );
  const shownLinks = Object.entries(links ?? {}).flatMap(([label, url]) =>
    url === undefined || !/^https?:\/\//.test(url) ? [] : [{ label, url }],
  );
  const rest = told.isAll === true ? [] : restOf(told, event, shownLinks);
  return present({
    title,
    text: text ? unescaped(text) : undefined,
    gist,
    severity,
    links: shownLinks.length > 0 ? shownLinks : undefined,
    accountId: shownLinks.length > 0 ? accountOf(event, shownLinks) : undefined,
    facts: [...chosen, ...rest],
    known: chosen.length,
  });
}

/** The account that the event names, or an ARN in a link. */
function accountOf(event: JsonObject, links: readonly NoteLink[]): string | undefined {
  const arns = links.map(({ url }) => /arn(?:(?::|%3A)[\w-]*){3}(?::|%3A)(\d{12})/i.exec(url)?.[1]);
  return [at(event, 'account'), ...arns].find((id) => /^\d{12}$/.test(id ?? ''));
}

/** The facts of the event that are not told yet. */
function restOf(
  { title, text, facts, used }: Telling,
  event: JsonObject,
  links: readonly NoteLink[],
): readonly Fact[] {
  const said = [title, unescaped(text ?? ''), ...Object.values(facts ?? {}), ...(used ?? [])]
    .join('\n')
    .toLowerCase();
  const words = new Set(said.split(/[^\p{L}\d.-]/u));
  const urls = links.map(({ url }) => url);
  const isTold = (value: string) => (value.length < 4 ? words.has(value) : said.includes(value));
  return listAllFacts(withoutEnvelope(event)).filter(
    ({ value }) => !isTold(value.toLowerCase()) && !urls.includes(value),
  );
}

function withoutEnvelope(event: JsonObject): JsonObject {
  const { detail } = event;
  return isObject(detail) ? besideEnvelope(detail, event) : event;
}

/** What an event tells, and what EventBridge says beside it; neither hides the other. */
export function besideEnvelope(detail: JsonObject, event: JsonObject): JsonObject {
  const around = Object.entries(event).filter(([key]) => !NEVER_SHOWN.includes(key));
  const named = around.map(([key, value]) => [key in detail ? `Event ${key}` : key, value]);
  return { ...detail, ...Object.fromEntries(named) };
}
