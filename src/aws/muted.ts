import {
  type CloudWatchClient,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
} from '@aws-sdk/client-cloudwatch';
import { pagesOf } from './pages.ts';

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
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(new ListAlarmMuteRulesCommand({ Statuses: ['ACTIVE'], NextToken }), {
      abortSignal: signal(),
    }),
  );
  for await (const { AlarmMuteRuleSummaries = [] } of pages) {
    for (const { AlarmMuteRuleArn: arn = '' } of AlarmMuteRuleSummaries) {
      const AlarmMuteRuleName = arn.split(':alarm-mute-rule:')[1];
      if (!AlarmMuteRuleName) continue;
      const command = new GetAlarmMuteRuleCommand({ AlarmMuteRuleName });
      const { MuteTargets } = await client.send(command, { abortSignal: signal() });
      for (const name of MuteTargets?.AlarmNames ?? []) muted.add(name);
    }
  }
  return muted;
}
