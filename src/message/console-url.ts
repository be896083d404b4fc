import type { Alarm, Dimension, Partition } from '../alarm/alarm.ts';

/** Deep links into the AWS console. Each is undefined where what it needs is not known for certain. */

/** https://docs.aws.amazon.com/general/latest/gr/awsservices.html */
const CONSOLE: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Slack refuses longer ones in places; the text around it needs room too. */
const LONGEST_URL = 2_000;

export type Place = Pick<Alarm, 'partition' | 'region' | 'accountId'>;

/** The page of the alarm itself. */
export function alarmUrl(alarm: Alarm): string | undefined {
  return consoleUrl(
    alarm,
    'cloudwatch',
    `alarmsV2:alarm/${encodeURIComponent(alarm.name.toWellFormed())}`,
  );
}

/** Resources whose console page follows from a dimension for certain. */
const RESOURCES: Readonly<
  Record<
    string,
    (value: string, place: Place) => readonly [service: string, hash: string] | undefined
  >
> = {
  InstanceId: (id) => (isInstanceId(id) ? ['ec2', `InstanceDetails:instanceId=${id}`] : undefined),
  FunctionName: (name) => ['lambda', `/functions/${encodeURIComponent(name)}`],
  DBInstanceIdentifier: (id) => ['rds', `database:id=${encodeURIComponent(id)};is-cluster=false`],
  QueueName: (name, place) => queueHash(name, place),
  LoadBalancer: (id, place) => loadBalancerHash(id, place),
  AutoScalingGroupName: (name) => [
    'ec2',
    `AutoScalingGroupDetails:id=${encodeURIComponent(name)};view=details`,
  ],
};

const NAMESPACES: Readonly<Record<string, string>> = {
  FunctionName: 'AWS/Lambda',
  DBInstanceIdentifier: 'AWS/RDS',
  QueueName: 'AWS/SQS',
  LoadBalancer: 'AWS/ApplicationELB',
};

function queueHash(
  name: string,
  { region, accountId, partition }: Place,
): readonly [string, string] | undefined {
  if (!isAccountId(accountId)) return undefined;
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    'sqs/v3',
    `/queues/${encodeURIComponent(`https://sqs.${region}.${domain}/${accountId}/${name}`)}`,
  ];
}

function loadBalancerHash(
  id: string,
  { region, accountId, partition }: Place,
): readonly [string, string] | undefined {
  if (!isAccountId(accountId) || !id.startsWith('app/')) return undefined;
  const arn = `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/${id}`;
  return ['ec2', `LoadBalancer:loadBalancerArn=${encodeURIComponent(arn)}`];
}

function isAccountId(text: string | undefined): boolean {
  return text !== undefined && /^\d{12}$/.test(text);
}

export function isInstanceId(value: string): boolean {
  return /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(value);
}

/** The page of the resource that the dimensions name; the first that is certain. */
export function resourceUrl(
  place: Place,
  dimensions: readonly Dimension[],
  namespace?: string,
): string | undefined {
  for (const { name, value } of dimensions) {
    const wanted = NAMESPACES[name];
    const target =
      wanted === undefined || wanted === namespace
        ? RESOURCES[name]?.(value.toWellFormed(), place)
        : undefined;
    if (target) return consoleUrl(place, ...target);
  }
  return undefined;
}

/** `hash` must be encoded; a URL that would be too long for Slack is none. */
export function consoleUrl(
  { partition, region }: Place,
  service: string,
  hash: string,
): string | undefined {
  if (region === undefined) return undefined;
  const url = `https://${region}.${CONSOLE[partition]}/${service}/home?region=${region}#${hash}`;
  return url.length > LONGEST_URL ? undefined : url;
}
