import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Circumstances, renderEvent } from '../helpers/render.ts';
import { readSamples } from '../helpers/samples.ts';
import { listSnapshots, snapshotPath } from '../helpers/snapshots.ts';
import { installModels, judge, type Verdict } from './judge.ts';

let python = '';

beforeAll(() => {
  python = installModels();
});

const START = Date.parse('2026-11-22T06:30:00Z');
const history = {
  period: 300,
  datapoints: Array.from({ length: 18 }, (_, index) => ({
    at: START + index * 300_000,
    value: 20 + 4.321 * index,
  })),
  alarmSince: Date.parse('2026-11-22T07:00:00Z'),
  peak: 97.641,
};

const WAYS: Readonly<Record<string, Circumstances>> = {
  plain: {},
  'with all that can be known': {
    history,
    instanceName: 'web-1',
    settings: { MENTION_ON_ALARM: '@here' },
  },
  'in Korean': { history, settings: { LANGUAGE: 'ko', TIME_ZONE: 'Asia/Seoul' } },
};

describe("Slack's own models accept", () => {
  it.each(Object.keys(WAYS))('every form of the message of every sample, %s', async (way) => {
    const messages = [];
    for (const { name, event } of readSamples()) {
      for (const forms of await renderEvent(event, WAYS[way])) {
        messages.push(
          ...forms.map(({ name: form, body }) => ({ name: `${name} (${form})`, body })),
        );
      }
    }
    const { problems, ...counts } = judge(python, messages);
    report(messages.length, counts);
    expect(problems).toEqual([]);
    expect(messages.length).toBeGreaterThan(2 * readSamples().length - 10);
    expect(counts.objects['SectionBlock']).toBeGreaterThan(readSamples().length);
    expect(Object.keys(counts.unread)).toEqual(way === 'plain' ? [] : ['data_visualization']);
  });

  it('every snapshot', () => {
    const messages = listSnapshots().map((name) => ({
      name,
      body: JSON.parse(readFileSync(snapshotPath(name), 'utf8')),
    }));
    const { problems, ...counts } = judge(python, messages);
    report(messages.length, counts);
    expect(problems).toEqual([]);
    expect(messages.length).toBeGreaterThan(100);
  });
});

function report(messages: number, { objects, unread }: Omit<Verdict, 'problems'>): void {
  const total = Object.values(objects).reduce((sum, count) => sum + count, 0);
  console.log(`${messages} messages, ${total} objects`, JSON.stringify({ objects, unread }));
}

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const plain = (text: string) => ({ type: 'plain_text', text });
const long = (length: number) => 'x'.repeat(length);

describe("Slack's own models refuse", () => {
  it.each<[string, unknown]>([
    ['a header of 151 characters', { type: 'header', text: plain(long(151)) }],
    ['a section of 3,001 characters', { type: 'section', text: mrkdwn(long(3001)) }],
    ['a section without text and fields', { type: 'section' }],
    ['11 fields', { type: 'section', fields: Array.from({ length: 11 }, () => mrkdwn('x')) }],
    [
      '11 elements of a context',
      { type: 'context', elements: Array.from({ length: 11 }, () => mrkdwn('x')) },
    ],
    ['a text without text', { type: 'section', text: { type: 'mrkdwn' } }],
    ['a block of no type', { text: plain('x') }],
    ['a block that they do not know', { type: 'sectoin', text: mrkdwn('x') }],
    ['a block that is none', 'x'],
    ['a property that does not exist', { type: 'divider', colour: 'red' }],
    [
      'a fault deep inside',
      {
        type: 'section',
        text: mrkdwn('x'),
        accessory: { type: 'button', text: plain(long(76)), url: 'https://example.com' },
      },
    ],
  ])('%s, among the blocks and in an attachment', (_, block) => {
    const good = { type: 'section', text: mrkdwn('x') };
    const { problems } = judge(python, [
      { name: 'blocks', body: { text: 'x', blocks: [good, block] } },
      {
        name: 'attachment',
        body: { text: 'x', attachments: [{ color: '#000000', blocks: [block] }] },
      },
    ]);
    expect(problems.map(({ name }) => name)).toEqual(['blocks', 'attachment']);
  });

  it.each<[string, unknown]>([
    ['no text', { blocks: [] }],
    ['a text that Slack would cut', { text: long(40_001) }],
    [
      '101 attachments',
      { text: 'x', attachments: Array.from({ length: 101 }, () => ({ color: '#000000' })) },
    ],
  ])('a message with %s', (_, body) => {
    expect(judge(python, [{ name: 'message', body }]).problems).toHaveLength(1);
  });
});
