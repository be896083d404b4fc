import { describe, expect, it } from 'vitest';
import { listAllFacts, listFacts, pairsOf, salvage } from '../../src/parse/facts.ts';
import { everyRow } from '../helpers/every-row.ts';

describe('listFacts', () => {
  it('names every readable value by the way that leads to it', () => {
    const value = {
      AWSAccountId: '123456789012',
      newStateReason: 'because',
      'detail-type': 'X',
      some_key: 1,
      Nested: { Deep: { flag: true, zero: 0 } },
    };
    expect(listFacts(value)).toEqual([
      { name: 'AWS account id', value: '123456789012' },
      { name: 'New state reason', value: 'because' },
      { name: 'Detail type', value: 'X' },
      { name: 'Some key', value: '1' },
      { name: 'Nested Deep Flag', value: 'true' },
      { name: 'Nested Deep Zero', value: '0' },
    ]);
  });

  it('does not say twice what a key begins with', () => {
    const service = { serviceName: 'guardduty', action: { actionType: 'PORT_PROBE', actions: 2 } };
    expect(listFacts({ service })).toEqual([
      { name: 'Service name', value: 'guardduty' },
      { name: 'Service Action type', value: 'PORT_PROBE' },
      { name: 'Service Action Actions', value: '2' },
    ]);
  });

  it(
    'writes a key as words',
    everyRow(
      [
        ['HTTPCode_Target_5XX', 'HTTP code target 5 XX'],
        ['some__key--with-signs', 'Some key with signs'],
        ['MyHTTPServer', 'My HTTP server'],
        ['lowerThenUPPER', 'Lower then UPPER'],
        ['ElastiCache', 'ElastiCache'],
        ['ElastiCache:FailoverComplete', 'ElastiCache:FailoverComplete'],
        ['ElastiCacheCluster', 'ElastiCache cluster'],
        ['sizeInGiB', 'Size in GiB'],
        ['privateIPv4', 'Private IPv4'],
        ['AWS::S3::Bucket', 'AWS::S3::Bucket'],
        ['ID', 'ID'],
        ['A', 'A'],
        ['ABc', 'A bc'],
        ['_', ''],
      ],
      (key, name) => {
        expect(listFacts({ [key]: 'v' })).toEqual([{ name, value: 'v' }]);
      },
    ),
  );

  it('takes false for an answer', () => {
    expect(listFacts({ done: false })).toEqual([{ name: 'Done', value: 'false' }]);
  });

  it('drops what says nothing', () => {
    expect(
      listFacts({ a: null, b: '', c: ' \u200e ', d: {}, e: [], f: Number.NaN, g: undefined }),
    ).toEqual([]);
  });

  it('joins a list of texts line by line and goes into a list of anything else', () => {
    expect(listFacts({ lines: ['a', '', 'b'] })).toEqual([{ name: 'Lines', value: 'a\nb' }]);
    expect(listFacts({ mixed: ['a', 1, { k: 'v' }] })).toEqual([
      { name: 'Mixed', value: 'a' },
      { name: 'Mixed', value: '1' },
      { name: 'Mixed K', value: 'v' },
    ]);
  });

  it('reads JSON within a text, also when it is cut off', () => {
    expect(listFacts({ inner: '{"a":{"b":"c"}}' })).toEqual([{ name: 'Inner A B', value: 'c' }]);
    expect(listFacts({ inner: ' ["a","b"] ' })).toEqual([{ name: 'Inner', value: 'a\nb' }]);
    expect(listFacts({ inner: '{"a":"b","c":' })).toEqual([{ name: 'Inner A', value: 'b' }]);
  });

  it('keeps a text that only begins like JSON', () => {
    expect(listFacts({ note: '[urgent] call me' })).toEqual([
      { name: 'Note', value: '[urgent] call me' },
    ]);
    expect(listFacts({ note: 'see {"a":"b"}' })).toEqual([
      { name: 'Note', value: 'see {"a":"b"}' },
    ]);
  });

  it('gives a value that stands alone no name', () => {
    expect(listFacts('text')).toEqual([{ name: '', value: 'text' }]);
    expect(listFacts(5)).toEqual([{ name: '', value: '5' }]);
    expect(listFacts(null)).toEqual([]);
  });

  it('stops at 1,000 facts, which a message counts', () => {
    const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i]));
    expect(listFacts(wide)).toHaveLength(1_000);
    expect(listAllFacts(wide)).toHaveLength(1_000);
    expect(listFacts(Array.from({ length: 2_000 }, (_, i) => i))).toHaveLength(1_000);
    expect(listFacts({ ['x'.repeat(300)]: 1 })[0]?.name).toHaveLength(200);
  });

  it('shows what is nested deeply as far as it goes', () => {
    const nest = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => ({ k: inner }), 'end');
    expect(listFacts(nest(6))).toEqual([{ name: 'K K K K K K', value: 'end' }]);
    expect(listFacts(nest(7))).toEqual([{ name: 'K … K K K K K', value: 'end' }]);
    expect(listFacts(nest(5_000))).toEqual([{ name: 'K … K K K K K', value: '…' }]);
    const list = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
    expect(listFacts(list(20))).toEqual([{ name: '', value: '1' }]);
    expect(listFacts(list(5_000))).toEqual([{ name: '', value: '…' }]);
    let text = 'bottom';
    for (let level = 0; level < 12; level += 1) text = JSON.stringify({ x: text });
    expect(listFacts(text)).toEqual([{ name: 'X … X X X X X', value: 'bottom' }]);
  });

  it('leaves out a time that is none, and writes an escaped line end as one', () => {
    expect(listFacts({ endsAt: '0001-01-01T00:00:00Z', at: '2026-11-23T02:10:37Z' })).toEqual([
      { name: 'At', value: '2026-11-23T02:10:37Z' },
    ]);
    expect(listFacts({ a: 'one\\ntwo', b: 'C:\\new' })).toEqual([
      { name: 'A', value: 'one\ntwo' },
      { name: 'B', value: 'C:\\new' },
    ]);
  });

  it('of a note puts first what a person needs', () => {
    const event = {
      id: '1',
      arn: 'arn:aws:x',
      metadata: { note: 'm' },
      size: 4,
      resource: 'r',
      description: 'd',
      state: 's',
      severity: 'HIGH',
      title: 't',
    };
    const names = listAllFacts(event).map(({ name }) => name);
    expect(names).toEqual([
      ...['Title', 'Severity', 'State', 'Description', 'Resource', 'Size'],
      ...['Id', 'Arn', 'Metadata Note'],
    ]);
  });
});

