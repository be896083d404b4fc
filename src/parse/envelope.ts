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
import { listFacts } from './facts.ts';

/** One thing that we were told, freed of whatever envelopes it came in. */
export interface Notification {
  /** The SQS message that it came in, to be named in the batch response if it is not delivered. */
  readonly recordId?: string;
  /** A JSON value already parsed, or text that is none. */
  readonly content: unknown;
  /** The SNS subject. */
  readonly subject?: string;
  /** Epoch milliseconds at which SNS took it. */
  readonly publishedAt?: number;
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
  const content = typeof event === 'string' ? (parseJson(event) ?? event) : event;
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
  const record = typeof source === 'string' ? (parseJson(source) ?? source) : source;
  if (!isObject(record)) return [{ content: record }];
  if (isQueued(record)) return unwrapQueued(record);
  return isObject(record['Sns']) ? [fromSns(record['Sns'])] : [{ content: record }];
}

function unwrapQueued(record: JsonObject): readonly Notification[] {
  const body = readText(record, 'body') ?? '';
  const recordId = readText(record, 'messageId');
  const unwrapped = unwrap(parseJson(body) ?? body);
  return recordId === undefined ? unwrapped : unwrapped.map((one) => ({ ...one, recordId }));
}

/** SNS spells a message alike in a Lambda event and in the envelope that it puts into a queue. */
function fromSns(sns: JsonObject): Notification {
  const message = readText(sns, 'Message') ?? '';
  return present({
    content: parseJson(message) ?? message,
    subject: readText(sns, 'Subject'),
    publishedAt: readTime(sns, 'Timestamp'),
  });
}

/** Of one kind within each other; nobody but an attacker has more than one. */
const MOST_ENVELOPES = 3;

function unwrap(content: unknown, depth = 0): readonly Notification[] {
  if (!isObject(content) || depth > MOST_ENVELOPES) return [{ content }];
  if (typeof content['Message'] === 'string' && typeof content['TopicArn'] === 'string') {
    return [fromSns(content)];
  }
  const records = readArray(content, 'Records').filter(isObject);
  if (records.some((record) => isObject(record['Sns']))) return records.flatMap(unwrapRecord);
  // The record of a failed asynchronous invocation, as a Lambda destination gets it.
  const request = readObject(content, 'requestPayload');
  return isEnvelope(request) ? unwrap(request, depth + 1) : [{ content }];
}

/** What this function was called with; the payload of another function tells nothing of the failure. */
function isEnvelope(request: JsonObject): boolean {
  const keys = ['Records', 'detail-type', 'alarmData', 'AlarmName', 'TopicArn', 'requestPayload'];
  return keys.some((key) => request[key] !== undefined);
}

function isReadable(content: unknown): boolean {
  return listFacts(content).some(({ value }) => value.length > 0);
}

function describe(event: unknown): string {
  if (Array.isArray(event)) return 'a list';
  if (!isObject(event)) return event === null ? 'null' : typeof event;
  const keys = Object.keys(event)
    .slice(0, 8)
    .map((key) => key.slice(0, 40));
  return keys.length > 0 ? `an object with ${keys.join(', ')}` : 'an empty object';
}
