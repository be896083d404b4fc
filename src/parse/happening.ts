import { type JsonObject, parseJson } from '../json.ts';
import { at, lines, said, severityOf, words } from './note-fields.ts';
import type { Note } from './notes.ts';

/** What happened to what, of a form that has no row of its own: the usual names of a thing, a state and a reason. */

const TITLES = ['title', 'Title', 'headline', 'summary'];
const THINGS =
  `jobName job-name stateMachineArn name pipelineName projectName project-name applicationName application functionName
  repositoryName repository-name serviceName clusterName stackName bucketName domainName queueName document-name
  check-name CommonName resource resourceName resourceArn resourceId resource-id instance-id`.split(
    /\s+/,
  );
const STATES = ['state', 'status', 'result', 'outcome', 'scan-status', 'newState'];
const REASONS =
  `message statusReason statusMessage stateReason status-message reason error cause errorInformation
  errorMessage description body text`.split(/\s+/);
const SEVERITIES = ['severity', 'Severity', 'level', 'priority'];

/** How an event's name ends, which says nothing. */
const ENDING =
  /(?: (?:Execution|State|Status|State-change|Status-change|Change|Notification|Event|Finding))+$/;

/** Undefined where it names neither a title nor a thing with its state. */
export function happeningOf(
  source: JsonObject,
  kind: string | undefined,
): (Required<Pick<Note, 'title'>> & Pick<Note, 'text' | 'severity'>) | undefined {
  const own = firstOf(source, TITLES);
  const thing = nameOf(firstOf(source, THINGS));
  const state = firstOf(source, STATES);
  const event = words(kind?.replace(ENDING, ''), thing, state);
  const title = own ?? (thing !== undefined && state !== undefined ? event : undefined);
  if (title === undefined || title.length > 300) return undefined;
  const given = REASONS.map((key) => reasonOf(at(source, key))).filter((one) => one !== title);
  const text = lines([...new Set(given)]);
  const severity = severityOf(
    firstOf(source, SEVERITIES) ?? at(source, 'severity', 'description') ?? state,
  );
  return { title, ...(text !== '' && { text }), ...(severity !== undefined && { severity }) };
}

function firstOf(source: JsonObject, keys: readonly string[]): string | undefined {
  return keys.map((key) => at(source, key)).find((text) => text !== undefined);
}

/** `orders-1` of an ARN. */
function nameOf(text: string | undefined): string | undefined {
  return text?.startsWith('arn:') ? text.split(/[:/]/).findLast(Boolean) : text;
}

/** CodeDeploy puts JSON in its place. */
function reasonOf(text: string | undefined): string | undefined {
  if (!text?.startsWith('{')) return text;
  const inner = parseJson(text);
  return said(at(inner, 'ErrorCode'), at(inner, 'ErrorMessage')) || text;
}
