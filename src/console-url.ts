import type { Alarm, Dimension, MetricStat, Partition } from './alarm.ts';

/** Deep links into the AWS console. Each is undefined where what it needs is not known for certain. */

/** https://docs.aws.amazon.com/general/latest/gr/awsservices.html */
const CONSOLE: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Slack refuses longer ones in places; the text around it needs room too. */
const LONGEST_URL = 2_000;
const MINUTE = 60_000;

type Place = Pick<Alarm, 'partition' | 'region' | 'accountId'>;

/** The page of the alarm itself. */
export function alarmUrl(alarm: Alarm): string | undefined {
  return consoleUrl(
    alarm,
    'cloudwatch',
    `alarmsV2:alarm/${encodeURIComponent(alarm.name.toWellFormed())}`,
  );
}

/** The metric view of exactly what the alarm reads, around the time of its state change. */
export function metricUrl(alarm: Alarm): string | undefined {
  const metrics = graphMetrics(alarm);
  const { trigger, changedAt, region } = alarm;
  if (
    metrics.length === 0 ||
    changedAt === undefined ||
    trigger === undefined ||
    trigger.kind === 'composite'
  )
    return undefined;
  const { period = 300, threshold } = trigger.condition;
  const margin = Math.max(60 * MINUTE, 20 * period * 1000);
  const graph = {
    metrics,
    view: 'timeSeries',
    stacked: false,
    region,
    period,
    ...('stat' in trigger && trigger.stat.statistic !== undefined
      ? { stat: trigger.stat.statistic }
      : {}),
    start: new Date(changedAt - margin).toISOString(),
    end: new Date(changedAt + 15 * MINUTE).toISOString(),
    ...(threshold === undefined
      ? {}
      : { annotations: { horizontal: [{ label: alarm.name, value: threshold }] } }),
  };
  return consoleUrl(alarm, 'cloudwatch', `metricsV2:graph=${encodeGraph(graph)}`);
}

function graphMetrics({ trigger }: Alarm): readonly unknown[] {
  switch (trigger?.kind) {
    case 'metric':
      return [metricEntry(trigger.stat)];
    case 'anomaly':
      return [metricEntry(trigger.stat, 'm1'), [{ expression: trigger.band, id: 'ad1' }]];
    case 'math':
      return [
        [{ expression: trigger.expression, label: trigger.label ?? trigger.expression, id: 'e1' }],
        ...trigger.inputs.map((stat, index) => metricEntry(stat, `m${index + 1}`, false)),
      ];
    case 'query':
      return /^\s*SELECT\b/i.test(trigger.query) ? [[{ expression: trigger.query, id: 'q1' }]] : [];
    default:
      return [];
  }
}

function metricEntry(stat: MetricStat, fallbackId?: string, visible = true): readonly unknown[] {
  const dimensions = stat.dimensions.flatMap(({ name, value }) => [name, value]);
  const id = stat.id ?? fallbackId;
  const options = { ...(id === undefined ? {} : { id }), ...(visible ? {} : { visible }) };
  return [
    stat.namespace ?? '',
    stat.metricName,
    ...dimensions,
    ...(Object.keys(options).length > 0 ? [options] : []),
  ];
}

/**
 * The console's notation for a graph in a URL: `~(key~'text~list~(~1~2))`; other characters as `*xx` or `**xxxx`.
 */
function encodeGraph(value: unknown): string {
  if (Array.isArray(value)) return `~(${value.map(encodeGraph).join('')})`;
  if (typeof value === 'object' && value !== null) {
    return `~(${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => key + encodeGraph(inner))
      .join('~')})`;
  }
  return typeof value === 'string' ? `~'${encodeText(value)}` : `~${String(value)}`;
}

function encodeText(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `**${code.padStart(4, '0')}` : `*${code.padStart(2, '0')}`;
  });
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
  if (accountId === undefined) return undefined;
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
  if (accountId === undefined || !id.startsWith('app/')) return undefined;
  const arn = `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/${id}`;
  return ['ec2', `LoadBalancer:loadBalancerArn=${encodeURIComponent(arn)}`];
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

function consoleUrl(
  { partition, region }: Place,
  service: string,
  hash: string,
): string | undefined {
  if (region === undefined) return undefined;
  const url = `https://${region}.${CONSOLE[partition]}/${service}/home?region=${region}#${hash}`;
  return url.length > LONGEST_URL ? undefined : url;
}
