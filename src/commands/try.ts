/** `npm run try -- --stack NAME`: one ALARM down the whole path, from the user's own account to the channel. */

import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { CommandError } from './command-error.ts';
import { type OwnStack, runCommand } from './own-account.ts';

const REASON = 'A test of the path to Slack, by npm run try';

await runCommand('try', async ({ stack, region, settings }) => {
  const client = new CloudWatchClient(settings);
  const alarms = await listAlarms(client, stack);
  // An alarm that is in ALARM changes nothing by being put there, and CloudWatch tells of changes alone.
  const alarm = alarms.find(({ StateValue }) => StateValue !== 'ALARM') ?? alarms[0];
  if (alarm === undefined) return publishSample({ stack, region, settings });
  if (alarm.StateValue === 'ALARM') await setState(client, alarm, 'OK');
  await setState(client, alarm, 'ALARM');
  console.log(whatToLookFor(alarm, stack, region));
});

/** For a stack that watches nothing by itself. The function takes it for an alarm of which little is known. */
async function publishSample({ stack, region, settings }: OwnStack): Promise<void> {
  const { StackResourceDetail } = await new CloudFormationClient(settings).send(
    new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId: 'AlarmTopic' }),
  );
  const TopicArn = StackResourceDetail?.PhysicalResourceId;
  if (TopicArn === undefined) {
    throw new CommandError(`AWS does not show the topic of stack ${stack} in ${region}.`);
  }
  const sample = { AlarmName: 'a-sample', NewStateValue: 'ALARM', NewStateReason: REASON };
  await new SNSClient(settings).send(
    new PublishCommand({ TopicArn, Message: JSON.stringify(sample) }),
  );
  console.log(`The stack has no alarm of its own, so a sample was published to its topic.

Within seconds the channel shows an ALARM of a-sample that gives as its reason: ${REASON}.
${whereToLook(stack, region)}`);
}

/** Those that watch instances: the stack's own watchers do not go to Slack. */
async function listAlarms(client: CloudWatchClient, stack: string): Promise<MetricAlarm[]> {
  const prefixes = [`${stack}-cpu-`, `${stack}-fleet-cpu`];
  const answers = await Promise.all(
    prefixes.map((prefix) => client.send(new DescribeAlarmsCommand({ AlarmNamePrefix: prefix }))),
  );
  return answers.flatMap(({ MetricAlarms = [] }) => MetricAlarms);
}

async function setState(
  client: CloudWatchClient,
  { AlarmName }: MetricAlarm,
  state: StateValue,
): Promise<void> {
  await client.send(
    new SetAlarmStateCommand({ AlarmName, StateValue: state, StateReason: REASON }),
  );
}

function whatToLookFor({ AlarmName, StateValue }: MetricAlarm, stack: string, region: string) {
  return `${AlarmName} is in ALARM now (it was ${StateValue}).

Within seconds the channel shows an ALARM that gives as its reason: ${REASON}.
CloudWatch takes the alarm back to its true state by itself, mostly within minutes; that is told too.

${whereToLook(stack, region)}`;
}

function whereToLook(stack: string, region: string): string {
  return `Nothing in Slack? npm run doctor -- --stack ${stack} --region ${region} looks at the stack.
The function's log says what it did: sam logs --stack-name ${stack} --region ${region}`;
}
