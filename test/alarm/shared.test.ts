import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { sharedBy } from '../../src/alarm/shared.ts';

function alarm(
  name: string,
  dimensions: Record<string, string>,
  fields: Partial<Alarm> = {},
): Alarm {
  const stat = {
    metricName: 'HealthyHostCount',
    dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
  };
  return {
    name,
    partition: 'aws',
    accountId: '111122223333',
    state: 'ALARM',
    trigger: { kind: 'metric', stat, condition: {} },
    evaluation: { understood: false, values: [] },
    facts: [],
    ...fields,
  };
}

const zone = { AvailabilityZone: 'ap-northeast-2a' };

describe('what the alarms of a storm share', () => {
  it('is the zone, a tag, another dimension, the account and how their names begin, most shared first', () => {
    const other = { accountId: '444455556666' };
    const facts = [{ name: 'Alarm tags Team', value: 'payments' }];
    expect(
      sharedBy([
        alarm('a', zone, { facts }),
        alarm('b', { ...zone, Cluster: 'c' }, { facts }),
        alarm('c', zone, { facts }),
        alarm('d', zone, other),
      ]),
    ).toEqual([
      { kind: 'dimension', name: 'AvailabilityZone', value: 'ap-northeast-2a', count: 4 },
      { kind: 'tag', name: 'Team', value: 'payments', count: 3 },
      { kind: 'account', value: '111122223333', count: 3 },
    ]);
  });

  it('of names is the longest beginning that ends at a separator', () => {
    const names = ['checkout-api-cpu', 'checkout-api-memory', 'checkout-api-disk', 'checkout-db'];
    expect(sharedBy(names.map((name) => alarm(name, {})))).toEqual([
      { kind: 'prefix', value: 'checkout-api-', count: 3 },
    ]);
  });

  it('is nothing where fewer than three or than half share it, and not the only account', () => {
    expect(sharedBy([alarm('a', zone), alarm('b', zone)])).toEqual([]);
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index) =>
      alarm(name, index < 3 ? zone : {}),
    );
    expect(sharedBy(many)).toEqual([]);
    expect(sharedBy([])).toEqual([]);
  });
});
