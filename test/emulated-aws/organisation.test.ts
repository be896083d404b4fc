import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textAt } from '../helpers/template.ts';
import { type Account, openAccount } from './account.ts';
import { putCpu, setState } from './alarms.ts';
import { logOf } from './logs.ts';
import { countMessages, gatherFor, shortenWaits } from './queues.ts';
import { listResources } from './resources.ts';
import { withoutPermission } from './rights.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, readStack, type Stack } from './stack.ts';
import { step } from './step.ts';
import { wait } from './waiting.ts';

const HOME = 'us-east-1';
const ABROAD = 'ap-northeast-2';
const WEB = 'i-0123456789abcdef0';
const SPOKE = 'spoke';
/** Milliseconds for which the function puts back what it tells with others. */
const DELAY = 20_000;
const PORTAL = 'https://d-1234567890.awsapps.com/start';

/** The hub's account and another one, each in two regions, one without a role to read with, and one that is no member. */
let hub: Account;
let hubAbroad: Account;
let shop: Account;
let shopAbroad: Account;
let depot: Account;
let stranger: Account;
let organization: string;
let slack: Slack;
let stack: Stack;

async function deploySpoke(account: Account, roleRegion = HOME): Promise<void> {
  step(`a spoke in ${account.id}`);
  await account.shell(
    `aws cloudformation deploy --stack-name ${SPOKE} --template-file spoke.yaml --capabilities CAPABILITY_NAMED_IAM \
      --parameter-overrides HubBusArn=${named(stack.outputs, 'HubBusArn')} \
      HubRoleArn=${named(stack.outputs, 'NotifierRoleArn')} OrganizationId=${organization} ReadRoleRegion=${roleRegion}`,
  );
}

/** A member of the hub's organization. */
async function createAccount(AccountName: string): Promise<string> {
  const made = await hub.call('organizations', 'create_account', {
    Email: `${AccountName}@example.com`,
    AccountName,
  });
  return textAt(made, 'CreateAccountStatus', 'AccountId');
}

async function putAlarm(account: Account, name: string, more = {}): Promise<void> {
  await account.call('cloudwatch', 'put_metric_alarm', {
    AlarmName: name,
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'InstanceId', Value: WEB }],
    Statistic: 'Average',
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    ...more,
  });
}

function everyAccount(): readonly Account[] {
  return [hub, hubAbroad, shop, shopAbroad, depot, stranger];
}

function about(part: string): number {
  return slack.messages().filter((message) => message.includes(part)).length;
}

beforeAll(async () => {
  [hub, slack] = [openAccount({ region: HOME }), await openSlack()];
  const id = await createAccount('Shop');
  const found = await hub.call('organizations', 'describe_organization');
  organization = textAt(found, 'Organization', 'Id');
  shop = openAccount({ id, region: HOME });
  shopAbroad = openAccount({ id, region: ABROAD });
  hubAbroad = openAccount({ id: hub.id, region: ABROAD });
  depot = openAccount({ id: await createAccount('Depot'), region: HOME });
  stranger = openAccount({ region: HOME });
  stack = await deploy(hub, 'hub', {
    SlackWebhookUrl: slack.webhookUrl,
    OrganizationId: organization,
    EveryAlarm: 'on',
    MentionOnAlarm: '@here',
    AccountNames: `${id}=Shop,${hub.id}=Tools`,
    ConsoleStart: PORTAL,
    ConsoleRole: 'ReadOnly',
  });
  for (const account of [shop, shopAbroad, hub, hubAbroad, stranger]) await deploySpoke(account);
  await deploySpoke(depot, ABROAD);
  await shortenWaits(hub, stack);
});
afterAll(async () => {
  await Promise.all(everyAccount().map((one) => one.close()));
  await slack.close();
});

