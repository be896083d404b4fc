import type { Partition } from './alarm.ts';

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const REGION_NAMES: Readonly<Record<string, string>> = {
  'af-south-1': 'Africa (Cape Town)',
  'ap-east-1': 'Asia Pacific (Hong Kong)',
  'ap-east-2': 'Asia Pacific (Taipei)',
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'ap-northeast-3': 'Asia Pacific (Osaka)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-south-2': 'Asia Pacific (Hyderabad)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ap-southeast-3': 'Asia Pacific (Jakarta)',
  'ap-southeast-4': 'Asia Pacific (Melbourne)',
  'ap-southeast-5': 'Asia Pacific (Malaysia)',
  'ap-southeast-6': 'Asia Pacific (New Zealand)',
  'ap-southeast-7': 'Asia Pacific (Thailand)',
  'ca-central-1': 'Canada (Central)',
  'ca-west-1': 'Canada West (Calgary)',
  'cn-north-1': 'China (Beijing)',
  'cn-northwest-1': 'China (Ningxia)',
  'eusc-de-east-1': 'AWS European Sovereign Cloud (Germany)',
  'eu-central-1': 'Europe (Frankfurt)',
  'eu-central-2': 'Europe (Zurich)',
  'eu-north-1': 'Europe (Stockholm)',
  'eu-south-1': 'Europe (Milan)',
  'eu-south-2': 'Europe (Spain)',
  'eu-west-1': 'Europe (Ireland)',
  'eu-west-2': 'Europe (London)',
  'eu-west-3': 'Europe (Paris)',
  'il-central-1': 'Israel (Tel Aviv)',
  'me-central-1': 'Middle East (UAE)',
  'me-south-1': 'Middle East (Bahrain)',
  'mx-central-1': 'Mexico (Central)',
  'sa-east-1': 'South America (São Paulo)',
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-gov-east-1': 'AWS GovCloud (US-East)',
  'us-gov-west-1': 'AWS GovCloud (US-West)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
};

const REGION = /^[a-z]{2,5}(?:-[a-z]+){1,3}-\d{1,2}$/;
const ALARM_ARN = /^arn:aws(?:-[a-z]+)*:cloudwatch:([a-z0-9-]+):(\d{12}):alarm:(.+)/s;

/** Whether it looks like the code of a region, such as `eu-west-1`; it need not be one that is known here. */
export function isRegion(code: string | undefined): code is string {
  return code !== undefined && REGION.test(code);
}

/** `Europe (Ireland)` for `eu-west-1`; undefined for a region that is not known here. */
export function regionName(code: string | undefined): string | undefined {
  return code === undefined ? undefined : REGION_NAMES[code];
}

/** The code of a display name, in today's spelling or an older one (`EU (Ireland)`, `US West - Oregon`). */
export function regionOfName(name: string | undefined): string | undefined {
  const wanted = normalise(name ?? '');
  return Object.entries(REGION_NAMES).find(([, one]) => normalise(one) === wanted)?.[0];
}

function normalise(name: string): string {
  return (
    name
      .replace(/^EU\b/, 'Europe')
      // CloudWatch writes São Paulo with and without its tilde.
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim()
  );
}

/** `aws` where the region is not known. */
export function partitionOf(region: string | undefined): Partition {
  if (region?.startsWith('cn-')) return 'aws-cn';
  if (region?.startsWith('eusc-')) return 'aws-eusc';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** An alarm's ARN holds its region and account; the name is the rest and may contain colons. */
export function parseAlarmArn(
  arn: string | undefined,
): { readonly region: string; readonly accountId: string; readonly name: string } | undefined {
  const [, region, accountId = '', name = ''] = ALARM_ARN.exec(arn ?? '') ?? [];
  return isRegion(region) ? { region, accountId, name } : undefined;
}

/** The ARN of an alarm there; undefined where the account is not known. */
export function alarmArn(
  name: string,
  place: { readonly region: string; readonly accountId?: string } | undefined,
): string | undefined {
  if (place?.accountId === undefined) return undefined;
  return `arn:${partitionOf(place.region)}:cloudwatch:${place.region}:${place.accountId}:alarm:${name}`;
}
