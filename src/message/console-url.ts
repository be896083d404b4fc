import type { Alarm, Dimension, Partition } from '../alarm/alarm.ts';
import { isInstanceId } from '../alarm/subject.ts';

/** Deep links into the AWS console. Each is undefined where what it needs is not known for certain. */

/** https://docs.aws.amazon.com/general/latest/gr/awsservices.html */
const CONSOLE: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Of the isolated partitions, whose consoles are not public. */
const ISOLATED = /-iso[a-z]?-/;

/** Slack refuses longer ones in places; the text around it needs room too. */
const LONGEST_URL = 2_000;

export type Place = Pick<Alarm, 'partition' | 'region' | 'accountId' | 'portal'>;

/** The page of the alarm itself. */
export function alarmUrl(alarm: Place & Pick<Alarm, 'name'>): string | undefined {
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
  DBClusterIdentifier: (id) => ['rds', `database:id=${encodeURIComponent(id)};is-cluster=true`],
  TableName: (name) => ['dynamodbv2', `table?name=${encodeURIComponent(name)}`],
  StateMachineArn: (arn) =>
    arn.startsWith('arn:')
      ? ['states', `/statemachines/view/${encodeURIComponent(arn)}`]
      : undefined,
  HealthCheckId: (id) => (isUuid(id) ? ['route53/healthchecks', `/details/${id}`] : undefined),
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
  DBClusterIdentifier: 'AWS/RDS',
  TableName: 'AWS/DynamoDB',
  StateMachineArn: 'AWS/States',
  HealthCheckId: 'AWS/Route53',
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

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
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
  return serviceUrl(place, dimensions, namespace);
}

/** An ECS service, which two dimensions name. */
function serviceUrl(
  place: Place,
  dimensions: readonly Dimension[],
  namespace: string | undefined,
): string | undefined {
  const [cluster, service] = ['ClusterName', 'ServiceName'].map((wanted) =>
    encodeURIComponent(dimensions.find(({ name }) => name === wanted)?.value.toWellFormed() ?? ''),
  );
  if (namespace !== 'AWS/ECS' || !cluster || !service) return undefined;
  const page = `ecs/v2/clusters/${cluster}/services/${service}/health`;
  return pageUrl(place, `${page}?region=${place.region}`);
}

/** Milliseconds around a state change in which its cause is looked for. */
const LOGS_BEFORE = 30 * 60_000;
const LOGS_AFTER = 10 * 60_000;

/** The logs of a Lambda function, or those that a log alarm reads, around the time of the state change. */
export function logsUrl(
  alarm: Place & Pick<Alarm, 'changedAt' | 'trigger'>,
  dimensions: readonly Dimension[],
  namespace?: string,
): string | undefined {
  const { changedAt, trigger } = alarm;
  const name = dimensions.find((dimension) => dimension.name === 'FunctionName')?.value;
  const ofFunction =
    namespace === 'AWS/Lambda' && name !== undefined ? `/aws/lambda/${name}` : undefined;
  const read = trigger?.kind === 'query' ? trigger.logGroup : ofFunction;
  if (read === undefined || changedAt === undefined) return undefined;
  const group = encodeForLogs(read.toWellFormed());
  const range = `?start=${changedAt - LOGS_BEFORE}&end=${changedAt + LOGS_AFTER}`;
  return consoleUrl(
    alarm,
    'cloudwatch',
    `logsV2:log-groups/log-group/${group}/log-events${encodeURIComponent(range).replaceAll('%', '$')}`,
  );
}

/** The page encodes twice and writes `$` for `%`. */
function encodeForLogs(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}

/** `hash` must be encoded; a URL that would be too long for Slack is none. */
export function consoleUrl(place: Place, service: string, hash: string): string | undefined {
  return pageUrl(place, `${service}/home?region=${place.region}#${hash}`);
}

function pageUrl(place: Place, path: string): string | undefined {
  const { partition, region } = place;
  if (region === undefined || ISOLATED.test(region)) return undefined;
  const url = `https://${region}.${CONSOLE[partition]}/${path}`;
  return url.length > LONGEST_URL ? undefined : throughPortal(url, place);
}

/** A URL that came from elsewhere; one of the console leads through the portal. */
export function inAccount(url: string, place: Pick<Place, 'accountId' | 'portal'>): string {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return Object.values(CONSOLE).some((name) => `.${host}`.endsWith(`.${name}`))
    ? throughPortal(url, place)
    : url;
}

/**
 * The same page by way of the access portal, which signs the reader in to the right account first; the page itself
 * where there is no portal, or the link would be too long for Slack.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
function throughPortal(
  url: string,
  { accountId, portal }: Pick<Place, 'accountId' | 'portal'>,
): string {
  if (portal === undefined || !isAccountId(accountId)) return url;
  const role = portal.role === undefined ? '' : `&role_name=${encodeURIComponent(portal.role)}`;
  const query = `account_id=${accountId}${role}&destination=${encodeURIComponent(url)}`;
  const through = `${portal.url}/#/console?${query}`;
  return through.length > LONGEST_URL ? url : through;
}
