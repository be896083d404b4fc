/** `npm run try -- --stack NAME`: one ALARM down the whole path, from the user's own account to the channel. */

import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { CommandError } from './command-error.ts';
import { runCommand } from './own-account.ts';

const REASON = 'A test of the path to Slack, by npm run try';

await runCommand('try', async ({ stack, region, settings }) => {
  const client = new CloudWatchClient(settings);
  const alarms = await listAlarms(client, stack);
  // An alarm that is in ALARM changes nothing by being put there, and CloudWatch tells of changes alone.
  const alarm = alarms.find(({ StateValue }) => StateValue !== 'ALARM') ?? alarms[0];
  if (alarm === undefined) {
    throw new CommandError(
      `No alarm of a stack ${stack} is in ${region}. Is that the stack's name, and its region (--region)?`,
    );
  }
  if (alarm.StateValue === 'ALARM') await setState(client, alarm, 'OK');
  await setState(client, alarm, 'ALARM');
  console.log(whatToLookFor(alarm, stack, region));
});

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

Nothing in Slack? The function's log says what it did: sam logs --stack-name ${stack} --region ${region}
No line there either: the README's troubleshooting table goes on from here.`;
}
