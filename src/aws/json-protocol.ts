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
  /** Such as `AccessDeniedException`; empty where the answer names none. */
  readonly code: string;

  constructor(service: string, status: number, code: string) {
    super(`${service.toUpperCase()} answered ${status} ${code}`.trim());
    this.code = code;
  }
}

/**
 * What the service answered, as it came; an object whatever it is.
 * @throws {AwsRefusal} for every status but 200
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
  const parsed = parseJson(text);
  const answer = isObject(parsed) ? parsed : {};
  if (status === 200) return answer;
  const [, code = ''] = /^(?:[\w.]+#)?(\w{1,80})$/.exec(readText(answer, '__type') ?? '') ?? [];
  throw new AwsRefusal(service, status, code);
}