describe('pairsOf', () => {
  it('reads lines of keys and values', () => {
    expect(pairsOf("StackId='a:b'\nStatus='it's'\nName='shop'\nProps='null'\n")).toEqual({
      pairs: { StackId: 'a:b', Status: "it's", Name: 'shop' },
      others: '',
    });
    const budget =
      'Dear you,\n\nBudget Name: A\nBudget Type: Cost\nAlert Type: ACTUAL\nsee https://x';
    expect(pairsOf(budget)).toEqual({
      pairs: { 'Budget Name': 'A', 'Budget Type': 'Cost', 'Alert Type': 'ACTUAL' },
      others: 'Dear you,\nsee https://x',
    });
    const twice = `A: 1\nB: 2\nC: 3\nA: 4\n'\n${'x'.repeat(20_000)}`;
    expect(pairsOf(twice)?.others).toBe(`A: 4\n${'x'.repeat(20_000)}`);
    expect(pairsOf('Hello: you\nand more')).toBeUndefined();
  });
});

describe('salvage', () => {
  it('reads the pairs of a text that is JSON no longer', () => {
    const text =
      '{"AlarmName":"web \\"1\\"","n": -1.5,"t":true,"f" : false,"nothing":null,"cut":"off he';
    expect(salvage(text)).toEqual({
      AlarmName: 'web \\"1\\"',
      n: '-1.5',
      t: 'true',
      f: 'false',
      cut: 'off he',
    });
  });

  it('gives nothing where there is no pair', () => {
    expect(salvage('[1, 2')).toBeUndefined();
    expect(salvage('')).toBeUndefined();
  });
});
