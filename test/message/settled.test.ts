import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { configured, whySettled } from '../../src/message/settled.ts';
import { buildAlarm, EIGHT, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const words = wordsFor('en');
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

describe('that an alarm was created or changed a moment ago', () => {
  const said = (alarm: Alarm) => plain(configured(alarm, words));

  it(
    'is said up to ten minutes later',
    everyRow(
      [
        [-1, undefined],
        [0, '*0 seconds*'],
        [14_000, '*14 seconds*'],
        [10 * MINUTE, '*10 minutes*'],
        [10 * MINUTE + 1, undefined],
      ],
      (age, told) => {
        const sentence = told && `This alarm was created or changed ${told} before.`;
        expect(said(buildAlarm({ configuredAt: EIGHT - age }))).toBe(sentence);
      },
    ),
  );

  it('is not said of an alarm that recovered, nor where a time is not known', () => {
    const alarm = buildAlarm({ configuredAt: EIGHT - MINUTE });
    expect(said({ ...alarm, state: 'OK', previousState: 'ALARM' })).toBeUndefined();
    expect(said({ ...alarm, state: 'OK', previousState: 'INSUFFICIENT_DATA' })).toBe(
      'This alarm was created or changed *1 minute* before.',
    );
    expect(said(without(alarm, 'configuredAt'))).toBeUndefined();
    expect(said(without(alarm, 'changedAt'))).toBeUndefined();
  });
});

it(
  'why an OK came before which nobody was alarmed is told as far as it is known',
  everyRow<[string, Partial<Alarm>, string]>(
    [
      ['nothing', {}, 'first state, or data is arriving again'],
      [
        'it is new',
        { previousReason: 'Unchecked: Initial alarm creation', configuredAt: EIGHT },
        'first state of this alarm',
      ],
      [
        'there was no data',
        { previousReason: 'Insufficient Data: 3 datapoints were unknown.' },
        'data is arriving again',
      ],
      [
        'other words than CloudWatch’s',
        { previousReason: 'not Unchecked: Insufficient Data: ' },
        'first state, or data is arriving again',
      ],
      [
        'it was changed',
        { configuredAt: EIGHT - 2_000 },
        'This alarm was created or changed *2 seconds* before',
      ],
      [
        'somebody set it',
        { evaluation: { understood: false, values: [] }, reason: 'a <drill>' },
        'first state, or data is arriving again  ·  “a &lt;drill&gt;”',
      ],
      [
        'somebody set it without a word',
        { evaluation: { understood: false, values: [] } },
        'first state, or data is arriving again',
      ],
      [
        'CloudWatch set it',
        { reason: 'Threshold Crossed' },
        'first state, or data is arriving again',
      ],
    ],
    (_, changes, why) => {
      const alarm = buildAlarm({ state: 'OK', previousState: 'INSUFFICIENT_DATA', ...changes });
      expect(plain(whySettled(alarm, words))).toBe(why);
    },
  ),
);
