import type { ByUnit } from './units.ts';

/** Of all that runs: it can be above 100. */
const SAGEMAKER: ByUnit = {
  Percent: 'CPUUtilization MemoryUtilization GPUUtilization GPUMemoryUtilization DiskUtilization',
};

/** The units of the services of search, streams, networks and the agents. See published-units.ts. */
export const PUBLISHED_BY_THE_REST: Readonly<Record<string, ByUnit>> = {
  'AWS/ES': {
    Mebibytes: 'FreeStorageSpace ClusterUsedSpace',
    Percent:
      'CPUUtilization JVMMemoryPressure OldGenJVMMemoryPressure SysMemoryUtilization MasterCPUUtilization MasterJVMMemoryPressure MasterOldGenJVMMemoryPressure WarmCPUUtilization WarmJVMMemoryPressure BurstBalance KNNGraphMemoryUsagePercentage',
    Milliseconds: 'SearchLatency IndexingLatency',
    Seconds: 'ReadLatency WriteLatency',
    'Bytes/Second': 'ReadThroughput WriteThroughput',
    'Count/Second': 'ReadIOPS WriteIOPS',
    Count: 'Nodes',
  },
  'AWS/Kinesis': {
    Milliseconds:
      'GetRecords.IteratorAgeMilliseconds GetRecords.Latency PutRecord.Latency PutRecords.Latency SubscribeToShardEvent.MillisBehindLatest IteratorAgeMilliseconds',
    Bytes: 'IncomingBytes OutgoingBytes',
    Count:
      'WriteProvisionedThroughputExceeded ReadProvisionedThroughputExceeded IncomingRecords GetRecords.Records',
  },
  'AWS/KinesisAnalytics': {
    Milliseconds: 'millisBehindLatest MillisBehindLatest uptime downtime lastCheckpointDuration',
    Bytes: 'lastCheckpointSize',
    Percent: 'cpuUtilization heapMemoryUtilization containerCPUUtilization',
  },
  'AWS/Firehose': {
    Bytes: 'IncomingBytes',
    Milliseconds:
      'KinesisMillisBehindLatest PutRecord.Latency PutRecordBatch.Latency ExecuteProcessing.Duration',
  },
  'AWS/Kafka': {
    Percent:
      'CpuUser CpuSystem CpuIdle CpuIoWait KafkaDataLogsDiskUsed KafkaAppLogsDiskUsed RootDiskUsed HeapMemoryAfterGC BurstBalance',
    Bytes: 'MemoryUsed MemoryFree SwapUsed',
    Seconds: 'EstimatedMaxTimeLag',
  },
  'AWS/AmazonMQ': {
    Percent: 'CpuUtilization HeapUsage StorePercentUsage JobSchedulerStorePercentUsage',
    Bytes: 'RabbitMQMemUsed RabbitMQMemLimit RabbitMQDiskFree RabbitMQDiskFreeLimit',
  },
  'AWS/CertificateManager': { Days: 'DaysToExpiry' },
  'AWS/ACMPrivateCA': { Seconds: 'Time' },
  'AWS/Route53': {
    Percent: 'HealthCheckPercentageHealthy',
    Milliseconds: 'ConnectionTime SSLHandshakeTime TimeToFirstByte',
    Count: 'HealthCheckStatus',
  },
  'AWS/CloudFront': {
    Percent:
      '4xxErrorRate 5xxErrorRate TotalErrorRate CacheHitRate 401ErrorRate 403ErrorRate 404ErrorRate 502ErrorRate 503ErrorRate 504ErrorRate FunctionComputeUtilization',
    Milliseconds: 'OriginLatency',
    Bytes: 'BytesDownloaded BytesUploaded',
  },
  'AWS/NATGateway': {
    Bytes: 'BytesInFromDestination BytesInFromSource BytesOutToDestination BytesOutToSource',
    Count: 'ErrorPortAllocation PacketsDropCount ActiveConnectionCount',
  },
  'AWS/TransitGateway': { Bytes: 'BytesIn BytesOut' },
  'AWS/VPN': { Bytes: 'TunnelDataIn TunnelDataOut' },
  'AWS/DX': { 'Bits/Second': 'ConnectionBpsEgress ConnectionBpsIngress' },
  'AWS/Logs': { Bytes: 'IncomingBytes ForwardedBytes' },
  'AWS/DMS': {
    Percent: 'CPUUtilization',
    Seconds: 'CDCLatencySource CDCLatencyTarget',
    Bytes: 'FreeableMemory FreeStorageSpace SwapUsage',
  },
  'AWS/DAX': { Percent: 'CPUUtilization CacheMemoryUtilization' },
  'AWS/MemoryDB': {
    Percent: 'CPUUtilization EngineCPUUtilization DatabaseMemoryUsagePercentage',
    Bytes: 'FreeableMemory BytesUsedForMemoryDB',
  },
  'AWS/WorkSpaces': { Milliseconds: 'InSessionLatency', Seconds: 'SessionLaunchTime' },
  'AWS/Bedrock': { Milliseconds: 'InvocationLatency' },
  'AWS/Cassandra': { Milliseconds: 'SuccessfulRequestLatency' },
  'AWS/Events': {
    Milliseconds:
      'IngestionToInvocationStartLatency IngestionToInvocationCompleteLatency IngestionToInvocationSuccessLatency PutEventsLatency',
  },
  'AWS/KMS': { Seconds: 'SecondsUntilKeyMaterialExpiration' },
  'AWS/SageMaker': { Microseconds: 'ModelLatency OverheadLatency ModelSetupTime' },
  '/aws/sagemaker/Endpoints': SAGEMAKER,
  '/aws/sagemaker/TrainingJobs': SAGEMAKER,
  '/aws/sagemaker/ProcessingJobs': SAGEMAKER,
  '/aws/sagemaker/TransformJobs': SAGEMAKER,
  'AWS/ElasticMapReduce': { Percent: 'HDFSUtilization YARNMemoryAvailablePercentage' },
  'AWS/ElasticBeanstalk': {
    Percent: 'CPUIdle CPUIowait CPUSystem CPUUser RootFilesystemUtil',
  },
  'AWS/AppRunner': {
    Percent: 'CPUUtilization MemoryUtilization',
    Milliseconds: 'RequestLatency',
  },
  'AWS/CodeBuild': { Seconds: 'Duration' },
  'AWS/Athena': {
    Milliseconds:
      'TotalExecutionTime QueryQueueTime QueryPlanningTime EngineExecutionTime ServiceProcessingTime',
    Bytes: 'ProcessedBytes',
  },
  'AWS/StorageGateway': {
    Percent: 'CachePercentUsed CachePercentDirty CacheHitPercent WorkingStoragePercentUsed',
    Bytes: 'UploadBufferFree UploadBufferUsed CloudBytesUploaded CloudBytesDownloaded',
  },
  CloudWatchSynthetics: { Percent: 'SuccessPercent', Milliseconds: 'Duration' },
  'System/Linux': { Percent: 'MemoryUtilization DiskSpaceUtilization SwapUtilization' },
  CWAgent: {
    Percent:
      'nvidia_smi_utilization_gpu nvidia_smi_utilization_memory mem_used_percent disk_used_percent swap_used_percent cpu_usage_idle cpu_usage_user cpu_usage_system cpu_usage_active cpu_usage_iowait',
    Bytes: 'mem_used mem_free mem_available mem_total disk_used disk_free disk_total swap_used',
  },
};
