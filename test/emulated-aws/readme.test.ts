import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numberAt } from '../helpers/template.ts';
import { type Account, openAccount } from './account.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';
import { countMessages } from './queues.ts';
import { commandAfter, commandsIn } from './readme.ts';
import { listResources } from './resources.ts';
import { openSlack, type Slack } from './slack.ts';
import { named, readStack, type Stack } from './stack.ts';
import { step } from './step.ts';

const WEB = 'i-0123456789abcdef0';
const DB = 'i-0fedcba9876543210';
const STACK = 'cloudwatch-to-slack';

/** What the reader clones, and the clone. */
let origin: ProjectCopy;
let folder: string;
let account: Account;
let slack: Slack;

beforeAll(async () => {
  origin = copyProject({ installed: false });
  folder = join(origin.folder, 'clone');
  git('init', '--quiet', '--initial-branch=main');
  commit('As it is');
  git('clone', '--quiet', origin.folder, folder);
  [account, slack] = [openAccount({ folder }), await openSlack()];
});
afterAll(async () => {
  await account.close();
  await slack.close();
  origin.remove();
});

function git(...args: readonly string[]): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  execFileSync('git', [...author, ...args], { cwd: origin.folder });
}

function commit(message: string): void {
  git('add', '--all', '--', ':!clone');
  git('commit', '--quiet', '--message', message);
}

async function type(line: string, answers: Readonly<Record<string, string>> = {}) {
  step(`$ ${line}`);
  return account.terminal(line, answers);
}

describe('the README, typed as it is written', () => {
  const [install, build, deploy, tryIt, second] = commandsIn('Deploy');
  let before: Stack;
  let shown = '';

  test('deploys with three commands and two answers', async () => {
    expect([install, build, deploy]).toEqual(['npm ci', 'sam build', 'sam deploy --guided']);
    await type('npm ci');
    await type('sam build');
    shown = await type('sam deploy --guided', {
      'Parameter SlackWebhookUrl': slack.webhookUrl,
      'Parameter InstanceIds': WEB,
      'Deploy this changeset?': 'y',
    });
    before = await readStack(account, STACK);
    expect(before.status).toBe('CREATE_COMPLETE');
  });

  test('shows the webhook nowhere and writes it nowhere', () => {
    expect(shown).toContain('Successfully created/updated stack');
    expect(shown).not.toContain('/services/');
    const settings = readFileSync(join(folder, 'samconfig.toml'), 'utf8');
    expect(settings).toContain(WEB);
    expect(settings).not.toContain(slack.webhookUrl);
  });

  test('sends a first alarm with npm run try', async () => {
    const said = await type(tryIt ?? '');
    expect(said).toContain(`${STACK}-cpu-${WEB} is in ALARM now`);
    await slack.message('ALARM', WEB, 'npm run try');
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('hears from npm run doctor what is still to be done', async () => {
    const command = commandAfter('Troubleshooting', 'First: ');
    expect(command).toBe('npm run doctor -- --stack NAME');
    const { code, output } = await account.run('bash', ['-c', command.replace('NAME', STACK)]);
    const wrong = output.split('\n').filter((line) => line.startsWith('WRONG'));
    expect(wrong).toEqual([
      `WRONG       ${STACK}-status-${WEB} sees no data`,
      'WRONG       OpsEmail is empty: nobody hears of it when messages cannot be delivered',
    ]);
    expect(output).toContain('2 of 8 need you.');
    expect(code).toBe(1);
  });

  test('does so again although the alarm is in ALARM now', async () => {
    await type(tryIt ?? '');
    await slack.message('OK', WEB);
    await slack.message('ALARM', WEB, 'npm run try');
    expect(slack.news()).toEqual({ messages: 2, mentions: 0 });
  });

  test('upgrades in place, and keeps what waits in the queues', async () => {
    const parked = named(before.ids, 'ParkedQueue');
    const undelivered = named(before.ids, 'UndeliveredQueue');
    slack.refuse(404, 'no_service');
    await type(tryIt ?? '');
    await countMessages(account, undelivered, 2);
    await account.call('sqs', 'send_message', { QueueUrl: parked, MessageBody: 'parked' });

    const words = join(origin.folder, 'src/message/words/en/alarm.ts');
    const text = readFileSync(words, 'utf8');
    writeFileSync(words, text.replace('reason: “', 'given as reason: “'));
    commit('Say it in other words');
    const upgrade = commandAfter('Deploy', 'Upgrade');
    expect(upgrade).toBe('git pull && npm ci && sam build && sam deploy');
    // The packages are those that were installed above: half a minute for nothing.
    await type(upgrade.replace('npm ci && ', ''), { 'Deploy this changeset?': 'y' });

    const after = await readStack(account, STACK);
    expect(after.status).toBe('UPDATE_COMPLETE');
    expect(after.ids).toEqual(before.ids);
    await countMessages(account, undelivered, 2);
    await countMessages(account, parked, 1);
    slack.accept();
    await type(tryIt ?? '');
    await slack.message('ALARM:', 'given as reason:');
    expect(slack.news()).toEqual({ messages: 2, mentions: 0 });
  });

  test('takes another threshold and keeps every other setting', async () => {
    await type('sam deploy --parameter-overrides CpuThreshold=60', {
      'Deploy this changeset?': 'y',
    });
    expect((await readStack(account, STACK)).ids).toEqual(before.ids);
    const alarms = await account.call('cloudwatch', 'describe_alarms');
    expect(numberAt(alarms, 'MetricAlarms', 0, 'Threshold')).toBe(60);
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('rotates the webhook with one command', async () => {
    const command = commandAfter('Secrets and rights', 'With `SlackWebhookUrl`, ');
    expect(command).toBe(deploy);
    const other = await openSlack();
    try {
      await type(command, {
        'Parameter SlackWebhookUrl': other.webhookUrl,
        'Deploy this changeset?': 'y',
      });
      await type(tryIt ?? '');
      await other.message('ALARM', WEB);
      expect(await other.lastNews()).toEqual({ messages: 1, mentions: 0 });
    } finally {
      await other.close();
    }
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('sends a second channel what its own stack watches', async () => {
    const other = await openSlack();
    try {
      await type(second ?? '', {
        'Parameter SlackWebhookUrl': other.webhookUrl,
        'Parameter InstanceIds': DB,
        'Deploy this changeset?': 'y',
      });
      await type('npm run try -- --stack alarms-team-b');
      await other.message('ALARM', DB);
      expect(await other.lastNews()).toEqual({ messages: 1, mentions: 0 });
      const again = commandAfter('Deploy', 'for a second channel');
      await type(`${again} --parameter-overrides CpuThreshold=61`, {
        'Deploy this changeset?': 'y',
      });
      expect((await readStack(account, 'alarms-team-b')).status).toBe('UPDATE_COMPLETE');
    } finally {
      await other.close();
    }
    await type('sam delete --config-env team-b', { 'Are you sure': 'y' });
    expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
  });

  test('uninstalls with sam delete, which leaves nothing behind', async () => {
    await type(commandAfter('Deploy', 'Uninstall'), { 'Are you sure': 'y' });
    expect(await listResources(account)).toEqual({});
  });
});
