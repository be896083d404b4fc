/**
 * What Slack answers to a post to an incoming webhook.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */

import { isObject, parseJson } from '../../json.ts';
import { type Problem, problem } from './checks.ts';
import { checkSlackLimits } from './message-rules.ts';

/** The one webhook that exists here; shaped like a real one, so that what accepts a real one accepts it. */
export const WEBHOOK_PATH = '/services/T00000000/B00000000/local';

/** Far more than a message can hold within Slack's limits. Bytes. */
export const BODY_MAX = 256 * 1024;

const DEPTH_MAX = 64;
/** The first ones are enough to start with; a large post may have thousands. */
const PROBLEMS_MAX = 20;

export interface Verdict {
  /** HTTP status. */
  readonly status: number;
  /** The body of the answer: `ok`, or Slack's word for what is wrong. */
  readonly answer: string;
  readonly problems: readonly Problem[];
  /** What was posted; left out when it was no JSON. */
  readonly message?: unknown;
}

/** `raw` is the body of a POST: JSON, or a form with the JSON in `payload`. */
export function judgePost(path: string, raw: string): Verdict {
  if (path !== WEBHOOK_PATH) {
    return refuse(404, [problem('', 'there is no such webhook here', 'no_service')]);
  }
  const message = readMessage(raw);
  if (message === undefined || isDeeper(message, DEPTH_MAX)) {
    const rule = 'the body must be JSON, or a form with JSON in payload';
    return refuse(400, [problem('', rule, 'invalid_payload')]);
  }
  const problems = checkSlackLimits(message);
  if (problems.length > 0) return { ...refuse(400, problems.slice(0, PROBLEMS_MAX)), message };
  return { status: 200, answer: 'ok', problems, message };
}

function refuse(status: number, problems: readonly Problem[]): Verdict {
  return { status, answer: problems[0]?.error ?? 'invalid_payload', problems };
}

/** curl sends JSON under the type of a form unless told otherwise, so the type is not asked. */
function readMessage(raw: string): unknown {
  const direct = parseJson(raw);
  if (direct !== undefined) return direct;
  return parseJson(new URLSearchParams(raw).get('payload') ?? '');
}

function isDeeper(value: unknown, levels: number): boolean {
  if (!isObject(value) && !Array.isArray(value)) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isDeeper(item, levels - 1));
}
