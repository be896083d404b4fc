import { afterEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../src/preview/fake-slack/server.ts';
import { createSendToSlack, sendTo } from '../../src/preview/send-to-slack.ts';
import { everyRow } from '../helpers/every-row.ts';

let standIn: SlackStandIn | undefined;
afterEach(() => standIn?.close());

test('posts the message as it is', async () => {
  standIn = await startSlackStandIn();
  const message = { text: 'ALARM', blocks: [{ type: 'divider' }] };
  expect(await sendTo(standIn.webhookUrl)(message)).toBe(
    'Slack took it: the message is in the channel.',
  );
  expect(standIn.messages).toEqual([message]);
});

test('tells why Slack refused it, and nothing of the webhook', async () => {
  standIn = await startSlackStandIn();
  const revoked = `${standIn.url}/services/T0/B0/secret`;
  const said = await sendTo(revoked)({ text: 'ALARM' });
  expect(said).toContain('404 no_service');
  expect(said).not.toContain('secret');
});

test.each([[undefined], ['ALARM'], [{ blocks: [] }]])(
  'sends nothing that is no message: %j',
  async (message) => {
    standIn = await startSlackStandIn();
    expect(await sendTo(standIn.webhookUrl)(message)).toBe('This is no message: it has no text.');
    expect(standIn.posts).toEqual([]);
  },
);

test(
  'a real webhook is known',
  everyRow(
    [
      [undefined, false],
      ['', false],
      ['http://localhost:3000/services/T00000000/B00000000/local', false],
      ['https://hooks.slack.com/services/T0/B0/x', true],
      ['https://hooks.slack-gov.com/services/T0/B0/x', true],
    ],
    (url, real) => {
      expect(createSendToSlack(url) !== undefined).toBe(real);
    },
  ),
);

test('a webhook that is none is an error', () => {
  expect(() => createSendToSlack('https://example.com/hook')).toThrow('SLACK_WEBHOOK_URL');
});
