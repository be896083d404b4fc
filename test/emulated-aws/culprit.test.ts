import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { burn, prefer, removeFiles, stopAll } from '../culprit/machine.ts';
import { type Account, openAccount } from './account.ts';
import { putCpu } from './alarms.ts';
import { logOf } from './logs.ts';
import { expectNothingLeft } from './resources.ts';
import { asRoleOf, type RoleShell, withoutPolicy } from './rights.ts';
import { passMinutes } from './scheduler.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, type Stack } from './stack.ts';
import { step } from './step.ts';

const WEB = 'i-0123456789abcdef0';
const AGENTS = {
  none: 'i-0bbbbbbbbbbbbbbb1',
  failing: 'i-0bbbbbbbbbbbbbbb2',
  slow: 'i-0bbbbbbbbbbbbbbb3',
  windows: 'i-0bbbbbbbbbbbbbbb4',
};
/** Without the right to be asked. */
const DENIED = 'i-0bbbbbbbbbbbbbbb5';
const BURNER = 'burner-of-cores';

let account: Account;
let slack: Slack;
let stack: Stack;
let tagged: Stack;

async function tag(instance: string, Key: string, Value: string): Promise<void> {
  await account.call('ec2', 'create_tags', { Resources: [instance], Tags: [{ Key, Value }] });
}

beforeAll(async () => {
  [account, slack] = [openAccount(), await openSlack()];
  for (const [agent, instance] of Object.entries(AGENTS))
    await tag(instance, 'emulated-agent', agent);
  const parameters = {
    SlackWebhookUrl: slack.webhookUrl,
    Culprit: 'on',
    MentionOnAlarm: '@here',
  };
  const InstanceIds = [WEB, ...Object.values(AGENTS), DENIED].join(',');
  stack = await deploy(account, 'asks', { ...parameters, InstanceIds });
  await tag(WEB, 'team', 'web');
  tagged = await deploy(account, 'tagged', { ...parameters, InstanceTag: 'team=web' });
});
afterEach(stopAll);
afterAll(async () => {
  removeFiles();
  await account.close();
  await slack.close();
});

/** The message of a CPU alarm that goes off now. It is over afterwards, for a while: several would be told together. */
async function alarmOf(instance: string): Promise<string> {
  await putCpu(account, instance, { values: [97.25, 91.5, 88] });
  const message = await slack.message(`CPU of ${instance}`);
  await putCpu(account, instance, { values: [20], samples: 100 });
  await slack.message('Resolved', `CPU of ${instance}`);
  expect(slack.news()).toEqual({ messages: 2, mentions: 1 });
  await passMinutes(account, 2);
  return message;
}

describe('a CPU alarm', () => {
  test("names the process that burns on the instance, by the document's own script", async () => {
    prefer(burn(BURNER));
    const message = await alarmOf(WEB);
    expect(message).toMatch(new RegExp(`${BURNER} \\(pid\u00a0\\d+, \\w+\\)\u00a0\\d+%`));
    expect(message).toMatch(/load\u00a0[\d.]+ on \d+\u00a0cores?/);
  });

  test('names the process of an instance with Windows', async () => {
    const message = await alarmOf(AGENTS.windows);
    expect(message).toContain('w3wp (pid\u00a04242, NT AUTHORITY\\\\SYSTEM)\u00a062%');
  });

  test('is told where there is no agent, the script fails or never ends, and the log says why', async () => {
    for (const agent of ['none', 'failing', 'slow'] as const) {
      const message = await alarmOf(AGENTS[agent]);
      expect(message, agent).not.toContain('(pid');
    }
    const log = await logOf(account, named(stack.outputs, 'LogGroup'));
    expect(log).toContain('needs the agent and an instance profile');
    expect(log).toContain('the command ended as Failed');
    expect(log).toContain('processes: no answer in time');
  });

  test('is told where the function may not ask the instance', async () => {
    await withoutPolicy(account, stack, 'AskInstances', async () => {
      const message = await alarmOf(DENIED);
      expect(message).not.toContain('(pid');
    });
    const log = await logOf(account, named(stack.outputs, 'LogGroup'));
    expect(log).toContain('the right is missing, or InstanceTag leaves this instance out');
  });
});

/** As the AWS CLI has it, and whether the role of the function may. */
function table(own: string, foreign: string): readonly (readonly [string, boolean])[] {
  const send = (document: string, instance = WEB, more = '') =>
    `ssm send-command --document-name ${document} --instance-ids ${instance} ${more}`;
  const ofOthers = `arn:aws:ssm:us-east-1:999999999999:document/${own}`;
  return [
    [send(own), true],
    [send('AWS-RunShellScript', WEB, "--parameters 'commands=[id]'"), false],
    [send('AWS-RunPowerShellScript', WEB, "--parameters 'commands=[id]'"), false],
    [send('AWS-RunRemoteScript'), false],
    [send(foreign), false],
    [send(ofOthers), false],
    [send(own, WEB, '--region eu-west-1'), false],
    // A machine outside AWS.
    [send(own, 'mi-0123456789abcdef0'), false],
    ['ssm list-commands', false],
    ['ssm get-parameter --name /secret', false],
    ['ec2 describe-instances', false],
    [`ec2 stop-instances --instance-ids ${WEB}`, false],
    ['cloudtrail lookup-events', true],
    ['cloudtrail describe-trails', false],
  ];
}

describe("the function's role", () => {
  const documentOf = ({ ids }: Stack) => named(ids, 'CulpritDocument');

  async function isAllowed(role: RoleShell, line: string): Promise<boolean> {
    const { code, output } = await role.aws(line);
    step(`${code === 0 ? 'allowed' : 'refused'}: aws ${line}`);
    if (code !== 0) expect(output).toMatch(/AccessDenied|UnauthorizedOperation|not authorized/);
    return code === 0;
  }

  test('may send the document of its stack to instances of this account, and nothing else', async () => {
    const role = await asRoleOf(account, stack);
    const decided: (readonly [string, boolean])[] = [];
    const rows = table(documentOf(stack), documentOf(tagged));
    for (const [line] of rows) decided.push([line, await isAllowed(role, line)]);
    expect(decided).toEqual(rows);
    await role.close();
  });

  test('with InstanceTag, may send it to instances with the tag alone', async () => {
    const role = await asRoleOf(account, tagged);
    const send = `ssm send-command --document-name ${documentOf(tagged)} --instance-ids`;
    expect(await isAllowed(role, `${send} ${WEB}`)).toBe(true);
    expect(await isAllowed(role, `${send} ${AGENTS.windows}`)).toBe(false);
    await role.close();
  });
});

test('sam delete takes the document along', async () => {
  expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
  await account.shell('sam delete --stack-name tagged --no-prompts --region $AWS_REGION');
  await expectNothingLeft(account, 'asks');
  const document = named(stack.ids, 'CulpritDocument');
  const sent = account.call('ssm', 'send_command', { DocumentName: document, InstanceIds: [WEB] });
  await expect(sent).rejects.toThrow('InvalidDocument');
});
