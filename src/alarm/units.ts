import type { MetricStat } from './alarm.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (Unit) */
const UNITS = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
  'Percent',
  'Count',
  'Bytes/Second',
  'Kilobytes/Second',
  'Megabytes/Second',
  'Gigabytes/Second',
  'Terabytes/Second',
  'Bits/Second',
  'Kilobits/Second',
  'Megabits/Second',
  'Gigabits/Second',
  'Terabits/Second',
  'Count/Second',
  'None',
] as const;

export type Unit = (typeof UNITS)[number];

/**
 * The units in which AWS publishes its own metrics, for the alarms that name none (most do not).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
 */
const PUBLISHED: Readonly<Record<string, Readonly<Partial<Record<Unit, string>>>>> = {
  'AWS/EC2': {
    Percent: 'CPUUtilization',
    Bytes: 'NetworkIn NetworkOut DiskReadBytes DiskWriteBytes EBSReadBytes EBSWriteBytes',
    Count:
      'NetworkPacketsIn NetworkPacketsOut DiskReadOps DiskWriteOps EBSReadOps EBSWriteOps StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System',
  },
  'AWS/ECS': { Percent: 'CPUUtilization MemoryUtilization' },
  'AWS/RDS': {
    Percent: 'CPUUtilization',
    Bytes: 'FreeStorageSpace FreeableMemory SwapUsage',
    Seconds: 'ReadLatency WriteLatency ReplicaLag',
    Count: 'DatabaseConnections',
    'Bytes/Second':
      'ReadThroughput WriteThroughput NetworkReceiveThroughput NetworkTransmitThroughput',
    'Count/Second': 'ReadIOPS WriteIOPS',
  },
  'AWS/Lambda': {
    Count: 'Invocations Errors Throttles ConcurrentExecutions DeadLetterErrors',
    Milliseconds: 'Duration IteratorAge',
  },
  'AWS/SQS': {
    Count:
      'ApproximateNumberOfMessagesVisible ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesDelayed NumberOfMessagesSent NumberOfMessagesReceived NumberOfMessagesDeleted',
    Seconds: 'ApproximateAgeOfOldestMessage',
    Bytes: 'SentMessageSize',
  },
  'AWS/ApplicationELB': {
    Count:
      'RequestCount HTTPCode_ELB_4XX_Count HTTPCode_ELB_5XX_Count HTTPCode_Target_2XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count HealthyHostCount UnHealthyHostCount RejectedConnectionCount',
    Seconds: 'TargetResponseTime',
    Bytes: 'ProcessedBytes',
  },
  'AWS/NetworkELB': {
    Count: 'ActiveFlowCount NewFlowCount HealthyHostCount UnHealthyHostCount',
    Bytes: 'ProcessedBytes',
  },
  'AWS/ElastiCache': {
    Percent: 'CPUUtilization EngineCPUUtilization DatabaseMemoryUsagePercentage',
    Bytes: 'FreeableMemory BytesUsedForCache',
    Count: 'CurrConnections Evictions',
  },
  'AWS/EBS': {
    Bytes: 'VolumeReadBytes VolumeWriteBytes',
    Count: 'VolumeReadOps VolumeWriteOps VolumeQueueLength',
    Percent: 'BurstBalance',
  },
  'AWS/EFS': { Percent: 'PercentIOLimit', Bytes: 'BurstCreditBalance' },
  'AWS/S3': { Bytes: 'BucketSizeBytes', Count: 'NumberOfObjects' },
  'AWS/DynamoDB': {
    Count: 'ThrottledRequests UserErrors SystemErrors',
    Milliseconds: 'SuccessfulRequestLatency',
  },
  'AWS/ApiGateway': {
    Count: 'Count 4XXError 5XXError',
    Milliseconds: 'Latency IntegrationLatency',
  },
  CWAgent: {
    Percent:
      'mem_used_percent disk_used_percent swap_used_percent cpu_usage_idle cpu_usage_user cpu_usage_system',
  },
};

/** The unit of the values that the alarm compares: named by the alarm, or known of the metric; never guessed. */
export function unitOf(stat: MetricStat): Unit | undefined {
  if (stat.statistic === 'SampleCount') return 'Count';
  return knownUnit(stat.unit) ?? publishedUnit(stat);
}

function publishedUnit({ namespace, metricName }: MetricStat): Unit | undefined {
  const byUnit = namespace === undefined ? undefined : PUBLISHED[namespace];
  return byUnit && UNITS.find((unit) => byUnit[unit]?.split(' ').includes(metricName));
}

export function knownUnit(name: string | undefined): Unit | undefined {
  return UNITS.find((unit) => unit === name);
}

/** The larger units that a large number is divided into, by the symbols that people read. */
const STEP = 1000;

const SCALES: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  Bytes: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  Kilobytes: ['kB', 'MB', 'GB', 'TB', 'PB'],
  Megabytes: ['MB', 'GB', 'TB', 'PB'],
  Gigabytes: ['GB', 'TB', 'PB'],
  Terabytes: ['TB', 'PB'],
  Bits: ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'],
  'Bytes/Second': ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'],
  'Kilobytes/Second': ['kB/s', 'MB/s', 'GB/s', 'TB/s'],
  'Megabytes/Second': ['MB/s', 'GB/s', 'TB/s'],
  'Bits/Second': ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'],
  Microseconds: ['µs', 'ms', 's'],
  Milliseconds: ['ms', 's'],
};

const SYMBOLS: Readonly<Partial<Record<Unit, string>>> = {
  Percent: '%',
  Seconds: 's',
  Kilobits: 'kbit',
  Megabits: 'Mbit',
  Gigabits: 'Gbit',
  Terabits: 'Tbit',
  'Gigabytes/Second': 'GB/s',
  'Terabytes/Second': 'TB/s',
  'Kilobits/Second': 'kbit/s',
  'Megabits/Second': 'Mbit/s',
  'Gigabits/Second': 'Gbit/s',
  'Terabits/Second': 'Tbit/s',
  'Count/Second': '/s',
};

/**
 * What to divide a value by, and the symbol of the unit that it then has: 2e9 bytes are divided by 1e9, in `GB`. The
 * symbol is empty for a count and where no unit is known.
 */
export function scaleFor(
  value: number,
  unit: Unit | undefined,
): { readonly divisor: number; readonly symbol: string } {
  const names = unit && SCALES[unit];
  if (!names) return { divisor: 1, symbol: (unit && SYMBOLS[unit]) ?? '' };
  let divisor = 1;
  let index = 0;
  while (Math.abs(value) / divisor >= STEP && index < names.length - 1) {
    divisor *= STEP;
    index += 1;
  }
  return { divisor, symbol: names[index] ?? '' };
}
