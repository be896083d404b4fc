import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

export interface AwsCredentials {
  readonly accessKeyId: string;
  /** A secret. */
  readonly secretAccessKey: string;
  /** The temporary credentials of a function's role are worth nothing without it. */
  readonly sessionToken?: string;
}

/** A POST to `/`, the one form in which the JSON and Query protocols of AWS are called. */
export interface UnsignedRequest {
  readonly service: string;
  readonly region: string;
  /** With the port where the URL has one. */
  readonly host: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The request's headers with AWS Signature Version 4 added. `now`: epoch milliseconds; AWS refuses a request that is
 * more than five minutes off.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function signedHeaders(
  { service, region, host, headers, body }: UnsignedRequest,
  credentials: AwsCredentials,
  now: number,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname: host,
    path: '/',
    headers: { ...headers, host },
    body,
  };
  const signed = await signer.sign(request, { signingDate: new Date(now) });
  return signed.headers;
}
