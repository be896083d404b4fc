import { describe, expect, it } from 'vitest';
import { listFacts, salvage } from '../../src/parse/facts.ts';

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

  it.each([
    ['HTTPCode_Target_5XX', 'HTTP code target 5 XX'],
    ['some__key--with-signs', 'Some key with signs'],
    ['MyHTTPServer', 'My HTTP server'],
    ['lowerThenUPPER', 'Lower then UPPER'],
    ['ID', 'ID'],
    ['A', 'A'],
    ['ABc', 'A bc'],
    ['_', ''],
  ])('writes the key %s as %s', (key, name) => {
    expect(listFacts({ [key]: 'v' })).toEqual([{ name, value: 'v' }]);
  });

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

  it('stops at 40 facts and at seven levels, so that no event can fill the message', () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i]));
    expect(listFacts(wide)).toHaveLength(40);
    expect(listFacts(Array.from({ length: 100 }, (_, i) => i))).toHaveLength(40);
    const nest = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => ({ k: inner }), 'end');
    expect(listFacts(nest(6))).toHaveLength(1);
    expect(listFacts(nest(7))).toEqual([]);
    expect(listFacts(nest(5_000))).toEqual([]);
    const list = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
    expect(listFacts(list(20))).toHaveLength(1);
    expect(listFacts(list(5_000))).toEqual([]);
    expect(listFacts({ ['x'.repeat(300)]: 1 })[0]?.name).toHaveLength(200);
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
