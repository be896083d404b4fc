import { isObject, type JsonObject, parseJson, readText } from '../json.ts';
import type { AwsRequest, CallAws } from './call.ts';

/** One call in AWS's JSON protocol. */
export interface JsonCall extends Pick<AwsRequest, 'service' | 'region' | 'signal'> {
  /** The service's name and the operation: `AmazonSSM.SendCommand`. */
  readonly target: string;
  /** Of the protocol. */
  readonly version: '1.0' | '1.1';
  readonly input: JsonObject;
}

/** AWS answered, but did not do it. Its own words are left out: they may quote what was sent. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
  readonly status: number;
  /** Such as `AccessDeniedException`; empty where the answer names none. */
  readonly code: string;

  constructor(service: string, status: number, code: string) {
    super(`${service.toUpperCase()} answered ${status} ${code}`.trim());
    this.status = status;
    this.code = code;
  }
}

/**
 * What the service answered, as it came.
 * @throws {AwsRefusal} for every status but 200, and for a 200 that is no JSON object: it is not the service's
 * @throws the transport's error when there was no answer, the signal's reason when it came too late
 */
export async function callJson(callAws: CallAws, call: JsonCall): Promise<JsonObject> {
  const { service, region, signal, target, version, input } = call;
  const { status, text } = await callAws({
    service,
    region,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
    body: JSON.stringify(input),
    signal,
  });
  const answer = parseJson(text);
  if (status === 200 && isObject(answer)) return answer;
  const type = isObject(answer) ? (readText(answer, '__type') ?? '') : '';
  const [, code = ''] = /^(?:[\w.]+#)?(\w{1,80})$/.exec(type) ?? [];
  throw new AwsRefusal(service, status, code);
}
