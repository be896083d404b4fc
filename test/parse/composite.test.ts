import { describe, expect, it } from 'vitest';
import { readChildren, readState } from '../../src/parse/composite.ts';
import { everyRow } from '../helpers/every-row.ts';

const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
const read = (children: unknown, reason?: string) => readChildren({ children }, 'children', reason);
const db = { name: 'db CPU', arn: arn('db CPU') };

describe('readState', () => {
  it(
    'knows the states however they are spelled',
    everyRow(['OK', 'ALARM', 'INSUFFICIENT_DATA', 'ok', 'Alarm'], (state) => {
      expect(readState({ state }, 'state')).toBe(state.toUpperCase());
    }),
  );

  it(
    'knows no other',
    everyRow(['UNKNOWN', '', 1, null, undefined], (state) => {
      expect(readState({ state }, 'state')).toBeUndefined();
    }),
  );
});

describe('readChildren', () => {
  it(
    'reads what is there of the children',
    everyRow(
      [
        ['ARNs', [arn('db CPU')], [db]],
        ['names', ['db CPU'], [{ name: 'db CPU' }]],
        [
          'objects as SNS writes them',
          [
            {
              Arn: arn('db CPU'),
              State: { Value: 'ALARM', Timestamp: '2026-11-22T08:00:00.000+0000' },
            },
          ],
          [{ ...db, state: 'ALARM' }],
        ],
        [
          'objects as EventBridge writes them',
          [{ arn: arn('db CPU'), state: { value: 'OK' } }],
          [{ ...db, state: 'OK' }],
        ],
        ['objects with another key for the ARN', [{ AlarmArn: arn('db CPU') }], [db]],
        ['objects with a name', [{ alarmName: 'db CPU' }], [{ name: 'db CPU' }]],
        [
          'objects as JSON text',
          [`{"arn":"${arn('db CPU')}","state":{"value":"OK"}}`],
          [{ ...db, state: 'OK' }],
        ],
        ['names that begin like JSON', ['{db'], [{ name: '{db' }]],
        ['names that are JSON', ['true', '[1]'], [{ name: 'true' }, { name: '[1]' }]],
        ['an unknown state', [{ arn: arn('db CPU'), state: { value: 'BAD' } }], [db]],
        ['what is no child', [null, 5, '', {}, { arn: null }, ['x'], true], [{ name: '5' }]],
        ['no list', 'db CPU', []],
      ],
      (_, children, expected) => {
        expect(read(children)).toEqual(expected);
      },
    ),
  );

  it('takes the state of the child that moved from the reason', () => {
    const reason = `${arn('db CPU')} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`;
    expect(read([arn('web'), arn('db CPU'), 'other'], reason)).toEqual([
      { name: 'web', arn: arn('web') },
      { ...db, state: 'ALARM' },
      { name: 'other' },
    ]);
  });

  it('adds the child that moved when the list leaves it out', () => {
    const reason = `${arn('db CPU')} transitioned to OK at Friday 22 July, 2022 15:57:45 UTC`;
    expect(read([], reason)).toEqual([{ ...db, state: 'OK' }]);
  });

  it('believes the list where it disagrees with the reason', () => {
    const reason = `${arn('db CPU')} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`;
    expect(read([{ Arn: arn('db CPU'), State: { Value: 'OK' } }], reason)).toEqual([
      { ...db, state: 'OK' },
    ]);
  });

  it(
    'takes no child from another reason',
    everyRow(
      [
        `${arn('checkout')} was created and its alarm rule evaluates to OK`,
        'db CPU transitioned to ALARM at noon',
        `${arn('db CPU')} transitioned to PANIC at noon`,
        `I think ${arn('db CPU')} transitioned to ALARM at noon`,
      ],
      (reason) => {
        expect(read([], reason)).toEqual([]);
      },
    ),
  );
});

it('a state is read with blanks around it, and a child that did not move stays as it is', () => {
  expect(readState({ state: ' alarm ' }, 'state')).toBe('ALARM');
  const moved = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:b';
  const reason = `${moved} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`;
  expect(readChildren({ children: ['a', 'b'] }, 'children', reason)).toEqual([
    { name: 'a' },
    { name: 'b', arn: moved, state: 'ALARM' },
  ]);
  expect(readChildren({ children: ['a'] }, 'children', reason)).toEqual([
    { name: 'a' },
    { name: 'b', arn: moved, state: 'ALARM' },
  ]);
});

it('a reason is read as far as 4,000 characters', () => {
  const arn = `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${'b'.repeat(4_000)}`;
  const reason = `${arn} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`;
  expect(readChildren({}, 'children', reason)).toEqual([]);
});
