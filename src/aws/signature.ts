export interface AwsCredentials {
  readonly accessKeyId: string;
  /** A secret. */
  readonly secretAccessKey: string;
  /** Temporary credentials, as a function's role has them, are worth nothing without. */
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

const { createHash, createHmac } = process.getBuiltinModule('node:crypto');

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * The request's headers with AWS Signature Version 4 added. `now`: epoch milliseconds; AWS refuses a request that is
 * more than five minutes off.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(
  request: UnsignedRequest,
  credentials: AwsCredentials,
  now: number,
): Record<string, string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = [day, request.region, request.service, 'aws4_request'];
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.host,
    'x-amz-date': time,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  };
  const names = Object.keys(headers).sort();
  const canonicalRequest = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    hash(request.body),
  ].join('\n');
  const toSign = [ALGORITHM, time, scope.join('/'), hash(canonicalRequest)].join('\n');
  const key = scope.reduce<string | Buffer>(keyedHash, `AWS4${credentials.secretAccessKey}`);
  const signature = keyedHash(key, toSign).toString('hex');
  const credential = `${credentials.accessKeyId}/${scope.join('/')}`;
  headers['authorization'] =
    `${ALGORITHM} Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function keyedHash(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
