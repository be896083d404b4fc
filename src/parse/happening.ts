import type { JsonObject } from '../json.ts';
import { unescaped } from './facts.ts';
import { at, errorText, lines, said, severityOf, words } from './note-fields.ts';
import type { Note } from './notes.ts';

/** What happened to what, of a form that has no row of its own: the usual names of a thing, a state and a reason. */

const TITLES = ['title', 'Title', 'headline', 'summary'];
const THINGS =
  `jobName job-name stateMachineArn alarmName alarm name pipelineName projectName project-name applicationName application
  functionName repositoryName repository-name serviceName clusterName stackName bucketName domainName queueName
  document-name check-name CommonName resource resourceName resourceArn resourceId resource-id instance-id
  snapshot_id volume_id ec2InstanceId key-id`.split(/\s+/);
const STATES = ['state', 'status', 'result', 'outcome', 'scan-status', 'newState'];
const REASONS =
  `message statusReason statusMessage stateReason status-message reason error cause errorInformation
  errorMessage description body text`.split(/\s+/);
const SEVERITIES = ['severity', 'Severity', 'level', 'priority'];

/** How an event's name ends, which says nothing. */
const ENDING =
  /(?: (?:Execution|State|Status|State-change|Status-change|Change|Notification|Event|Finding))+$/;

/**
 * Undefined where it names neither a title nor a thing with its state; an event's own name for itself does for a state.
 * @param resource what the event is about, where it does not say so in its own words
 */
export function happeningOf(
  source: JsonObject,
  kind: string | undefined,
  resource?: string,
): (Required<Pick<Note, 'title'>> & Pick<Note, 'text' | 'severity'>) | undefined {
  const own = firstOf(source, TITLES);
  const thing = nameOf(firstOf(source, THINGS) ?? resource);
  const state = firstOf(source, STATES);
  const title = own ?? titleOf(kind, thing, state);
  if (title === undefined || title.length > 300) return undefined;
  const given = REASONS.map((key) => errorText(at(source, key))).filter((one) => one !== title);
  const text = unescaped(lines([...new Set(given)]));
  const severity = severityOf(
    firstOf(source, SEVERITIES) ?? at(source, 'severity', 'description') ?? state,
  );
  return { title, ...(text !== '' && { text }), ...(severity !== undefined && { severity }) };
}

function titleOf(
  kind: string | undefined,
  thing: string | undefined,
  state: string | undefined,
): string | undefined {
  if (thing === undefined) return undefined;
  if (state === undefined) return kind === undefined ? undefined : said(kind, thing);
  return words(kind?.replace(ENDING, ''), thing, state);
}

const IS_JSON = /^(?:\{|\[\s{0,9}[[{"])/;

function firstOf(source: JsonObject, keys: readonly string[]): string | undefined {
  return keys
    .map((key) => at(source, key))
    .find((text) => text !== undefined && !IS_JSON.test(text));
}

/** `orders-1` of an ARN. */
function nameOf(text: string | undefined): string | undefined {
  return text?.startsWith('arn:') ? text.split(/[:/]/).findLast(Boolean) : text;
}
