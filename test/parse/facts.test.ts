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
        ['DynamoDBTable', 'DynamoDB table'],
        ['GitHubActionsRun', 'GitHub actions run'],
        ['GitHubs', 'Git hubs'],
        ['GitHubsRun', 'Git hubs run'],
        ['LatestAppGitHub', 'Latest app git hub'],
        ['HTTP2Server', 'Http2 server'],
        ['sizeGiBUsed', 'Size gi b used'],
        ['MySQLVersion', 'My SQL version'],
        ['MySQL', 'MySQL'],
        ['aMySQL', 'A my SQL'],
        ['runMySQL_5', 'Run my SQL 5'],
        ['vCPU', 'vCPU'],
        ['vCPUs', 'vCPUs'],
        ['iOS version', 'iOS version'],
        ['limit_Kbps', 'Limit kbps'],
        ['GBps', 'GBps'],
        ['MB', 'MB'],
        ['rate_GHz', 'Rate GHz'],
        ['usedkWh', 'Usedk wh'],
        ['used_kWh', 'Used kWh'],
        ['sizeInMB', 'Size in MB'],
        ['diskUsedGB', 'Disk used GB'],
        ['IPv6', 'IPv6'],
        ['serverIPv6', 'Server IPv6'],
        ['ALLCAPSThenWord', 'ALLCAPS then word'],
        ['version2Beta', 'Version2 beta'],
        ['a b', 'A b'],
        ['straße', 'straße'],
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
    expect(listFacts({ a: () => 1, b: Symbol('b'), c: Number.POSITIVE_INFINITY })).toEqual([]);
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
    expect(listFacts(nest(40))).toEqual([{ name: 'K … K K K K K', value: 'end' }]);
    expect(listFacts(nest(41))).toEqual([{ name: 'K … K K K K K', value: '…' }]);
    expect(listFacts(nest(5_000))).toEqual([{ name: 'K … K K K K K', value: '…' }]);
    const list = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
    expect(listFacts(list(20))).toEqual([{ name: '', value: '1' }]);
    expect(listFacts(list(5_000))).toEqual([{ name: '', value: '…' }]);
    let text = 'bottom';
    for (let level = 0; level < 12; level += 1) text = JSON.stringify({ x: text });
    expect(listFacts(text)).toEqual([{ name: 'X … X X X X X', value: 'bottom' }]);
  });

  it(
    'takes a time for none as Go and .NET write it, and no other',
    everyRow(
      [
        ['0001-01-01', true],
        ['0001-01-01T00:00:00', true],
        ['0001-01-01T00:00:00Z', true],
        ['0001-01-01T00:00:00.000Z', true],
        ['0001-01-01T00:00:00.0000000+00:00', true],
        ['0001-01-01T00:00:00-0000', true],
        ['since 0001-01-01', false],
        ['0001-01-01 or so', false],
        ['0001-01-01T00:00:01Z', false],
      ] as const,
      (at, isNone) => {
        expect(listFacts({ at })).toEqual(isNone ? [] : [{ name: 'At', value: at }]);
      },
    ),
  );

  it(
    'writes an escaped line end as one where the text has no other, and no path',
    everyRow(
      [
        ['a\\nb', 'a\nb'],
        ['a\\r\\nb\\tc', 'a\nb\tc'],
        ['a\\tb', 'a\\tb'],
        ['a\\nb\nc', 'a\\nb\nc'],
        ['see D:\\new', 'see D:\\new'],
        ['plain\ntext', 'plain\ntext'],
      ],
      (text, value) => {
        expect(listFacts({ text })).toEqual([{ name: 'Text', value }]);
      },
    ),
  );

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

