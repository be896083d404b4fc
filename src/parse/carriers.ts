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
  return isHttp(source) ? requestBody(source) : undefined;
}

/**
 * A function URL and both kinds of API Gateway.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
function isHttp(source: JsonObject): boolean {
  const { requestContext, body } = source;
  return isObject(requestContext) && typeof body === 'string';
}

function requestBody(source: JsonObject): unknown {
  const body = readText(source, 'body');
  if (body === undefined) return undefined;
  return source['isBase64Encoded'] === true ? fromBase64(body) : (parseJson(body) ?? body);
}

function fromBase64(text: string): unknown {
  const bytes = Buffer.from(text, 'base64');
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const decoded = (isZipped ? gunzip(text, LONGEST) : undefined) ?? bytes.toString('utf8');
  return parseJson(decoded) ?? decoded;
}
