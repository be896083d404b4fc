import {
  type CloudWatchClient,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  type ListAlarmMuteRulesCommandOutput,
} from '@aws-sdk/client-cloudwatch';

const MOST_PAGES = 20;

/**
 * The names of the alarms that a mute rule keeps quiet now. The list tells the rules alone, each rule its alarms.
 * @throws the SDK's error when CloudWatch gives no answer, or the right to ask is missing
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListAlarmMuteRules.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetAlarmMuteRule.html
 */
export async function readMuted(
  client: CloudWatchClient,
  signal: () => AbortSignal,
): Promise<ReadonlySet<string>> {
  const muted = new Set<string>();
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: ListAlarmMuteRulesCommandOutput = await client.send(
      new ListAlarmMuteRulesCommand({ Statuses: ['ACTIVE'], NextToken: next }),
      { abortSignal: signal() },
    );
    for (const { AlarmMuteRuleArn: arn = '' } of answer.AlarmMuteRuleSummaries ?? []) {
      const AlarmMuteRuleName = arn.split(':alarm-mute-rule:')[1];
      if (!AlarmMuteRuleName) continue;
      const command = new GetAlarmMuteRuleCommand({ AlarmMuteRuleName });
      const { MuteTargets } = await client.send(command, { abortSignal: signal() });
      for (const name of MuteTargets?.AlarmNames ?? []) muted.add(name);
    }
    next = answer.NextToken;
    if (!next) break;
  }
  return muted;
}
