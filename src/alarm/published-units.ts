import { PUBLISHED_BY_THE_REST } from './published-units-of-streams.ts';
import type { ByUnit } from './units.ts';

const DOCUMENT_DATABASE: ByUnit = {
  Percent: 'CPUUtilization BufferCacheHitRatio IndexBufferCacheHitRatio',
  Bytes:
    'FreeableMemory FreeLocalStorage SwapUsage VolumeBytesUsed BackupRetentionPeriodStorageUsed',
  Milliseconds:
    'DBInstanceReplicaLag DBClusterReplicaLagMaximum DBClusterReplicaLagMinimum ReadLatency WriteLatency',
  Count: 'DatabaseConnections',
  'Bytes/Second': 'ReadThroughput WriteThroughput NetworkThroughput',
};

/**
 * The units in which AWS publishes its own metrics, for the alarms that name none (most do not).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
 */
export const PUBLISHED: Readonly<Record<string, ByUnit>> = {
  'AWS/EC2': {
    Percent: 'CPUUtilization EBSIOBalance% EBSByteBalance%',
    Bytes: 'NetworkIn NetworkOut DiskReadBytes DiskWriteBytes EBSReadBytes EBSWriteBytes',
    Count:
      'NetworkPacketsIn NetworkPacketsOut DiskReadOps DiskWriteOps EBSReadOps EBSWriteOps StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System StatusCheckFailed_AttachedEBS CPUCreditBalance CPUCreditUsage',
  },
  'AWS/ECS': {
    Percent:
      'CPUUtilization MemoryUtilization CPUReservation MemoryReservation EBSFilesystemUtilization',
  },
  'ECS/ContainerInsights': {
    Megabytes: 'MemoryUtilized MemoryReserved',
    Gigabytes: 'EphemeralStorageUtilized EphemeralStorageReserved',
    'Bytes/Second': 'NetworkRxBytes NetworkTxBytes',
  },
  ContainerInsights: {
    Percent:
      'node_cpu_utilization node_memory_utilization node_filesystem_utilization pod_cpu_utilization pod_memory_utilization pod_cpu_utilization_over_pod_limit pod_memory_utilization_over_pod_limit',
  },
  'AWS/RDS': {
    Percent:
      'CPUUtilization BufferCacheHitRatio BurstBalance EBSIOBalance% EBSByteBalance% ACUUtilization',
    Bytes:
      'FreeStorageSpace FreeableMemory SwapUsage FreeLocalStorage BinLogDiskUsage TransactionLogsDiskUsage ReplicationSlotDiskUsage OldestReplicationSlotLag VolumeBytesUsed',
    Seconds: 'ReadLatency WriteLatency ReplicaLag AuroraBinlogReplicaLag EngineUptime',
    Microseconds:
      'DatabaseConnectionsBorrowLatency QueryDatabaseResponseLatency QueryResponseLatency',
    Milliseconds:
      'AuroraReplicaLag AuroraReplicaLagMaximum AuroraGlobalDBReplicationLag CommitLatency DMLLatency InsertLatency SelectLatency UpdateLatency DeleteLatency',
    Count: 'DatabaseConnections CPUCreditBalance DiskQueueDepth Deadlocks',
    'Bytes/Second':
      'ReadThroughput WriteThroughput NetworkReceiveThroughput NetworkTransmitThroughput',
    'Count/Second': 'ReadIOPS WriteIOPS',
  },
  'AWS/DocDB': DOCUMENT_DATABASE,
  'AWS/Neptune': DOCUMENT_DATABASE,
  'AWS/Redshift': {
    Percent: 'CPUUtilization PercentageDiskSpaceUsed',
    Seconds: 'ReadLatency WriteLatency',
    Microseconds: 'QueryDuration',
    'Bytes/Second': 'ReadThroughput WriteThroughput NetworkReceiveThroughput',
  },
  'AWS/Lambda': {
    Count: 'Invocations Errors Throttles ConcurrentExecutions DeadLetterErrors AsyncEventsDropped',
    Milliseconds: 'Duration IteratorAge PostRuntimeExtensionsDuration AsyncEventAge',
  },
  LambdaInsights: { Percent: 'memory_utilization', Megabytes: 'total_memory used_memory_max' },
  'AWS/SQS': {
    Count:
      'ApproximateNumberOfMessagesVisible ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesDelayed NumberOfMessagesSent NumberOfMessagesReceived NumberOfMessagesDeleted',
    Seconds: 'ApproximateAgeOfOldestMessage',
    Bytes: 'SentMessageSize',
  },
  'AWS/SNS': { Bytes: 'PublishSize', Count: 'NumberOfNotificationsFailed' },
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
  'AWS/ELB': { Seconds: 'Latency', Count: 'HealthyHostCount UnHealthyHostCount RequestCount' },
  'AWS/ElastiCache': {
    Percent:
      'CPUUtilization EngineCPUUtilization DatabaseMemoryUsagePercentage DatabaseCapacityUsagePercentage',
    Bytes: 'FreeableMemory BytesUsedForCache SwapUsage NetworkBytesIn NetworkBytesOut',
    Seconds: 'ReplicationLag',
    Count: 'CurrConnections Evictions',
  },
  'AWS/EBS': {
    Bytes: 'VolumeReadBytes VolumeWriteBytes',
    Count: 'VolumeReadOps VolumeWriteOps VolumeQueueLength',
    Percent: 'BurstBalance VolumeThroughputPercentage',
    Seconds: 'VolumeTotalReadTime VolumeTotalWriteTime VolumeIdleTime',
    Milliseconds: 'VolumeAvgReadLatency VolumeAvgWriteLatency',
  },
  'AWS/EFS': {
    Percent: 'PercentIOLimit',
    Bytes: 'BurstCreditBalance StorageBytes TotalIOBytes DataReadIOBytes DataWriteIOBytes',
    'Bytes/Second': 'PermittedThroughput',
  },
  'AWS/FSx': {
    Bytes: 'FreeStorageCapacity StorageUsed StorageCapacity DataReadBytes DataWriteBytes',
    Percent:
      'StorageCapacityUtilization CPUUtilization MemoryUtilization FileServerDiskThroughputUtilization',
  },
  'AWS/S3': {
    Bytes: 'BucketSizeBytes BytesDownloaded BytesUploaded BytesPendingReplication',
    Count: 'NumberOfObjects 4xxErrors 5xxErrors AllRequests',
    Milliseconds: 'FirstByteLatency TotalRequestLatency',
    Seconds: 'ReplicationLatency',
  },
  'AWS/DynamoDB': {
    Count: 'ThrottledRequests UserErrors SystemErrors',
    Milliseconds: 'SuccessfulRequestLatency ReplicationLatency AgeOfOldestUnreplicatedRecord',
    Percent: 'AccountMaxTableLevelReads AccountMaxTableLevelWrites',
  },
  'AWS/ApiGateway': {
    Count: 'Count 4XXError 5XXError',
    Milliseconds: 'Latency IntegrationLatency',
  },
  'AWS/AppSync': { Milliseconds: 'Latency' },
  'AWS/States': {
    Milliseconds: 'ExecutionTime ActivityTime LambdaFunctionTime',
    Count: 'ExecutionsFailed ExecutionsTimedOut ExecutionsAborted ExecutionThrottled',
  },
  ...PUBLISHED_BY_THE_REST,
};