describe('the order of facts', () => {
  it('is that of what a person needs, by the last words of a name', () => {
    const keys = [
      ...['title', 'alertName', 'severity_label', 'risk', 'condition', 'complianceType'],
      ...['errorCode', 'detail', 'details', 'exception', 'bucket', 'event_name', 'Time'],
      ...['eventTime', 'w_x_y_z'],
      ...['titles_of', 'stateful', 'a_b_c', 'reasons', 'names', 'a_b_c_d_e'],
      ...['one_two_three_four_status', 'one_two_three_four_reason', 'one_two_three_four_name'],
      ...['id', 'ids', 'e_tag', 'header', 'headers_of', 'region_of', 'account', 'my_version'],
    ];
    const inOrder = listAllFacts(Object.fromEntries(keys.toReversed().map((key) => [key, 'v'])));
    expect(inOrder.map(({ name }) => name)).toEqual([
      ...['Title', 'Risk', 'Severity label', 'Compliance type', 'Condition', 'Exception'],
      ...[
        'Details',
        'Detail',
        'Error code',
        'Event name',
        'Bucket',
        'Alert name',
        'Event time',
        'Time',
      ],
      ...['Names', 'Reasons', 'A b c', 'Stateful', 'Titles of', 'W x y z', 'A b c d e'],
      ...['One two three four status', 'One two three four reason', 'One two three four name'],
      ...['My version', 'Account', 'Region of', 'Headers of', 'Header', 'E tag', 'Ids', 'Id'],
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
    expect(pairsOf('A: 1\nB: 2')).toBeUndefined();
  });

  it(
    'takes a line for a pair that begins with a name, and no other',
    everyRow(
      [
        ['Key: value', { Key: 'value' }, ''],
        ['Key Of Two: a: b', { 'Key Of Two': 'a: b' }, ''],
        ["Key='value'", { Key: 'value' }, ''],
        ["Key='value'  ", { Key: 'value' }, ''],
        ['Key: it is  ', { Key: 'it is' }, ''],
        ["Key: ='a", { Key: "='a" }, ''],
        ['key: value', {}, 'key: value'],
        ['see Key: value', {}, 'see Key: value'],
        ['  Key: value ', {}, 'Key: value'],
        ['Key:value', {}, 'Key:value'],
        ['Key 1: value', {}, 'Key 1: value'],
        ['----', {}, ''],
        ['Key: value\r', { Key: 'value' }, ''],
        ['Key: a\u2028b', { Key: 'a\u2028b' }, ''],
        [`K${'e'.repeat(40)}: value`, { [`K${'e'.repeat(40)}`]: 'value' }, ''],
        [`K${'e'.repeat(41)}: value`, {}, `K${'e'.repeat(41)}: value`],
      ],
      (line, pair, others) => {
        const pairs = { A: '1', B: '2', C: '3' };
        expect(pairsOf(`A: 1\nB: 2\n${line}\nC: 3`)).toEqual({
          pairs: { ...pairs, ...pair },
          others,
        });
      },
    ),
  );

  it('reads the whole lines of the first 20,000 characters, and keeps the rest', () => {
    const start = 'A: 1\nB: 2\nC: 3\n';
    const long = `${start}D: ${'x'.repeat(20_000 - start.length - 3)}`;
    expect(pairsOf(long)?.pairs).toHaveProperty('D');
    expect(pairsOf(`${long}x\nE: 5`)).toEqual({
      pairs: { A: '1', B: '2', C: '3' },
      others: `${long.slice(start.length)}x\nE: 5`,
    });
    expect(pairsOf('x'.repeat(20_001))).toBeUndefined();
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

  it('reads as much as it should of what is long', () => {
    const key = 'k'.repeat(100);
    expect(salvage(`{"${key}":7,"k${key}":8,"a":"${'x'.repeat(2_001)}`)).toEqual({
      [key]: '7',
      a: 'x'.repeat(2_000),
    });
    expect(salvage('{"a" \n:\t12.5,"b": -3')).toEqual({ a: '12.5', b: '-3' });
  });

  it('gives nothing where there is no pair', () => {
    expect(salvage('[1, 2')).toBeUndefined();
    expect(salvage('')).toBeUndefined();
  });
});
