import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { errorCode } from '../errors.ts';
import type { Log, ReadActionsEnabled } from '../ports.ts';
import type { AccessTo } from './accounts.ts';
import { EVERY_TYPE } from './alarm-types.ts';
import type { AwsAccess } from './call.ts';
import type { ClientFor } from './cloudwatch-client.ts';

export interface ActionsEnabledOptions {
  /** The function's own. */
  readonly access: AwsAccess;
  readonly accessTo: AccessTo;
  readonly clientFor: ClientFor;
  readonly log: Log;
  /** Milliseconds; 1,000 unless told. */
  readonly budget?: number;
}

/**
 * Asks CloudWatch whether an alarm's actions are switched on: the event of a state change does not say so.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function createReadActionsEnabled(options: ActionsEnabledOptions): ReadActionsEnabled {
  const { access: own, accessTo, clientFor, log, budget = 1_000 } = options;
  return async ({ name, accountId, region = own.region }) => {
    const abortSignal = AbortSignal.timeout(budget);
    try {
      const access = await accessTo(accountId);
      if (access === undefined) return undefined;
      const command = new DescribeAlarmsCommand({
        AlarmNames: [name],
        AlarmTypes: EVERY_TYPE,
      });
      const answer = await clientFor(access, region).send(command, { abortSignal });
      const [found] = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
      return found?.ActionsEnabled;
    } catch (error) {
      log('info', 'whether its actions are switched off is not known', {
        reason: errorCode(error),
      });
      return undefined;
    }
  };
}
