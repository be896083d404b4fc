import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { isObject } from '../../src/json.ts';
import { receive } from '../../src/parse/envelope.ts';
import { editableText, parseSampleName, readSamples } from '../../src/preview/samples.ts';
import { everyRow } from '../helpers/every-row.ts';
import { parseNow } from '../helpers/parsed.ts';

function folderOf(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

test('a newcomer finds the CPU alarm first', () => {
  const names = readSamples().map(({ name }) => name);
  expect(names.slice(0, 6)).toEqual([
    'alarm',
    'ok',
    'insufficient-data',
    'alarm-percentile',
    'not-an-alarm',
    'hostile-text',
  ]);
});

test(
  'a name says what the sample is',
  everyRow(
    [
      ['alarm', { door: 'sns', form: 'metric', told: 'ALARM', group: 'First look' }],
      ['sqs-metric-ok', { door: 'sqs', form: 'metric', told: 'OK', group: 'SQS queue' }],
      [
        'sns-alarm-to-insufficient-data',
        { door: 'sns', form: 'alarm-to', told: 'INSUFFICIENT_DATA', group: 'SNS topic' },
      ],
      [
        'undelivered-batch-several',
        { door: 'undelivered', form: 'batch', told: 'several', group: 'Undelivered queue' },
      ],
      ['mine', undefined],
      ['snsalarm', undefined],
      ['sns-mine', undefined],
    ],
    (name, said) => {
      expect(parseSampleName(name)).toEqual(said);
    },
  ),
);

test('files of any other name come first, in a group of their own', () => {
  const folder = folderOf({ 'alarm.json': '{}', 'mine.json': '{"a":1}', 'notes.txt': 'x' });
  expect(readSamples(folder).map(({ name, group }) => [name, group])).toEqual([
    ['mine', 'Your own'],
    ['alarm', 'First look'],
  ]);
});

test('a file that is no JSON is a sample without event', () => {
  expect(readSamples(folderOf({ 'mine.json': '{"a":' }))).toMatchObject([
    { source: '{"a":', event: undefined },
  ]);
});

test('what one edits is the alarm, and the function reads it as it reads the event', () => {
  for (const sample of readSamples()) {
    const text = editableText(sample);
    const edited: unknown = JSON.parse(text);
    const read = (event: unknown) => receive(event).notifications.map((one) => parseNow(one));
    const alarms = (event: unknown) => read(event).filter(({ kind }) => kind === 'alarm');
    expect(alarms(edited), sample.name).toEqual(alarms(sample.event));
    if (sample.group === 'First look' && sample.told !== 'text') {
      expect(isObject(edited) && 'AlarmName' in edited, sample.name).toBe(true);
    }
  }
});

test('an event that is no alarm is edited as it stands', () => {
  const sample = readSamples().find(({ name }) => name === 'not-an-alarm');
  expect(sample && editableText(sample)).toBe(sample?.source);
});
