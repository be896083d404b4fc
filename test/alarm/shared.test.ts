import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { sharedBy } from '../../src/alarm/shared.ts';
import { without } from '../helpers/alarms.ts';

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

  it('is no account that is not known', () => {
    const unknown = ['a', 'b', 'c'].map((name) => without(alarm(name, {}), 'accountId'));
    expect(sharedBy([...unknown, alarm('d', {})])).toEqual([]);
  });

  it('is told most shared first, and of those that as many share the zone before all else', () => {
    const both = { Cluster: 'blue', ...zone };
    const alarms = [alarm('a', both), alarm('b', both), alarm('c', both), alarm('d', zone)];
    const names = (found: readonly { readonly name?: string }[]) => found.map(({ name }) => name);
    expect(names(sharedBy(alarms))).toEqual(['AvailabilityZone', 'Cluster']);
    expect(names(sharedBy(alarms.slice(0, 3)))).toEqual(['AvailabilityZone', 'Cluster']);
    const later = { ...zone, Cluster: 'blue' };
    expect(names(sharedBy(['a', 'b', 'c'].map((one) => alarm(one, later))))[0]).toBe(
      'AvailabilityZone',
    );
    const cluster = alarms.map((one, index) =>
      index === 3 ? alarm('d', { Cluster: 'blue' }) : one,
    );
    expect(names(sharedBy(cluster))).toEqual(['Cluster', 'AvailabilityZone']);
  });

  it('is at most three things', () => {
    const four = { One: '1', Two: '2', Three: '3', Four: '4' };
    expect(sharedBy(['a', 'b', 'c'].map((name) => alarm(name, four)))).toHaveLength(3);
  });

  it('counts the inputs of an expression, each dimension once an alarm, and nothing of a composite', () => {
    const input = { metricName: 'm', dimensions: [{ name: 'Cluster', value: 'blue' }] };
    const inputs = [
      { ...input, id: 'm1' },
      { ...input, id: 'm2' },
    ];
    const math = { kind: 'math', expression: 'm1 / m2', inputs, condition: {} } as const;
    const composite = { kind: 'composite', rule: 'ALARM(a)', children: [] } as const;
    const of = (trigger: Alarm['trigger']) =>
      ['a', 'b', 'c'].map((name) => alarm(name, {}, trigger === undefined ? {} : { trigger }));
    expect(sharedBy(of(math))).toEqual([
      { kind: 'dimension', name: 'Cluster', value: 'blue', count: 3 },
    ]);
    expect(sharedBy(of(composite))).toEqual([]);
    expect(sharedBy(['a', 'b', 'c'].map((name) => without(alarm(name, {}), 'trigger')))).toEqual(
      [],
    );
    const query = { kind: 'query', query: 'SELECT AVG(x) FROM y', condition: {} } as const;
    expect(sharedBy(of(query))).toEqual([]);
  });

  it('takes for a tag what the notification calls one', () => {
    const tagged = (name: string) =>
      sharedBy(['a', 'b', 'c'].map((one) => alarm(one, {}, { facts: [{ name, value: 'x' }] })));
    for (const name of ['Alarm tags Team', 'Tags Team', 'tag Team'])
      expect(tagged(name)).toMatchObject([{ kind: 'tag', name: 'Team' }]);
    for (const name of ['Hashtags Team', 'Team']) expect(tagged(name)).toEqual([]);
  });

  it('of names ends at a separator of several, is longer than three characters and begins them', () => {
    const begin = (...names: readonly string[]) =>
      sharedBy(names.map((name) => alarm(name, {}))).map(({ value }) => value);
    expect(begin('web - a', 'web - b', 'web - c')).toEqual(['web - ']);
    expect(begin('web -- a', 'web - b', 'web -c')).toEqual(['web -']);
    expect(begin('web-1-cpu-high', 'web-1-disk', 'web-2', 'db')).toEqual(['web-']);
    expect(begin('ab-1', 'ab-2', 'ab-3')).toEqual([]);
    expect(begin('abc-1', 'abc-2', 'abc-3')).toEqual(['abc-']);
    expect(begin('web-1', 'web-2', 'db-1', 'db-2', 'db-3')).toEqual([]);
    const long = 'x'.repeat(120);
    expect(begin(`${long}-1`, `${long}-2`, `${long}-3`)).toEqual([]);
    // Contributors of one alarm have one name.
    expect(begin('web-1', 'web-1', 'web-1')).toEqual([]);
  });
});
