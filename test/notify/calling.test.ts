import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import type { ReadActionsEnabled } from '../../src/ports.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { buildPayload, overSns, overSqs, stateChangeEvent } from '../helpers/payloads.ts';
import { wordsFor } from '../helpers/words.ts';

const render = { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' };
const CALLED = '<!here>';

/** As EventBridge brings it: not a word of the alarm's actions. */
function event(name: string, { state = 'ALARM', configuration = {} as JsonObject } = {}) {
  return stateChangeEvent(name, {
    state: { value: state, reason: 'Made so', timestamp: '2026-11-22T08:00:00.000Z' },
    configuration,
  });
}

function start(readActionsEnabled?: ReadActionsEnabled) {
  const asked: string[] = [];
  const notifier = startNotifier({
    render,
    ...(readActionsEnabled && {
      readActionsEnabled: async (alarm) => {
        asked.push(alarm.name);
        return readActionsEnabled(alarm);
      },
    }),
  });
  return { ...notifier, asked };
}

const off: ReadActionsEnabled = async ({ name }) => !name.startsWith('off');

describe('an alarm with its actions switched off', () => {
  it('calls nobody, and is told all the same', async () => {
    const { notify, texts, asked } = start(off);
    await notify(event('off'));
    await notify(event('web'));
    expect(texts().map((text) => text.includes(CALLED))).toEqual([false, true]);
    expect(asked).toEqual(['off', 'web']);
  });

  it('calls nobody where the event itself says so, and nothing is asked', async () => {
    const { notify, texts, asked } = start(off);
    await notify(event('web', { configuration: { actionsEnabled: false } }));
    expect(texts().join()).not.toContain(CALLED);
    expect(asked).toEqual([]);
  });

  it('makes no call in a digest either, where no other alarm of it does', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `off ${name}`);
    const quiet = start(off);
    await quiet.notify(overSqs(names.map((name) => event(name))));
    expect(quiet.texts()).not.toEqual([]);
    expect(quiet.texts().join()).not.toContain(CALLED);
    const loud = start(off);
    await loud.notify(overSqs([...names, 'web'].map((name) => event(name))));
    expect(loud.texts().join()).toContain(CALLED);
  });
});

describe('somebody is called', () => {
  it('where CloudWatch does not say, or cannot be asked', async () => {
    for (const read of [undefined, async () => undefined]) {
      const { notify, texts } = start(read);
      await notify(event('off'));
      expect(texts().join()).toContain(CALLED);
    }
  });

  it('by a message of the topic without asking: it is an action that was taken', async () => {
    const { notify, texts, asked } = start(off);
    await notify(overSns([buildPayload({ name: 'off' })]));
    expect(texts().join()).toContain(CALLED);
    expect(asked).toEqual([]);
  });

  it('by an ALARM alone; CloudWatch is asked of no OK', async () => {
    const { notify, texts, asked } = start(off);
    await notify(event('web', { state: 'OK' }));
    await notify(
      overSqs(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => event(name, { state: 'OK' }))),
    );
    expect(texts().join()).not.toContain(CALLED);
    expect(asked).toEqual([]);
  });
});

it('CloudWatch is not asked where nobody is to be called at all', async () => {
  const asked: string[] = [];
  const { notify } = startNotifier({
    readActionsEnabled: async ({ name }) => {
      asked.push(name);
      return true;
    },
  });
  await notify(event('web'));
  await notify(overSqs(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => event(name))));
  expect(asked).toEqual([]);
});

it('of a batch of more than ten CloudWatch is not asked: people are called', async () => {
  const { notify, texts, asked } = start(off);
  await notify(overSqs(Array.from({ length: 11 }, (_, index) => event(`off ${index}`))));
  expect(texts().join()).toContain(CALLED);
  expect(asked).toEqual([]);
});
