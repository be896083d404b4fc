import { expect, it } from 'vitest';
import { unitOf } from '../../src/alarm/units.ts';
import { everyRow } from '../helpers/every-row.ts';

/** Of every namespace one metric of each unit in which AWS publishes there. */
const METRICS: readonly (readonly [
  namespace: string,
  metrics: Readonly<Record<string, string>>,
])[] = [
  ['AWS/EC2', { CPUUtilization: 'Percent', NetworkIn: 'Bytes', NetworkPacketsIn: 'Count' }],
  ['AWS/ECS', { CPUUtilization: 'Percent' }],
  [
    'ECS/ContainerInsights',
    {
      MemoryUtilized: 'Megabytes',
      EphemeralStorageUtilized: 'Gigabytes',
      NetworkRxBytes: 'Bytes/Second',
    },
  ],
  ['ContainerInsights', { node_cpu_utilization: 'Percent' }],
  [
    'AWS/RDS',
    {
      CPUUtilization: 'Percent',
      FreeStorageSpace: 'Bytes',
      ReadLatency: 'Seconds',
      DatabaseConnectionsBorrowLatency: 'Microseconds',
      AuroraReplicaLag: 'Milliseconds',
      DatabaseConnections: 'Count',
      ReadThroughput: 'Bytes/Second',
      ReadIOPS: 'Count/Second',
    },
  ],
  [
    'AWS/DocDB',
    {
      CPUUtilization: 'Percent',
      FreeableMemory: 'Bytes',
      DBInstanceReplicaLag: 'Milliseconds',
      DatabaseConnections: 'Count',
      ReadThroughput: 'Bytes/Second',
    },
  ],
  [
    'AWS/Neptune',
    {
      CPUUtilization: 'Percent',
      FreeableMemory: 'Bytes',
      DBInstanceReplicaLag: 'Milliseconds',
      DatabaseConnections: 'Count',
      ReadThroughput: 'Bytes/Second',
    },
  ],
  [
    'AWS/Redshift',
    {
      CPUUtilization: 'Percent',
      ReadLatency: 'Seconds',
      QueryDuration: 'Microseconds',
      ReadThroughput: 'Bytes/Second',
    },
  ],
  ['AWS/Lambda', { Invocations: 'Count', Duration: 'Milliseconds' }],
  ['LambdaInsights', { memory_utilization: 'Percent', total_memory: 'Megabytes' }],
  [
    'AWS/SQS',
    {
      ApproximateNumberOfMessagesVisible: 'Count',
      ApproximateAgeOfOldestMessage: 'Seconds',
      SentMessageSize: 'Bytes',
    },
  ],
  ['AWS/SNS', { PublishSize: 'Bytes', NumberOfNotificationsFailed: 'Count' }],
  [
    'AWS/ApplicationELB',
    { RequestCount: 'Count', TargetResponseTime: 'Seconds', ProcessedBytes: 'Bytes' },
  ],
  ['AWS/NetworkELB', { ActiveFlowCount: 'Count', ProcessedBytes: 'Bytes' }],
  ['AWS/ELB', { Latency: 'Seconds', HealthyHostCount: 'Count' }],
  [
    'AWS/ElastiCache',
    {
      CPUUtilization: 'Percent',
      FreeableMemory: 'Bytes',
      ReplicationLag: 'Seconds',
      CurrConnections: 'Count',
    },
  ],
  [
    'AWS/EBS',
    {
      VolumeReadBytes: 'Bytes',
      VolumeReadOps: 'Count',
      BurstBalance: 'Percent',
      VolumeTotalReadTime: 'Seconds',
      VolumeAvgReadLatency: 'Milliseconds',
    },
  ],
  [
    'AWS/EFS',
    { PercentIOLimit: 'Percent', BurstCreditBalance: 'Bytes', PermittedThroughput: 'Bytes/Second' },
  ],
  ['AWS/FSx', { FreeStorageCapacity: 'Bytes', StorageCapacityUtilization: 'Percent' }],
  [
    'AWS/S3',
    {
      BytesDownloaded: 'Bytes',
      NumberOfObjects: 'Count',
      FirstByteLatency: 'Milliseconds',
      ReplicationLatency: 'Seconds',
    },
  ],
  [
    'AWS/DynamoDB',
    {
      ThrottledRequests: 'Count',
      SuccessfulRequestLatency: 'Milliseconds',
      AccountMaxTableLevelReads: 'Percent',
    },
  ],
  ['AWS/ApiGateway', { Count: 'Count', Latency: 'Milliseconds' }],
  ['AWS/AppSync', { Latency: 'Milliseconds' }],
  ['AWS/States', { ExecutionTime: 'Milliseconds', ExecutionsFailed: 'Count' }],
  [
    'AWS/ES',
    {
      FreeStorageSpace: 'Mebibytes',
      CPUUtilization: 'Percent',
      SearchLatency: 'Milliseconds',
      ReadLatency: 'Seconds',
      ReadThroughput: 'Bytes/Second',
      ReadIOPS: 'Count/Second',
      Nodes: 'Count',
    },
  ],
  [
    'AWS/Kinesis',
    {
      'GetRecords.Latency': 'Milliseconds',
      IncomingBytes: 'Bytes',
      WriteProvisionedThroughputExceeded: 'Count',
    },
  ],
  [
    'AWS/KinesisAnalytics',
    { millisBehindLatest: 'Milliseconds', lastCheckpointSize: 'Bytes', cpuUtilization: 'Percent' },
  ],
  ['AWS/Firehose', { IncomingBytes: 'Bytes', KinesisMillisBehindLatest: 'Milliseconds' }],
  ['AWS/Kafka', { CpuUser: 'Percent', MemoryUsed: 'Bytes', EstimatedMaxTimeLag: 'Seconds' }],
  ['AWS/AmazonMQ', { CpuUtilization: 'Percent', RabbitMQMemUsed: 'Bytes' }],
  ['AWS/CertificateManager', { DaysToExpiry: 'Days' }],
  ['AWS/ACMPrivateCA', { Time: 'Seconds' }],
  [
    'AWS/Route53',
    {
      HealthCheckPercentageHealthy: 'Percent',
      ConnectionTime: 'Milliseconds',
      HealthCheckStatus: 'Count',
    },
  ],
  [
    'AWS/CloudFront',
    { '4xxErrorRate': 'Percent', OriginLatency: 'Milliseconds', BytesDownloaded: 'Bytes' },
  ],
  ['AWS/NATGateway', { BytesInFromDestination: 'Bytes', ErrorPortAllocation: 'Count' }],
  ['AWS/TransitGateway', { BytesIn: 'Bytes' }],
  ['AWS/VPN', { TunnelDataIn: 'Bytes' }],
  ['AWS/DX', { ConnectionBpsEgress: 'Bits/Second' }],
  ['AWS/Logs', { IncomingBytes: 'Bytes' }],
  ['AWS/DMS', { CPUUtilization: 'Percent', CDCLatencySource: 'Seconds', FreeableMemory: 'Bytes' }],
  ['AWS/DAX', { CPUUtilization: 'Percent' }],
  ['AWS/MemoryDB', { CPUUtilization: 'Percent', FreeableMemory: 'Bytes' }],
  ['AWS/WorkSpaces', { InSessionLatency: 'Milliseconds', SessionLaunchTime: 'Seconds' }],
  ['AWS/Bedrock', { InvocationLatency: 'Milliseconds' }],
  ['AWS/Cassandra', { SuccessfulRequestLatency: 'Milliseconds' }],
  ['AWS/Events', { IngestionToInvocationStartLatency: 'Milliseconds' }],
  ['AWS/KMS', { SecondsUntilKeyMaterialExpiration: 'Seconds' }],
  ['AWS/SageMaker', { ModelLatency: 'Microseconds' }],
  ['/aws/sagemaker/Endpoints', { CPUUtilization: 'Percent' }],
  ['/aws/sagemaker/TrainingJobs', { CPUUtilization: 'Percent' }],
  ['/aws/sagemaker/ProcessingJobs', { CPUUtilization: 'Percent' }],
  ['/aws/sagemaker/TransformJobs', { CPUUtilization: 'Percent' }],
  ['AWS/ElasticMapReduce', { HDFSUtilization: 'Percent' }],
  ['AWS/ElasticBeanstalk', { CPUIdle: 'Percent' }],
  ['AWS/AppRunner', { CPUUtilization: 'Percent', RequestLatency: 'Milliseconds' }],
  ['AWS/CodeBuild', { Duration: 'Seconds' }],
  ['AWS/Athena', { TotalExecutionTime: 'Milliseconds', ProcessedBytes: 'Bytes' }],
  ['AWS/StorageGateway', { CachePercentUsed: 'Percent', UploadBufferFree: 'Bytes' }],
  ['CloudWatchSynthetics', { SuccessPercent: 'Percent', Duration: 'Milliseconds' }],
  ['System/Linux', { MemoryUtilization: 'Percent' }],
  ['CWAgent', { nvidia_smi_utilization_gpu: 'Percent', mem_used: 'Bytes' }],
];

it(
  'a metric of AWS is in the unit in which its documentation says that it is published',
  everyRow(METRICS, (namespace, metrics) => {
    const units = Object.keys(metrics).map((metricName) => [
      metricName,
      unitOf({ namespace, metricName, dimensions: [] }),
    ]);
    expect(Object.fromEntries(units)).toEqual(metrics);
  }),
);
