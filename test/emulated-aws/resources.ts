import { expect } from 'vitest';
import { type Json, listAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { step } from './step.ts';

/** Where to look, and under which name the answer lists what is there. */
const LISTINGS = [
  ['lambda', 'list_functions', 'Functions'],
  ['lambda', 'list_event_source_mappings', 'EventSourceMappings'],
  ['sns', 'list_topics', 'Topics'],
  ['sns', 'list_subscriptions', 'Subscriptions'],
  ['sqs', 'list_queues', 'QueueUrls'],
  ['cloudwatch', 'describe_alarms', 'MetricAlarms'],
  ['events', 'list_rules', 'Rules'],
  ['scheduler', 'list_schedules', 'Schedules'],
  ['logs', 'describe_log_groups', 'logGroups'],
  ['iam', 'list_roles', 'Roles'],
  ['iam', 'list_policies', 'Policies'],
  ['ssm', 'describe_parameters', 'Parameters'],
] as const;

type Resources = Readonly<Record<string, readonly Json[]>>;

/** What is in the account, apart from the bucket that the SAM CLI keeps for its uploads. */
export async function listResources(account: Account): Promise<Resources> {
  const found: [string, readonly Json[]][] = [];
  for (const [service, operation, list] of LISTINGS) {
    const parameters = operation === 'list_policies' ? { Scope: 'Local' } : {};
    const answer = await account.call(service, operation, parameters);
    found.push([`${service} ${operation}`, list in answer ? listAt(answer, list) : []]);
  }
  return Object.fromEntries(found.filter(([, resources]) => resources.length > 0));
}

/** Deletes the stack and expects that nothing of it is there afterwards, nor was made beside it. */
export async function expectNothingLeft(account: Account, stack: string): Promise<void> {
  expect(Object.keys(await listResources(account)).length).toBeGreaterThan(5);
  step(`sam delete of ${stack}`);
  await account.shell(`sam delete --stack-name ${stack} --no-prompts --region $AWS_REGION`);
  expect(await listResources(account)).toEqual({});
}
