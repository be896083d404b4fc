import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'a change, with what changed',
    {
      'detail-type': 'CloudWatch Alarm Configuration Change',
      account: '111122223333',
      region: 'eu-west-1',
      time: '2026-11-23T02:14:01Z',
      detail: {
        alarmName: 'CPU & more',
        operation: 'update',
        configuration: {
          threshold: 85,
          period: 60,
          treatMissingData: 'breaching',
          timestamp: '2026-11-23T02:14:00Z',
        },
        previousConfiguration: {
          threshold: 80,
          period: 60,
          description: 'old',
          timestamp: '2026-11-20T02:14:00Z',
        },
      },
    },
    [
      'info Alarm changed: CPU & more',
      'Description: old → –',
      'Threshold: 80 → 85',
      'Treat missing data: – → breaching',
      'Account: 111122223333',
      'Region: eu-west-1',
      'Time: 2026-11-23T02:14:01Z',
      '<https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/CPU%20%26%20more|Alarm>',
      '@ 111122223333',
    ],
  ],
  [
    'a change of a timestamp of its own',
    {
      'detail-type': 'CloudWatch Alarm Configuration Change',
      detail: {
        alarmName: 'CPU',
        configuration: { timestampKind: 'a', timestamp: 1 },
        previousConfiguration: { timestampKind: 'b', timestamp: 2 },
      },
    },
    ['info Alarm changed: CPU', 'Timestamp kind: b → a'],
  ],
  [
    'an alarm that is new, with all of it',
    {
      'detail-type': 'CloudWatch Alarm Configuration Change',
      detail: {
        alarmName: 'CPU',
        operation: 'create',
        configuration: { threshold: 85, evaluationPeriods: 3 },
      },
    },
    ['info Alarm created: CPU', 'Threshold: 85', 'Evaluation periods: 3'],
  ],
  [
    'an alarm that is deleted, with what it was',
    {
      'detail-type': 'CloudWatch Alarm Configuration Change',
      detail: { alarmName: 'CPU', operation: 'delete', previousConfiguration: { threshold: 85 } },
    },
    ['warning Alarm deleted: CPU', 'Threshold: 85'],
  ],
  [
    'an operation that nobody knows',
    {
      'detail-type': 'CloudWatch Alarm Configuration Change',
      detail: { alarmName: 'CPU', operation: 'renamed', configuration: { threshold: 85 } },
    },
    ['info Alarm renamed: CPU', 'Threshold: 85'],
  ],
  [
    'an alarm without a name',
    { 'detail-type': 'CloudWatch Alarm Configuration Change', detail: { operation: 'delete' } },
    ['? CloudWatch Alarm Configuration Change', '- Operation: delete'],
  ],
];

it(
  'the note of an alarm that was made, changed or deleted says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
