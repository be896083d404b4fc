import { gunzip } from '../gunzip.ts';
import { isObject, type JsonObject, parseJson, readObject, readText } from '../json.ts';

/** What other services wrap a notification in on its way to a function: an HTTP request, a stream, a log subscription. */

/** Bytes that a log subscription may unpack to; Lambda's own limit is 6 MB. */
const LONGEST = 6_000_000;

/** The content of an envelope; undefined for what is none. Never throws. */
export function carriedBy(source: JsonObject): unknown {
  const data = readText(readObject(source, 'awslogs'), 'data');
  if (data !== undefined) return parseJson(gunzip(data, LONGEST) ?? '');
  const kinesis = readText(readObject(source, 'kinesis'), 'data');
  if (kinesis !== undefined) return fromBase64(kinesis);
  const isFirehose = readText(source, 'recordId') !== undefined;
  const record = isFirehose ? readText(source, 'data') : undefined;
  if (record !== undefined) return fromBase64(record);
  return isObject(source['requestContext']) ? requestBody(source) : undefined;
}

/**
 * The messages of a broker: Kafka's and RabbitMQ's by topic and queue, those of ActiveMQ in a list.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function messagesIn(source: JsonObject): readonly unknown[] {
  const kind = readText(source, 'eventSource') ?? '';
  if (!/^(?:aws:kafka|SelfManagedKafka|aws:mq|aws:rmq)$/.test(kind)) return [];
  const groups = [readObject(source, 'records'), readObject(source, 'rmqMessagesByQueue')];
  const lists = [...groups.flatMap((group) => Object.values(group)), source['messages']];
  return lists
    .flat()
    .filter(isObject)
    .flatMap((one) => readText(one, 'value') ?? readText(one, 'data') ?? [])
    .map(fromBase64);
}

/**
 * Of a function URL and of both kinds of API Gateway.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
function requestBody(source: JsonObject): unknown {
  const body = readText(source, 'body');
  if (body === undefined) return undefined;
  const text = source['isBase64Encoded'] === true ? fromBase64(body) : (parseJson(body) ?? body);
  return typeof text === 'string' ? (fromForm(text) ?? text) : text;
}

/** The JSON of a form's one field, as tools post it that were made for Slack: `payload=%7B…`. */
function fromForm(text: string): unknown {
  const [, encoded] = /^\w{1,40}=(%7B[^&]*)$/i.exec(text) ?? [];
  try {
    return encoded && parseJson(decodeURIComponent(encoded.replaceAll('+', ' ')));
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): unknown {
  const decoded = gunzip(text, LONGEST) ?? Buffer.from(text, 'base64').toString('utf8');
  return parseJson(decoded) ?? decoded;
}
