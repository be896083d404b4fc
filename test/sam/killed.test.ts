import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hang, ok, type SlackServer, startSlackServer } from '../helpers/slack-server.ts';
import { prepareBareRuntime, type RunningFunction } from './bare-runtime.ts';
import type { Variables } from './lambda-runtime.ts';
import { installPythonTools, mustRun, ROOT } from './run.ts';

/**
 * One row of the fault table with a real death: SIGKILL to the runtime while Slack keeps it waiting. What Lambda does
 * next, running the same event in another container, is done by hand here.
 */

const EVENT = readFileSync(join(ROOT, 'events/alarm.json'), 'utf8');

let startFunction: (variables: Variables) => Promise<RunningFunction>;

beforeAll(async () => {
  const samBin = await installPythonTools('sam');
  await mustRun(join(samBin, 'sam'), ['build']);
  startFunction = await prepareBareRuntime(samBin);
});

async function untilPosted(slack: SlackServer, count: number): Promise<void> {
  while (slack.posts.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('an alarm survives the death of its container in the middle of the delivery', async () => {
  await using slack = await startSlackServer();
  slack.answerWith(hang);
  const first = await startFunction({ SLACK_WEBHOOK_URL: slack.webhookUrl, CHART: 'off' });
  const outcome = first.invoke(EVENT).then(
    (answer) => `answered ${answer}`,
    () => 'died',
  );
  await untilPosted(slack, 1);
  await first.kill();
  // Nothing came back: to Lambda this is a failed run, which it repeats.
  expect(await outcome).toBe('died');

  slack.answerWith(ok);
  const second = await startFunction({ SLACK_WEBHOOK_URL: slack.webhookUrl, CHART: 'off' });
  try {
    expect(await second.invoke(EVENT)).not.toContain('errorType');
  } finally {
    await second.kill();
  }
  expect(slack.posts).toHaveLength(2);
  expect(slack.posts[1]?.body).toBe(slack.posts[0]?.body);
});
