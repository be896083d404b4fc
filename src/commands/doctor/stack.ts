import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../command-error.ts';
import type { OwnStack } from '../own-account.ts';
import { type Finding, fine, wrong } from './finding.ts';

/** What CloudFormation knows of the stack. */
export interface StackState {
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Physical ids by logical id. */
  readonly ids: ReadonlyMap<string, string>;
  /** The names of its alarms. */
  readonly alarms: readonly string[];
}

/** @throws {CommandError} when there is no such stack, or another one has its name */
export async function readStackState({ stack, region, settings }: OwnStack): Promise<StackState> {
  const client = new CloudFormationClient(settings);
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  const resources = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  const known = resources.flatMap(({ LogicalResourceId, PhysicalResourceId, ResourceType }) =>
    LogicalResourceId && PhysicalResourceId
      ? [{ name: LogicalResourceId, id: PhysicalResourceId, type: ResourceType }]
      : [],
  );
  const ids = new Map(known.map(({ name, id }) => [name, id]));
  if (!ids.has('AlarmTopic') || !ids.has('Notifier')) {
    throw new CommandError(`The stack ${stack} in ${region} is not one of cloudwatch-to-slack.`);
  }
  const parameters = (Stacks[0]?.Parameters ?? []).map(
    ({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue],
  );
  return {
    status: Stacks[0]?.StackStatus ?? 'unknown',
    parameters: Object.fromEntries(parameters),
    ids,
    alarms: known.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').map(({ id }) => id),
  };
}

/** `UPDATE_ROLLBACK_COMPLETE` works, but not with the settings of the last deploy. */
export function judgeStatus({ status }: StackState): Finding {
  if (/^(CREATE|UPDATE)_COMPLETE/.test(status)) return fine(`the stack is ${status}`);
  return wrong(
    `the stack is ${status}`,
    'See its Events in the CloudFormation console, then run sam deploy again.',
  );
}
