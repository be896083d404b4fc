import { describe, expect, it } from 'vitest';
import { tellingDimensions, tellingName, tellingValue } from '../../src/message/names.ts';
import { everyRow } from '../helpers/every-row.ts';

const UUID = '1f2e3d4c-aaaa-bbbb-cccc-0123456789ab';
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

describe('the value of a dimension', () => {
  it(
    'is the name in it',
    everyRow(
      [
        ['orders', 'orders'],
        [' two\nlines ', 'two lines'],
        ['gwy/edge/0123456789abcdef', 'edge'],
        [`${UUID}-shop`, `${UUID}-shop`],
        [`shop-${UUID}`, `shop-${UUID}`],
        ['0123456789abcde', '0123456789abcde'],
        [
          'see arn:aws:sns:eu-west-1:111122223333:ops',
          'see arn:aws:sns:eu-west-1:111122223333:ops',
        ],
        ['arn:aws-us-gov:sns:us-gov-west-1:111122223333:ops', 'ops'],
        [arn('sns', UUID), '1f2e3d4c'],
        [arn('kms', `key/${UUID}`), 'key 1f2e3d4c'],
        [arn('logs', 'log-group:/aws/lambda/pay:*'), '/aws/lambda/pay'],
        [arn('logs', 'log-group:/shop:*/a'), '/shop:*/a'],
        [arn('lambda', 'function:pay:live'), 'pay:live'],
        [arn('states', 'stateMachine:orders'), 'orders'],
        [arn('states', 'stateMachine:orders:12'), 'orders:12'],
        [arn('states', 'stateMachine:orders/label:x'), 'x'],
        [arn('states', 'stateMachine:orders:a/b'), 'b'],
        [arn('states', 'execution:orders:nightly'), 'nightly'],
        [arn('codebuild', 'project/shop/'), 'shop'],
        [arn('elasticloadbalancing', 'loadbalancer/classic'), 'classic'],
        [arn('elasticloadbalancing', 'loadbalancer/net/shop/0123456789abcdef'), 'shop'],
        [arn('elasticloadbalancing', 'targetgroup/api/0123456789abcdef'), 'api'],
        [
          arn('elasticloadbalancing', 'listener/app/shop/0123456789abcdef/fedcba9876543210'),
          'shop',
        ],
        [arn('elasticloadbalancing', 'listener-rule/app/shop/0a/0b/0c'), 'shop'],
      ],
      (value, name) => {
        expect(tellingName(value)).toBe(name);
      },
    ),
  );

  it(
    'is none where it is a bare id',
    everyRow(
      ['', ' \n', UUID, UUID.toUpperCase(), `jr_${'0a'.repeat(32)}`, '0123456789abcdef'],
      (value) => {
        expect(tellingName(value)).toBeUndefined();
        expect(tellingValue({ name: 'Id', value })).toBeUndefined();
      },
    ),
  );

  it(
    'that is a bare number is told with its name',
    everyRow(
      [
        ['2', 'Broker ID 2'],
        ['12345678', 'Broker ID 12345678'],
        ['123456789', '123456789'],
        ['2a', '2a'],
        ['b2', 'b2'],
      ],
      (value, told) => {
        expect(tellingValue({ name: 'Broker\nID', value })).toBe(told);
      },
    ),
  );
});

describe('a dimension says nothing', () => {
  it(
    'where its value is the same for every one, or is told otherwise',
    everyRow(
      [
        ['InstanceId', 'i-0123456789abcdef0', 'web-1'],
        ['ClientId', '123456789012', '1234567890123'],
        ['ClientId', '123456789012', 'x123456789012'],
        ['VirtualHost', '/', '/shop'],
        ['instance', 'ALL', '/'],
        ['Rule', 'ALL', 'small'],
        ['Rule', 'None', 'none-such'],
        ['Region', 'global', 'global-1'],
      ],
      (name, silent, telling) => {
        const dimensions = [silent, telling].map((value) => ({ name, value }));
        expect(tellingDimensions(dimensions)).toEqual([{ name, value: telling }]);
      },
    ),
  );

  it(
    'by its name',
    everyRow(
      ['Currency', 'Type', 'arch', 'objectname', 'pid_finder', 'StorageType', 'FilterId'],
      (name) => {
        expect(tellingDimensions([{ name, value: 'x' }])).toEqual([]);
      },
    ),
  );

  it(
    'beside one that says which',
    everyRow(
      [
        ['path', 'device'],
        ['path', 'fstype'],
        ['InstanceId', 'AutoScalingGroupName'],
        ['InstanceId', 'ImageId'],
        ['InstanceId', 'InstanceType'],
        ['InstanceId', 'host'],
      ],
      (which, beside) => {
        const [one, other] = [
          { name: which, value: 'a' },
          { name: beside, value: 'b' },
        ];
        expect(tellingDimensions([one, other])).toEqual([one]);
        expect(tellingDimensions([other])).toEqual([other]);
      },
    ),
  );
});
