import { EventError } from '../errors.ts';
import {
  isObject,
  type JsonObject,
  parseJson,
  present,
  readArray,
  readObject,
  readText,
  readTime,
} from '../json.ts';
import { carriedBy, messagesIn } from './carriers.ts';
import { listFacts } from './facts.ts';
import { alarmsPasted, alarmsWithin } from './within.ts';

/** One thing that we were told, freed of whatever envelopes it came in. */
export interface Notification {
  /** The SQS message that it came in, to be named in the batch response if it is not delivered. */
  readonly recordId?: string;
  /** A parsed JSON value, or text that is not JSON. */
  readonly content: unknown;
  /** The SNS subject. */
  readonly subject?: string;
  /** Epoch milliseconds at which SNS took it. */
  readonly publishedAt?: number;
  /** Whether it waited in the queue without a try that failed, as what was put there to be told with others. */
  readonly isFirstTry?: true;
}

export interface Receipt {
  readonly notifications: readonly Notification[];
  /** Whether the event is a batch from a queue, which is answered record by record. */
  readonly queued: boolean;
}

/**
 * Any Lambda event as notifications: SNS, SQS (with the SNS envelope, with raw delivery, or with the whole Lambda
 * event that a dead-letter queue holds), EventBridge, and the action of a CloudWatch alarm.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 * @throws {EventError} when the event holds nothing that a person could read
 */
export function receive(event: unknown): Receipt {
  if (isObject(event) && Array.isArray(event['Records'])) return receiveRecords(event['Records']);
  const content = decoded(event);
  if (isObject(content) && readText(content, 'invocationId') !== undefined) {
    const records = readArray(content, 'records');
    if (records.length > 0) return { notifications: records.flatMap(unwrapRecord), queued: false };
  }
  if (isReadable(content)) return { notifications: unwrap(content), queued: false };
  throw new EventError(
    'The event holds no notification. Expected an SNS or SQS event with Records, an EventBridge event or a ' +
      `CloudWatch alarm action; got ${describe(event)}.`,
  );
}

function receiveRecords(records: readonly unknown[]): Receipt {
  if (records.length === 0) {
    throw new EventError('The event has an empty list of Records: there is nothing to deliver.');
  }
  const queued = records.some(isQueued);
  return { notifications: records.flatMap((record) => unwrapRecord(record)), queued };
}

function isQueued(record: unknown): boolean {
  return isObject(record) && record['eventSource'] === 'aws:sqs';
}

function unwrapRecord(source: unknown): readonly Notification[] {
  const record = decoded(source);
  if (!isObject(record)) return [{ content: record }];
  if (isQueued(record)) return unwrapQueued(record);
  if (isObject(record['Sns'])) return fromSns(record['Sns']);
  const carried = carriedBy(record);
  return carried === undefined ? [{ content: record }] : unwrap(carried, 1);
}

function unwrapQueued(record: JsonObject): readonly Notification[] {
  const body = readText(record, 'body') ?? '';
  const recordId = readText(record, 'messageId');
  const content = decoded(body);
  const unwrapped = unwrap(content);
  const isBare = unwrapped[0]?.content === content;
  const told = { recordId, isFirstTry: isBare && isFirst(record) ? (true as const) : undefined };
  return unwrapped.map((one) => ({ ...one, ...present(told) }));
}

/**
 * SQS counts the tries; Lambda and EventBridge say what went wrong in attributes of what they hand over to a queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function isFirst(record: JsonObject): boolean {
  const tries = readText(readObject(record, 'attributes'), 'ApproximateReceiveCount');
  return tries === '1' && Object.keys(readObject(record, 'messageAttributes')).length === 0;
}

/** SNS spells a message alike in a Lambda event and in the envelope that it puts into a queue. */
function fromSns(sns: JsonObject): readonly Notification[] {
  const content = decoded(sns['Message']);
  const subject = readText(sns, 'Subject');
  const publishedAt = readTime(sns, 'Timestamp');
  return ofAlarms(perProtocol(content) ?? content ?? '').map((one) =>
    present({ subject, publishedAt, ...one }),
  );
}

/** JSON, also where it was written as a JSON string once more; text that is no JSON stays what it is. */
function decoded(given: unknown): unknown {
  let content = given;
  for (let depth = 0; depth < MOST_ENVELOPES && typeof content === 'string'; depth += 1) {
    const inner = parseJson(content);
    if (inner === undefined || inner === null) break;
    content = inner;
  }
  return content;
}

/**
 * The text of a message with `MessageStructure: json` that was handed on whole.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
function perProtocol(content: unknown): unknown {
  if (!isObject(content) || typeof content['default'] !== 'string') return undefined;
  const isForProtocols = Object.keys(content).every((key) => PROTOCOLS.has(key));
  const text = readText(content, 'lambda') ?? content['default'];
  return isForProtocols ? decoded(text) : undefined;
}

const PROTOCOLS = new Set(
  'default email email-json sqs lambda http https sms firehose application'.split(' '),
);

/** Of one kind within each other; nobody but an attacker has more than one. */
const MOST_ENVELOPES = 3;

function unwrap(content: unknown, depth = 0): readonly Notification[] {
  if (Array.isArray(content) && content.some(isRecord)) return content.flatMap(unwrapRecord);
  if (!isObject(content) || depth > MOST_ENVELOPES) return ofAlarms(content);
  if (content['Message'] !== undefined && typeof content['TopicArn'] === 'string') {
    return fromSns(content);
  }
  const carried = carriedBy(content);
  if (carried !== undefined) return unwrap(carried, depth + 1);
  const messages = messagesIn(content);
  if (messages.length > 0) return messages.flatMap((message) => unwrap(message, depth + 1));
  const records = readArray(content, 'Records').filter(isObject);
  if (records.some((record) => isObject(record['Sns']))) return records.flatMap(unwrapRecord);
  // The record of a failed asynchronous invocation, as a Lambda destination gets it.
  const request = readObject(content, 'requestPayload');
  return isEnvelope(request) ? unwrap(request, depth + 1) : ofAlarms(content);
}

/** The batch of a pipe is a list of records. */
function isRecord(source: unknown): boolean {
  return (
    isObject(source) &&
    (isQueued(source) || isObject(source['Sns']) || source['kinesis'] !== undefined)
  );
}

/** The alarms that the content holds, as one notification each; or else the content as it is. */
function ofAlarms(content: unknown): readonly Notification[] {
  const alarms = typeof content === 'string' ? alarmsPasted(content) : alarmsWithin(content);
  return alarms.length === 0 ? [{ content }] : alarms.map((alarm) => ({ content: alarm }));
}

/** What this function was called with; the payload of another function tells nothing of the failure. */
function isEnvelope(request: JsonObject): boolean {
  const keys = ['Records', 'detail-type', 'alarmData', 'AlarmName', 'TopicArn', 'requestPayload'];
  return keys.some((key) => request[key] !== undefined);
}

function isReadable(content: unknown): boolean {
  return listFacts(content).length > 0;
}

function describe(event: unknown): string {
  if (Array.isArray(event)) return 'a list';
  if (!isObject(event)) return event === null ? 'null' : typeof event;
  const keys = Object.keys(event)
    .slice(0, 8)
    .map((key) => key.slice(0, 40));
  return keys.length > 0 ? `an object with ${keys.join(', ')}` : 'an empty object';
}
