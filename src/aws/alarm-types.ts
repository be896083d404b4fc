import type { AlarmType } from '@aws-sdk/client-cloudwatch';

/**
 * CloudWatch answers with metric alarms alone unless it is asked for both.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export const EVERY_TYPE: AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];
