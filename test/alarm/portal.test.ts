import { expect, it } from 'vitest';
import { through } from '../../src/alarm/portal.ts';
import { buildAlarm } from '../helpers/alarms.ts';

it('an alarm is given the portal where there is one, and stays as it is where there is none', () => {
  const alarm = buildAlarm();
  const portal = { url: 'https://d-1234567890.awsapps.com/start' };
  expect(through(portal)(alarm)).toEqual({ ...alarm, portal });
  expect(through(undefined)(alarm)).toBe(alarm);
});
