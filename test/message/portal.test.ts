import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmUrl, resourceUrl } from '../../src/message/console-url.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { overSqs } from '../helpers/payloads.ts';
import { readSamples } from '../helpers/samples.ts';

const url = 'https://d-1234567890.awsapps.com/start';
const portal = { url, role: 'ReadOnly+Logs' };
const CONSOLE =
  /https:\/\/[a-z0-9-]+\.console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)[^|>"\s]*/g;

describe('a link through the access portal', () => {
  it('asks for the account, the permission set and the page', () => {
    const plain = alarmUrl(buildAlarm({ name: 'web CPU & more' })) ?? '';
    const through = alarmUrl(buildAlarm({ name: 'web CPU & more', portal })) ?? '';
    expect(through).toBe(
      `${url}/#/console?account_id=123456789012&role_name=ReadOnly%2BLogs&destination=${encodeURIComponent(plain)}`,
    );
    const asked = new URLSearchParams(through.split('?')[1]);
    expect(asked.get('destination')).toBe(plain);
  });

  it('lets the reader choose where no permission set was given', () => {
    expect(alarmUrl(buildAlarm({ portal: { url } }))).not.toContain('role_name');
  });

  it('leads to the account of the resource where that is another one', () => {
    const dimensions = [
      { name: 'ClusterName', value: 'shop' },
      { name: 'ServiceName', value: 'cart' },
    ];
    const place = {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '210987654321',
      portal,
    } as const;
    expect(resourceUrl(place, dimensions, 'AWS/ECS')).toMatch(/account_id=210987654321&/);
    const instance = [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }];
    expect(resourceUrl(place, instance, 'AWS/EC2')).toMatch(/account_id=210987654321&/);
  });

  it('is one to the console itself where the account is not known, or it would be too long', () => {
    const unknown = buildAlarm({ portal, accountId: 'shop' });
    expect(alarmUrl(unknown)).toMatch(/^https:\/\/ap-northeast-2\.console/);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (length) => {
        const found = alarmUrl(buildAlarm({ portal, name: '%'.repeat(length) }));
        if (found !== undefined) expect(found.length).toBeLessThanOrEqual(2_000);
      }),
    );
    expect(alarmUrl(buildAlarm({ portal, name: '%'.repeat(500) }))).toMatch(/^https:\/\/ap-/);
  });
});

it('no message of any sample links past the portal, in full or in a digest', async () => {
  const { notify, texts } = startNotifier({ portal });
  for (const { event } of readSamples()) {
    await notify(event);
    await notify(overSqs(Array.from({ length: 6 }, () => event)));
  }
  const text = texts().join();
  expect(text.split(`${url}/#/console?account_id=`).length).toBeGreaterThan(100);
  // A long graph is linked as it is.
  const past = (text.match(CONSOLE) ?? []).filter((link) => !link.includes('metricsV2:graph='));
  expect(past).toEqual([]);
});
