import {
  GetTopicAttributesCommand,
  paginateListSubscriptionsByTopic,
  SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import { isObject, parseJson } from '../../json.ts';
import type { OwnStack } from '../own-account.ts';
import { type Finding, fine, wrong } from './finding.ts';
import type { StackState } from './stack.ts';

const DEPLOY_AGAIN = 'Run sam deploy again: it puts back what was changed or deleted by hand.';

/** Whether the topic hands what it gets to the function. */
export async function checkSubscription(own: OwnStack, { ids }: StackState): Promise<Finding> {
  const subscriptions = await listSubscriptions(own, ids.get('AlarmTopic'));
  const name = ids.get('Notifier') ?? '';
  const toFunction = subscriptions.some(
    ({ Protocol, Endpoint = '' }) => Protocol === 'lambda' && Endpoint.endsWith(`:${name}`),
  );
  return toFunction
    ? fine('the topic hands alarms to the function')
    : wrong('the topic has no subscription for the function', DEPLOY_AGAIN);
}

/** Whether CloudWatch may publish to the topic, and whether the topic's key lets it. */
export async function checkTopicPolicy(
  { settings }: OwnStack,
  { ids }: StackState,
): Promise<Finding> {
  const { Attributes = {} } = await new SNSClient(settings).send(
    new GetTopicAttributesCommand({ TopicArn: ids.get('AlarmTopic') }),
  );
  if (/alias\/aws\/sns$/.test(Attributes['KmsMasterKeyId'] ?? '')) {
    return wrong(
      'the topic is encrypted with alias/aws/sns: CloudWatch cannot publish to it',
      'Use a key of your own whose policy admits cloudwatch.amazonaws.com, or none.',
    );
  }
  return admitsCloudWatch(Attributes['Policy'] ?? '')
    ? fine('CloudWatch may publish to the topic')
    : wrong("the topic's policy does not let CloudWatch publish", DEPLOY_AGAIN);
}

function admitsCloudWatch(policy: string): boolean {
  const parsed = parseJson(policy);
  const statements = isObject(parsed) ? [parsed['Statement']].flat() : [];
  return statements.some((statement) => {
    if (!isObject(statement) || statement['Effect'] !== 'Allow') return false;
    const actions = [statement['Action']].flat().map((action) => String(action).toLowerCase());
    const principal = JSON.stringify(statement['Principal'] ?? '');
    return (
      /"cloudwatch\.amazonaws\.com"|"\*"/.test(principal) &&
      actions.some((action) => /^(sns:publish|sns:\*|\*)$/.test(action))
    );
  });
}

/** Whether somebody reads the mails of the stack's own watchers. */
export async function checkMail(own: OwnStack, { ids, parameters }: StackState): Promise<Finding> {
  const topic = ids.get('OpsTopic');
  if (topic === undefined) {
    return wrong(
      'OpsEmail is empty: nobody hears of it when messages cannot be delivered',
      'sam deploy --parameter-overrides OpsEmail=you@example.com',
    );
  }
  const mails = (await listSubscriptions(own, topic)).filter(
    ({ Protocol }) => Protocol === 'email',
  );
  const confirmed = mails.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'));
  return confirmed
    ? fine('the mail subscription is confirmed')
    : wrong(
        `${parameters['OpsEmail']} has not confirmed the mail subscription`,
        'Click the link in the mail "AWS Notification - Subscription Confirmation". After 3 days it is void: run sam deploy with another OpsEmail, then with this one.',
      );
}

async function listSubscriptions(
  { settings }: OwnStack,
  topic: string | undefined,
): Promise<readonly Subscription[]> {
  const client = new SNSClient(settings);
  const found: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topic })) {
    found.push(...(page.Subscriptions ?? []));
  }
  return found;
}
