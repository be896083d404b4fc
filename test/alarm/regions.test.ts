import { describe, expect, it } from 'vitest';
import {
  alarmArn,
  isRegion,
  parseAlarmArn,
  partitionOf,
  regionName,
  regionOfName,
} from '../../src/alarm/regions.ts';
import { everyRow } from '../helpers/every-row.ts';

describe('regions', () => {
  it(
    'takes for a region what looks like one, known or not',
    everyRow(
      [
        'us-east-1',
        'ap-northeast-2',
        'us-gov-west-1',
        'cn-north-1',
        'us-iso-east-1',
        'xx-newland-12',
      ],
      (code) => {
        expect(isRegion(code)).toBe(true);
      },
    ),
  );

  it(
    'takes nothing else for one',
    everyRow(
      [
        'US East (Ohio)',
        'us-east',
        'useast1',
        'us-east-1a',
        'us-east-123',
        ' us-east-1',
        'REGION',
        '',
        undefined,
      ],
      (code) => {
        expect(isRegion(code)).toBe(false);
      },
    ),
  );

  it(
    'calls each by its name',
    everyRow(
      [
        ['us-east-1', 'US East (N. Virginia)'],
        ['ap-northeast-2', 'Asia Pacific (Seoul)'],
        ['us-gov-west-1', 'AWS GovCloud (US-West)'],
        ['xx-newland-12', undefined],
        [undefined, undefined],
      ],
      (code, name) => {
        expect(regionName(code)).toBe(name);
      },
    ),
  );

  it(
    'finds the code of a name',
    everyRow(
      [
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
        ['New Europe (Ireland)', undefined],
        ['', undefined],
        [undefined, undefined],
      ],
      (name, code) => {
        expect(regionOfName(name)).toBe(code);
      },
    ),
  );

  it(
    'puts each into its partition',
    everyRow(
      [
        ['us-east-1', 'aws'],
        ['cn-northwest-1', 'aws-cn'],
        ['eusc-de-east-1', 'aws-eusc'],
        ['us-gov-east-1', 'aws-us-gov'],
        [undefined, 'aws'],
      ],
      (region, partition) => {
        expect(partitionOf(region)).toBe(partition);
      },
    ),
  );
});

describe('parseAlarmArn', () => {
  it(
    'reads account, region and name',
    everyRow(
      [
        ['aws', 'us-east-1', 'web-1'],
        ['aws-cn', 'cn-north-1', 'web-1'],
        ['aws-us-gov', 'us-gov-west-1', 'web-1'],
        ['aws', 'us-east-1', 'a:b/c #1 (결제)'],
        ['aws', 'us-east-1', 'two\nlines'],
      ],
      (partition, region, name) => {
        const arn = `arn:${partition}:cloudwatch:${region}:123456789012:alarm:${name}`;
        expect(parseAlarmArn(arn)).toEqual({ region, accountId: '123456789012', name });
      },
    ),
  );

  it(
    'reads nothing from anything else',
    everyRow(
      [
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
      ],
      (arn) => {
        expect(parseAlarmArn(arn)).toBeUndefined();
      },
    ),
  );
});

describe('alarmArn', () => {
  it('is read back, in the partition of its region', () => {
    const place = { region: 'cn-north-1', accountId: '123456789012' };
    const arn = alarmArn('a:b/c #1', place);
    expect(arn).toBe('arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:a:b/c #1');
    expect(parseAlarmArn(arn)).toEqual({ ...place, name: 'a:b/c #1' });
  });

  it('is not known without the account', () => {
    expect(alarmArn('web', { region: 'eu-west-1' })).toBeUndefined();
    expect(alarmArn('web', undefined)).toBeUndefined();
  });
});