describe('an alarm of another account and region', () => {
  test("is told with the account's name, the instance's and a chart, all read there", async () => {
    const Tags = [{ Key: 'Name', Value: 'cart-1' }];
    await shopAbroad.call('ec2', 'create_tags', { Resources: [WEB], Tags });
    await putAlarm(shopAbroad, 'cart');
    await putCpu(shopAbroad, WEB, { values: [97.25, 91.5, 88, 40, 35] });
    const message = await slack.message('ALARM', 'cart-1', '97.3');
    for (const part of [`Shop (${shop.id})`, ABROAD, 'data_visualization']) {
      expect(message).toContain(part);
    }
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test('links through the access portal to that account', async () => {
    const [message = ''] = slack.messages();
    expect(message).toContain(`${PORTAL}/#/console?account_id=${shop.id}&amp;role_name=ReadOnly`);
    expect(message).toContain(encodeURIComponent(`https://${ABROAD}.console.aws.amazon.com/`));
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('is told once, its recovery with how long it took', async () => {
    await putCpu(shopAbroad, WEB, { values: [20], samples: 100 });
    await slack.message('Resolved after', 'cart-1');
    expect(about('cart-1')).toBe(2);
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('is told at once, without chart and name, where there is no role to take', async () => {
    await putAlarm(depot, 'forklift');
    await putCpu(depot, WEB, { values: [99, 98, 97] });
    const message = await slack.message('ALARM', `CPU of ${WEB}`, '99%', depot.id);
    expect(message).not.toContain('data_visualization');
    const log = await logOf(hub, named(stack.outputs, 'LogGroup'));
    expect(log).toContain('The alarms of an account come without chart and name');
    expect(about('forklift')).toBe(1);
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });
});

test('each account and region is told of, and each change once', async () => {
  for (const [account, name] of [
    [shop, 'shop-home'],
    [hub, 'tools-home'],
    [hubAbroad, 'tools-abroad'],
  ] as const) {
    await putAlarm(account, name);
    await setState(account, name, 'ALARM', 'One of many');
    await slack.message('ALARM', name, account.id);
  }
  for (const name of ['shop-home', 'tools-home', 'tools-abroad']) expect(about(name)).toBe(1);
  expect(slack.news()).toEqual({ messages: 3, mentions: 3 });
});

test('many alarms that go off together in another account are gathered, with one mention', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `burst-${index}`);
  await gatherFor(hub, stack, 10);
  const Dimensions = [{ Name: 'InstanceId', Value: 'i-0fffffffffffffff1' }];
  for (const name of names) await putAlarm(shopAbroad, name, { Dimensions });
  for (const name of names) await setState(shopAbroad, name, 'ALARM', 'A burst');
  await wait(DELAY);
  await slack.message('7\u00a0alarms in', names[9] ?? '');
  for (const name of names) expect(about(name)).toBe(1);
  await countMessages(hub, named(stack.ids, 'UndeliveredQueue'), 0);
  expect(slack.news()).toEqual({ messages: 4, mentions: 1 });
  await shopAbroad.call('cloudwatch', 'delete_alarms', { AlarmNames: names });
});

test('what the hub cannot hand over is kept in its queue and delivered from there', async () => {
  await withoutPermission(hub, stack, 'events.amazonaws.com', async () => {
    await setState(shop, 'shop-home', 'OK', 'Not handed over');
    await slack.message('shop-home');
  });
  await countMessages(hub, named(stack.ids, 'UndeliveredQueue'), 0);
  expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
});

test('an account that is no member puts nothing on the bus', async () => {
  await putAlarm(stranger, 'let-me-in');
  await setState(stranger, 'let-me-in', 'ALARM', 'From outside');
  await setState(shop, 'shop-home', 'ALARM', 'A moment later');
  await slack.message('ALARM', 'shop-home');
  expect(about('let-me-in')).toBe(0);
  expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 1 });
});

test('nothing is left in any account', async () => {
  expect((await readStack(hub, 'hub')).status).toBe('CREATE_COMPLETE');
  const alarms = {
    cart: shopAbroad,
    'shop-home': shop,
    'tools-home': hub,
    'tools-abroad': hubAbroad,
  };
  for (const [name, account] of Object.entries({
    ...alarms,
    forklift: depot,
    'let-me-in': stranger,
  })) {
    await account.call('cloudwatch', 'delete_alarms', { AlarmNames: [name] });
  }
  for (const account of everyAccount()) {
    await account.shell(`aws cloudformation delete-stack --stack-name ${SPOKE}`);
    await account.shell(`aws cloudformation wait stack-delete-complete --stack-name ${SPOKE}`);
  }
  await hub.shell('sam delete --stack-name hub --no-prompts --region $AWS_REGION');
  for (const account of everyAccount()) {
    expect(await listResources(account)).toEqual({});
  }
});
