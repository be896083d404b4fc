import { describe, expect, it } from 'vitest';
import { everyRow } from '../helpers/every-row.ts';
import { parseNow } from '../helpers/parsed.ts';

const ARN = 'arn:aws:cloudwatch:us-east-2:123456789012:alarm:web CPU';
const overSns = { AlarmName: 'web CPU', AlarmArn: ARN, NewStateValue: 'ALARM' };
const overEventBridge = {
  'detail-type': 'CloudWatch Alarm State Change',
  resources: [ARN],
  detail: { alarmName: 'web CPU', state: { value: 'ALARM' } },
};
const asAction = { alarmArn: ARN, alarmData: { alarmName: 'web CPU', state: { value: 'ALARM' } } };

describe('a notification', () => {
  it(
    'finds the alarm by whichever way it comes',
    everyRow(
      [
        ['SNS', overSns],
        ['EventBridge', overEventBridge],
        ['its action', asAction],
      ],
      (_, content) => {
        expect(parseNow({ content })).toMatchObject({
          kind: 'alarm',
          alarm: { name: 'web CPU', state: 'ALARM' },
        });
      },
    ),
  );

  it('says nothing of a change that nobody is to be told of', () => {
    const detail = { ...overEventBridge.detail, muteDetail: { mutedByArn: 'x' } };
    expect(parseNow({ content: { ...overEventBridge, detail } })).toMatchObject({
      kind: 'silent',
      alarm: { name: 'web CPU' },
      why: 'muted by an alarm mute rule',
    });
  });

  it(
    'keeps everything else as a note',
    everyRow(
      [
        ['a text', 'Deployed.', { text: 'Deployed.', facts: [] }],
        ['a text in brackets', '[urgent] call', { text: '[urgent] call', facts: [] }],
        ['a number', 5, { facts: [{ name: '', value: '5' }] }],
        [
          'a list',
          ['a', 5],
          {
            facts: [
              { name: '', value: 'a' },
              { name: '', value: '5' },
            ],
          },
        ],
        ['null', null, { facts: [] }],
        ['an object', { Event: 'x' }, { facts: [{ name: 'Event', value: 'x' }] }],
        ['JSON that was cut off', '{"Event":"x","Cau', { facts: [{ name: 'Event', value: 'x' }] }],
        ['such JSON behind spaces', '\n [{"Event":"x"', { facts: [{ name: 'Event', value: 'x' }] }],
        ['a text with JSON in it', 'see {"Event":"x"}', { text: 'see {"Event":"x"}', facts: [] }],
      ],
      (_, content, note) => {
        expect(parseNow({ content })).toEqual({ kind: 'note', note });
        expect(parseNow({ content, subject: 'Subject' })).toEqual({
          kind: 'note',
          note: { title: 'Subject', ...note },
        });
      },
    ),
  );

  it('calls an event of another service by its own name, its detail first', () => {
    const content = {
      version: '0',
      'detail-type': 'EC2 Instance State-change Notification',
      account: '123456789012',
      time: '2026-11-22T09:05:00Z',
      region: 'us-east-2',
      resources: ['arn:x'],
      detail: { state: 'stopped' },
    };
    expect(parseNow({ content, subject: 'Subject' })).toEqual({
      kind: 'note',
      note: {
        title: 'EC2 Instance x stopped',
        severity: 'critical',
        facts: [
          { name: 'Resources', value: 'arn:x' },
          { name: 'Time', value: '2026-11-22T09:05:00Z' },
          { name: 'Account', value: '123456789012' },
          { name: 'Region', value: 'us-east-2' },
          { name: 'Event type', value: 'EC2 Instance State-change Notification' },
        ],
      },
    });
  });
});
