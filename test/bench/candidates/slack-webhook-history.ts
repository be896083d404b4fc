import { IncomingWebhook } from '@slack/webhook';
import { BODY } from './body.ts';

const webhook = new IncomingWebhook(process.env['SLACK_WEBHOOK_URL'] ?? '');

/** The usual advice for what is not always needed: the AWS client is imported when the first alarm asks for it. */
export async function handler(): Promise<string> {
  const { CloudWatchClient, GetMetricStatisticsCommand } = await import(
    '@aws-sdk/client-cloudwatch'
  );
  const end = new Date();
  await new CloudWatchClient({}).send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
      Statistics: ['Average'],
      Period: 300,
      StartTime: new Date(end.getTime() - 20 * 300_000),
      EndTime: end,
    }),
  );
  const { text } = await webhook.send(JSON.parse(BODY));
  return text;
}
