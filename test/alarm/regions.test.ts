import { describe, expect, it } from 'vitest';
import {
  isRegion,
  parseAlarmArn,
  partitionOf,
  regionName,
  regionOfName,
} from '../../src/alarm/regions.ts';

describe('regions', () => {
  it.each([
    'us-east-1',
    'ap-northeast-2',
    'us-gov-west-1',
    'cn-north-1',
    'us-iso-east-1',
    'xx-newland-12',
  ])('takes %s for a region, known or not', (code) => {
    expect(isRegion(code)).toBe(true);
  });

  it.each([
    'US East (Ohio)',
    'us-east',
    'useast1',
    'us-east-1a',
    'us-east-123',
    ' us-east-1',
    'REGION',
    '',
    undefined,
  ])('takes %j for none', (code) => {
    expect(isRegion(code)).toBe(false);
  });

  it.each([
    ['us-east-1', 'US East (N. Virginia)'],
    ['ap-northeast-2', 'Asia Pacific (Seoul)'],
    ['us-gov-west-1', 'AWS GovCloud (US-West)'],
    ['xx-newland-12', undefined],
    [undefined, undefined],
  ])('calls %s %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });

  it.each([
    ['Asia Pacific (Seoul)', 'ap-northeast-2'],
    ['US West - Oregon', 'us-west-2'],
    ['US West (Oregon)', 'us-west-2'],
    ['EU (Ireland)', 'eu-west-1'],
    ['EU - Ireland', 'eu-west-1'],
    ['Europe (Ireland)', 'eu-west-1'],
    ['US East (N. Virginia)', 'us-east-1'],
    ['US East - N. Virginia', 'us-east-1'],
    ['South America (São Paulo)', 'sa-east-1'],
    ['South America (Sao Paulo)', 'sa-east-1'],
    ['Moon (Sea of Tranquility)', undefined],
    ['Asia PacificSeoul', undefined],
    ['New EU (Ireland)', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('finds the code of %s: %s', (name, code) => {
    expect(regionOfName(name)).toBe(code);
  });

  it.each([
    ['us-east-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
    [undefined, 'aws'],
  ])('puts %s into the partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});

describe('parseAlarmArn', () => {
  it.each([
    ['aws', 'us-east-1', 'web-1'],
    ['aws-cn', 'cn-north-1', 'web-1'],
    ['aws-us-gov', 'us-gov-west-1', 'web-1'],
    ['aws', 'us-east-1', 'a:b/c #1 (결제)'],
    ['aws', 'us-east-1', 'two\nlines'],
  ])('reads an ARN of %s in %s whose name is %j', (partition, region, name) => {
    const arn = `arn:${partition}:cloudwatch:${region}:123456789012:alarm:${name}`;
    expect(parseAlarmArn(arn)).toEqual({ region, accountId: '123456789012', name });
  });

  it.each([
    undefined,
    '',
    'web-1',
    'arn:aws:cloudwatch:REGION:ACCOUNT_NUMBER:alarm:EXAMPLE',
    'arn:aws:cloudwatch:us-east-1: 123456789012:alarm:web-1',
    'arn:aws:cloudwatch:us-east-1:1234567890123:alarm:web-1',
    'arn:aws:cloudwatch:nowhere:123456789012:alarm:web-1',
    'arn:aws:cloudwatch:us-east-1:123456789012:alarm:',
    'arn:aws:sns:us-east-1:123456789012:alarm:web-1',
    'xarn:aws:cloudwatch:us-east-1:123456789012:alarm:web-1',
  ])('reads nothing from %j', (arn) => {
    expect(parseAlarmArn(arn)).toBeUndefined();
  });
});
