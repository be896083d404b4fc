import { afterEach, describe, expect, it } from 'vitest';
import { createReads } from '../src/aws/reads.ts';
import { composeHandler } from '../src/compose.ts';
import { english } from '../src/message/words/en/alarm.ts';
import { createNotifier } from '../src/notify/notifier.ts';
import * as together from '../src/notify/together.ts';
import { rehearse, type World } from '../src/rehearsal.ts';
import { type AwsEndpoint, startAwsEndpoint } from './helpers/aws-endpoint.ts';
import { type SlackServer, startSlackServer } from './helpers/slack-server.ts';

const access = {
  region: 'ap-northeast-2',
  accountId: '123456789012',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' },
};

describe('the rehearsal', () => {
  it('takes an alarm all the way: instance name, history, chart and post', async () => {
    const asked: string[] = [];
    const compose = ({ deliver, fetch, log }: World) => {
      const recorded: typeof fetch = (url, request) => {
        asked.push(`${new URL(url).hostname} ${request?.headers?.['x-amz-target'] ?? ''}`.trim());
        return fetch(url, request);
      };
      return createNotifier({
        loadTogether: async () => together,
        deliver: (forms, timeLeft) => {
          asked.push(forms.map(({ name }) => name).join(', '), JSON.stringify(forms[0]));
          return deliver(forms, timeLeft);
        },
        ...createReads(access, recorded, log),
        log,
        render: { words: english, timeZone: 'UTC' },
      });
    };
    expect(await rehearse(compose, access)).toBe(true);
    expect(asked.toSorted()).toEqual([
      'chart, blocks, text',
      'ec2.ap-northeast-2.amazonaws.com',
      'monitoring.ap-northeast-2.amazonaws.com GraniteServiceVersion20100801.DescribeAlarmHistory',
      'monitoring.ap-northeast-2.amazonaws.com GraniteServiceVersion20100801.GetMetricStatistics',
      expect.stringMatching(/web-1.*97\.6.*2nd time.*data_visualization/s),
    ]);
  });

  it('tells when something went wrong, and lets nothing out', async () => {
    const broken = () => async () => {
      throw new Error('broken');
    };
    expect(await rehearse(broken)).toBe(false);
    const complaining = ({ log }: World) => {
      log('warn', 'no history');
      return async () => undefined;
    };
    expect(await rehearse(complaining)).toBe(false);
  });
});

describe('the start of the function', () => {
  let slack: SlackServer | undefined;
  let aws: AwsEndpoint | undefined;
  afterEach(async () => {
    await slack?.[Symbol.asyncDispose]();
    await aws?.close();
  });

  it.each(['on', 'off'])('rehearses with CHART=%s without a word to anybody', async (CHART) => {
    slack = await startSlackServer();
    aws = await startAwsEndpoint(() => ({ body: '{}' }));
    const lines: string[] = [];
    await composeHandler(
      {
        SLACK_WEBHOOK_URL: slack.webhookUrl,
        CHART,
        AWS_REGION: access.region,
        AWS_ACCESS_KEY_ID: access.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: access.credentials.secretAccessKey,
        AWS_ENDPOINT_URL: aws.url,
        // Of what EventBridge covers the topic is not told: the rehearsal goes on all the same.
        ACCOUNT_ID: access.accountId,
        EVENTBRIDGE_COVERS: `${access.accountId}/${access.region}`,
      },
      { log: (_level, line) => lines.push(line) },
    );
    expect([slack.posts, aws.calls, lines]).toEqual([[], [], []]);
  });
});
