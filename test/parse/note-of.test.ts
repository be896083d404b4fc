import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  ['a text', 'one line', ['? ', 'one line']],
  ['a text with an escaped line end', 'one\\ntwo', ['? ', 'one', 'two']],
  ['a text of HTML', '<p>one</p><p>two</p>', ['? ', 'one', 'two']],
  ['a number', 7, ['? ', '- : 7']],
  ['nothing', null, ['? ']],
  ['a list', ['a', 'b'], ['? ', '- : a\nb']],
  ['a list of objects', [{ a: 1 }, { b: 2 }], ['? ', '- A: 1', '- B: 2']],
  ['JSON that was cut off', '{"a":"b","c":{"d":7', ['? ', '- A: b', '- D: 7']],
  ['a text that begins like JSON', '[ci] it failed', ['? ', '[ci] it failed']],
  [
    'lines of a known form',
    "StackId='arn:aws:cloudformation:eu-west-1:111122223333:stack/till/1a'\nResourceStatus='CREATE_FAILED'\nLogicalResourceId='till'\nStackName='till'\n",
    [
      'critical till CREATE_FAILED',
      '- Stack id: arn:aws:cloudformation:eu-west-1:111122223333:stack/till/1a',
      '<https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/events?stackId=arn%3Aaws%3Acloudformation%3Aeu-west-1%3A111122223333%3Astack%2Ftill%2F1a|Stack>',
      '@ 111122223333',
    ],
  ],
  [
    'lines of a known form with others among them',
    "Dear you,\nStackId='arn:aws:cloudformation:eu-west-1:111122223333:stack/till/1a'\nResourceStatus='CREATE_FAILED'\nLogicalResourceId='till'\nStackName='till'\nsee\\nhere",
    [
      'critical till CREATE_FAILED',
      '- Stack id: arn:aws:cloudformation:eu-west-1:111122223333:stack/till/1a',
      '- : Dear you,\nsee\\nhere',
      '<https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/events?stackId=arn%3Aaws%3Acloudformation%3Aeu-west-1%3A111122223333%3Astack%2Ftill%2F1a|Stack>',
      '@ 111122223333',
    ],
  ],
  [
    'lines of a form that nobody knows',
    'A: 1\nB: 2\nC: 3\nmore',
    ['? ', 'A: 1', 'B: 2', 'C: 3', 'more'],
  ],
];

it(
  'the note of any content says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
