import { describe, expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  ['a headline', { headline: 'Nobody can pay' }, ['? Nobody can pay']],
  ['a summary', { summary: 'Nobody can pay' }, ['? Nobody can pay']],
  ['a state named state', { host: 'web-1', state: 'FAILED' }, ['critical web-1 FAILED']],
  ['a state named status', { host: 'web-1', status: 'FAILED' }, ['critical web-1 FAILED']],
  ['a state named result', { host: 'web-1', result: 'FAILED' }, ['critical web-1 FAILED']],
  ['a state named outcome', { host: 'web-1', outcome: 'FAILED' }, ['critical web-1 FAILED']],
  ['a state named conclusion', { host: 'web-1', conclusion: 'FAILED' }, ['critical web-1 FAILED']],
  [
    'a state named scan-status',
    { host: 'web-1', 'scan-status': 'FAILED' },
    ['critical web-1 FAILED'],
  ],
  ['a state named NewState', { host: 'web-1', NewState: 'FAILED' }, ['critical web-1 FAILED']],
  ['a state named my_status', { host: 'web-1', my_status: 'FAILED' }, ['critical web-1 FAILED']],
  [
    'a state named TrainingJobState',
    { host: 'web-1', TrainingJobState: 'FAILED' },
    ['critical web-1 FAILED'],
  ],
  [
    'a severity named level',
    { title: 'Nobody can pay', level: 'critical' },
    ['critical Nobody can pay', '- Level: critical'],
  ],
  [
    'a severity named logLevel',
    { title: 'Nobody can pay', logLevel: 'critical' },
    ['critical Nobody can pay', '- Log level: critical'],
  ],
  [
    'a severity named alert_type',
    { title: 'Nobody can pay', alert_type: 'critical' },
    ['critical Nobody can pay', '- Alert type: critical'],
  ],
  [
    'a severity named urgency',
    { title: 'Nobody can pay', urgency: 'critical' },
    ['critical Nobody can pay', '- Urgency: critical'],
  ],
  [
    'a severity named priority',
    { title: 'Nobody can pay', priority: 'critical' },
    ['critical Nobody can pay', '- Priority: critical'],
  ],
  [
    'the state among states',
    { host: 'web-1', podStatus: 'OK', state: 'FAILED' },
    ['critical web-1 FAILED', '- Pod status: OK'],
  ],
  [
    'the status among states',
    { host: 'web-1', lastState: 'OK', status: 'FAILED' },
    ['critical web-1 FAILED', '- Last state: OK'],
  ],
  [
    'the new state after the old',
    { host: 'web-1', oldState: 'OK', newState: 'FAILED' },
    ['critical web-1 FAILED', '- Old state: OK'],
  ],
  [
    'a text with an empty line, and a list',
    { title: 'Nobody can pay', message: 'one\n\ntwo', description: '[{"a":1}]' },
    ['? Nobody can pay', 'one', '', 'two', '- Description A: 1'],
  ],
  [
    'a text with a margin between percent signs',
    { title: 'Nobody can pay', body: '%%%\n  one\n%%%' },
    ['? Nobody can pay', 'one'],
  ],
  [
    'a severity that is described',
    { title: 'Nobody can pay', severity: { id: 7, description: 'high' } },
    ['critical Nobody can pay', '- Severity Description: high', '- Severity Id: 7'],
  ],
  [
    'a severity without a title',
    { message: 'no paper', level: 'warning' },
    ['warning ', 'no paper', '- Level: warning'],
  ],
  ['a text without a severity', { message: 'no paper' }, ['? ', 'no paper']],
  [
    'every reason, once',
    {
      title: 'Nobody can pay',
      message: 'one',
      msg: 'one',
      statusReason: 'two',
      errorMessage: 'three',
      detail_message: 'four',
      text: 'Nobody can pay',
      reason: '{"a":1}',
      body: '[ {"a":1}]',
    },
    ['? Nobody can pay', 'one', 'two', 'three', 'four', '- Reason A: 1', '- Body A: 1'],
  ],
  [
    'a text in a list that is not JSON',
    { title: 'T', message: '[urgent] see {"a"}', description: '[1, 2]' },
    ['? T', '[urgent] see {"a"}', '[1, 2]', '- Title: T', '- Description: 1', '- Description: 2'],
  ],
  [
    'a text between percent signs',
    { title: 'T', body: '%%%\none\n %%% \ntwo\n%%%' },
    ['? T', 'one', 'two', '- Title: T'],
  ],
  [
    'a text with percent signs in it',
    { title: 'T', body: '100 %%% of it' },
    ['? T', '100 %%% of it', '- Title: T'],
  ],
  [
    'the name of a crawler',
    {
      'detail-type': 'Glue Crawler State Change',
      detail: { crawlerName: 'bills', state: 'Failed' },
    },
    ['critical Glue Crawler bills Failed', '- Event type: Glue Crawler State Change'],
  ],
  [
    'what is no thing by userName',
    { 'detail-type': 'Thing Broke', detail: { userName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- User name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by fileName',
    { 'detail-type': 'Thing Broke', detail: { fileName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- File name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by eventName',
    { 'detail-type': 'Thing Broke', detail: { eventName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Event name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by hostName',
    { 'detail-type': 'Thing Broke', detail: { hostName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Host name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by typeName',
    { 'detail-type': 'Thing Broke', detail: { typeName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Type name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by className',
    { 'detail-type': 'Thing Broke', detail: { className: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Class name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by regionName',
    { 'detail-type': 'Thing Broke', detail: { regionName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Region name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by accountName',
    { 'detail-type': 'Thing Broke', detail: { accountName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Account name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by actionName',
    { 'detail-type': 'Thing Broke', detail: { actionName: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Action name: x-1', '- Event type: Thing Broke'],
  ],
  [
    'what is no thing by nameless',
    { 'detail-type': 'Thing Broke', detail: { nameless: 'x-1', state: 'FAILED' } },
    ['critical Thing Broke FAILED', '- Nameless: x-1', '- Event type: Thing Broke'],
  ],
  [
    'a key that only holds the word state',
    {
      'detail-type': 'Thing Broke',
      detail: { jobName: 'bills', stateful: 'FAILED', statusCode: 'FAILED' },
    },
    [
      '? Thing Broke: bills',
      '- Stateful: FAILED',
      '- Status code: FAILED',
      '- Event type: Thing Broke',
    ],
  ],
  [
    'the first of two keys that are spelled alike',
    { JobName: 'first', 'job-name': 'second', status: 'FAILED' },
    ['critical first FAILED', '- Job name: second'],
  ],
  [
    'the first of two names that nobody can list',
    {
      'detail-type': 'Thing Broke',
      detail: { crawlerName: 'first', spiderName: 'second', state: 'FAILED' },
    },
    ['critical Thing Broke first FAILED', '- Spider name: second', '- Event type: Thing Broke'],
  ],
  [
    'keys of other scripts and with digits',
    { 이름name: 'x', ec2_instance_id: 'i-0abc', status: 'FAILED' },
    ['critical i-0abc FAILED', '- 이름name: x'],
  ],
  [
    'a title that says how bad it is',
    { title: '[Triggered] CPU of a' },
    ['critical [Triggered] CPU of a'],
  ],
  [
    'a title that says so by a number of two digits',
    { title: '[P1: high] CPU of a' },
    ['critical [P1: high] CPU of a'],
  ],
  [
    'a title that says so at its end',
    { title: 'CPU of a [Triggered]' },
    ['? CPU of a [Triggered]'],
  ],
  ['a title that has empty brackets', { title: '[] CPU of a' }, ['? [] CPU of a']],
  [
    'a kind that says how bad it is',
    { 'detail-type': 'Widget Failure', detail: { title: '[Recovered] CPU of a' } },
    ['critical [Recovered] CPU of a', '- Event type: Widget Failure'],
  ],
  [
    'a kind that says nothing',
    { 'detail-type': 'Widget Made', detail: { title: 'a widget' } },
    ['? a widget', '- Event type: Widget Made'],
  ],
  [
    'a state that the kind says already',
    { 'detail-type': 'Upload Failed', detail: { jobName: 'bills', status: 'FAILED' } },
    ['critical Upload Failed: bills', '- Status: FAILED', '- Event type: Upload Failed'],
  ],
  [
    'a state that the kind says in another form',
    { 'detail-type': 'Thing succeeded', detail: { jobName: 'bills', status: 'Success' } },
    ['good Thing succeeded: bills', '- Status: Success', '- Event type: Thing succeeded'],
  ],
  [
    'a state without a thing, which the kind says already',
    { 'detail-type': 'Upload Failed', detail: { status: 'FAILED' } },
    ['critical Upload Failed', '- Status: FAILED'],
  ],
  [
    'a state without a thing',
    {
      'detail-type': 'Maintenance Window Execution State-change Notification',
      detail: { status: 'TIMED_OUT' },
    },
    [
      'critical Maintenance Window TIMED_OUT',
      '- Event type: Maintenance Window Execution State-change Notification',
    ],
  ],
  [
    'a state without a kind',
    { status: 'FAILED', other: 1 },
    ['? ', '- Status: FAILED', '- Other: 1'],
  ],
  ['a thing without a state', { jobName: 'bills' }, ['? ', '- Job name: bills']],
  [
    'a thing without a state, of a kind',
    { 'detail-type': 'Certificate Renewed', detail: { CommonName: 'till.example.net' } },
    ['? Certificate Renewed: till.example.net', '- Event type: Certificate Renewed'],
  ],
  ['a state of two words', { jobName: 'bills', status: 'NOT READY' }, ['info bills NOT READY']],
  [
    'a state of three words',
    { jobName: 'bills', status: 'IS NOT READY' },
    ['? ', '- Status: IS NOT READY', '- Job name: bills'],
  ],
  [
    'a state of one long word',
    { jobName: 'bills', status: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' },
    ['? ', '- Status: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '- Job name: bills'],
  ],
  [
    'a thing that only the event names',
    {
      'detail-type': 'Widget State Change',
      resources: ['arn:aws:widget:eu-west-1:111122223333:w/gear'],
      detail: { status: 'FAILED' },
    },
    [
      'critical Widget gear FAILED',
      '- Resources: arn:aws:widget:eu-west-1:111122223333:w/gear',
      '- Event type: Widget State Change',
    ],
  ],
  [
    'two things that the event names',
    {
      'detail-type': 'Widget State Change',
      resources: [
        'arn:aws:widget:eu-west-1:111122223333:w/a',
        'arn:aws:widget:eu-west-1:111122223333:w/b',
      ],
      detail: { status: 'FAILED' },
    },
    [
      'critical Widget FAILED',
      '- Resources: arn:aws:widget:eu-west-1:111122223333:w/a\narn:aws:widget:eu-west-1:111122223333:w/b',
      '- Event type: Widget State Change',
    ],
  ],
  [
    'a thing that is no text',
    { 'detail-type': 'Widget State Change', resources: [{ id: 7 }], detail: { status: 'FAILED' } },
    ['critical Widget FAILED', '- Resources Id: 7', '- Event type: Widget State Change'],
  ],
  [
    'what is within',
    { event: { data: { title: 'Nobody can pay', status: 'triggered' } } },
    ['critical Nobody can pay', '- Event Data Status: triggered'],
  ],
  [
    'what is three levels within',
    { a: { b: { c: { title: 'Nobody can pay' } } } },
    ['? Nobody can pay'],
  ],
  [
    'what is four levels within',
    { a: { b: { c: { d: { title: 'Nobody can pay' } } } } },
    ['? ', '- A B C D Title: Nobody can pay'],
  ],
  [
    'what is the first of two within',
    { a: { x: 1 }, b: { title: 'one' }, c: { title: 'two' } },
    ['? one', '- B Title: one', '- C Title: two', '- A X: 1'],
  ],
  [
    'a title in JSON',
    { title: '{"a":1}', headline: 'Nobody can pay' },
    ['? Nobody can pay', '- Title A: 1'],
  ],
  [
    'an event whose detail is JSON',
    { 'detail-type': 'Widget Broke', detail: '{"name":"gear","state":"FAILED"}' },
    ['critical Widget Broke gear FAILED', '- Event type: Widget Broke'],
  ],
  [
    'an event whose detail is a text',
    { 'detail-type': 'Widget Broke', detail: 'the gear fell off' },
    ['? Widget Broke', '- Detail: the gear fell off'],
  ],
  [
    'an event whose detail is a list',
    { 'detail-type': 'Widget Broke', account: '111122223333', detail: ['a', 'b'] },
    ['? Widget Broke', '- Detail: a\nb', '- Account: 111122223333'],
  ],
  [
    'an event without a detail',
    { 'detail-type': 'Widget Broke', account: '111122223333' },
    ['? Widget Broke', '- Account: 111122223333'],
  ],
  [
    'facts that are told above',
    {
      title: 'Nobody can pay now',
      message: 'no paper\nat all',
      why: 'no paper',
      paper: 'no paper\nat all',
      short: 'pay',
      word: 'Nobody',
      other: 'at all and more',
    },
    ['? Nobody can pay now', 'no paper', 'at all', '- Short: pay', '- Other: at all and more'],
  ],
];

it(
  'the note of a form without a row of its own says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);

describe('a title is looked for as far as it should be', () => {
  const title = 'Nobody can pay';
  const numbered = <V>(count: number, value: V) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));

  it(
    'among so many keys and objects, and up to so many characters',
    everyRow(
      [
        [{ ...numbered(299, ''), title }, title],
        [{ ...numbered(300, ''), title }, undefined],
        [{ ...numbered(19, { v: 1 }), last: { title } }, title],
        [{ ...numbered(20, { v: 1 }), last: { title } }, undefined],
        [{ title: 'x'.repeat(300) }, 'x'.repeat(300)],
        [{ title: 'x'.repeat(301) }, undefined],
      ],
      (content, found) => {
        expect(noteOf(content, undefined).title).toBe(found);
      },
    ),
  );
});
