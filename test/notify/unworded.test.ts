import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { buildPayload, overSns, overSqs, stateChangeEvent } from '../helpers/payloads.ts';
import { wordsFor } from '../helpers/words.ts';

const fail = (): never => {
  throw new RangeError('Invalid time value');
};
const words = wordsFor('en');
const locale = Object.defineProperty({ ...words.locale }, 'language', { get: fail });
const broken = { ...words, headline: fail, locale };
const render = { words: broken, timeZone: 'UTC', mention: '<!here>' };

describe('a fault of ours', () => {
  it('in the wording costs the wording: the alarm is posted as it came, and calls', async () => {
    const { notify, posted, lines, told } = startNotifier({ render });
    await notify(overSns([buildPayload({ name: 'web-1 <!channel>' })]));
    const [forms] = posted;
    expect(forms?.map(({ name }) => name)).toEqual(['text']);
    const text = forms?.[0]?.body.text ?? '';
    expect(text).toMatch(/^<!here>\n🔴 ALARM: web-1 &lt;!channel&gt;\nThis notification could not/);
    expect(text).toContain('Threshold Crossed');
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'not worded: it is posted as it came',
        fields: { reason: 'RangeError: Invalid time value' },
      },
    ]);
    expect(told).toHaveLength(1);
  });

  it('calls nobody where nobody is to be called: its actions are off, or it is kept quiet', async () => {
    const quiet = { eventBridgeExcludes: [], notifyMissingData: true, ignore: ['ignored'] };
    const readActionsEnabled = async ({ name }: Alarm) => name !== 'off';
    const { notify, posted } = startNotifier({ render, quiet, readActionsEnabled });
    const state = { value: 'ALARM', reason: 'Made so', timestamp: '2026-11-22T08:00:00.000Z' };
    for (const name of ['off', 'ignored', 'web']) await notify(stateChangeEvent(name, { state }));
    await notify(stateChangeEvent('told off', { state, configuration: { actionsEnabled: false } }));
    expect(posted.map((forms) => forms[0]?.body.text.split('\n')[0])).toEqual([
      '🔴 ALARM: off',
      '<!here>',
      '🔴 ALARM: told off',
    ]);
  });

  it('in a digest costs the digest: its alarms are named', async () => {
    const { notify, posted } = startNotifier({ render });
    const names = Array.from({ length: 40 }, (_, index) => `web-${index}`);
    const answer = await notify(overSqs(names.map((name) => buildPayload({ name, state: 'OK' }))));
    expect(answer).toEqual({ batchItemFailures: [] });
    const texts = posted.map((forms) => String(forms.at(-1)?.body.text));
    expect(texts).toEqual([expect.stringMatching(/web-14\nand.25.more\n/)]);
    expect(posted.flat().flatMap(({ body }) => checkSlackLimits(body))).toEqual([]);
    expect(texts[0]).not.toContain('<!here>');
  });

  it('in the reading costs the reading: what came is posted', async () => {
    const { notify, texts, lines } = startNotifier();
    const Message = {
      AlarmName: 'web-1',
      NewStateValue: 'ALARM',
      toJSON: () => ({ Note: 'disk' }),
    };
    Object.defineProperty(Message, 'AlarmDescription', { enumerable: true, get: fail });
    await notify({
      Records: [{ EventSource: 'aws:sns', Sns: { Subject: 'About web-1', Message } }],
    });
    expect(texts()).toEqual([expect.stringContaining('About web-1')]);
    expect(texts()[0]).toContain('disk');
    expect(lines.map(({ message }) => message)).toEqual(['not read: it is posted as it came']);
  });
});
