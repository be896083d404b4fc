import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInstanceId } from '../../src/alarm/subject.ts';
import { alarmUrl, inAccount, logsUrl, resourceUrl } from '../../src/message/console-url.ts';
import { buildAlarm, EIGHT, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';

const place = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '123456789012',
} as const;

/** What a browser would open, and Slack would not stumble over. */
function expectSound(url: string): void {
  expect(url).toMatch(/^https:\/\/[^\s<>|]+$/);
  expect(url.isWellFormed()).toBe(true);
  expect(new URL(url).hostname).toMatch(
    /\.console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/,
  );
}

describe('the link to an alarm', () => {
  it(
    'leads to the console of its partition',
    everyRow(
      [
        ['aws', 'ap-northeast-2', 'https://ap-northeast-2.console.aws.amazon.com/'],
        ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
        ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
        ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
      ] as const,
      (partition, region, host) => {
        expect(alarmUrl(buildAlarm({ partition, region, name: 'cpu' }))).toBe(
          `${host}cloudwatch/home?region=${region}#alarmsV2:alarm/cpu`,
        );
      },
    ),
  );

  it(
    'encodes any name',
    everyRow(
      [
        ['spaces', 'web-1 CPU high', 'web-1%20CPU%20high'],
        ['slashes', 'web/1', 'web%2F1'],
        ['colons', 'prod:web:cpu', 'prod%3Aweb%3Acpu'],
        ['a hash', 'cpu #1', 'cpu%20%231'],
        ['a question mark and an ampersand', 'a?b&c', 'a%3Fb%26c'],
        ['a percent sign', '100%', '100%25'],
        ['Korean', '서버', '%EC%84%9C%EB%B2%84'],
        ['an emoji', '🔴', '%F0%9F%94%B4'],
        ['half an emoji', 'a\ud83d', 'a%EF%BF%BD'],
        ['markup', '<b>|"', '%3Cb%3E%7C%22'],
      ],
      (_, name, encoded) => {
        const url = alarmUrl(buildAlarm({ name })) ?? '';
        expect(url.slice(url.indexOf('#'))).toBe(`#alarmsV2:alarm/${encoded}`);
        expectSound(url);
      },
    ),
  );

  it('of any name is sound, and gives the name back', () => {
    fc.assert(
      fc.property(outsideText(), (name) => {
        const url = alarmUrl(buildAlarm({ name }));
        if (url === undefined) return;
        expectSound(url);
        const [, encoded = ''] = url.split('#alarmsV2:alarm/');
        expect(decodeURIComponent(encoded)).toBe(name.toWellFormed());
      }),
    );
  });

  it('is left out without a region, and where it would be too long for Slack', () => {
    expect(alarmUrl(without(buildAlarm(), 'region'))).toBeUndefined();
    expect(alarmUrl(buildAlarm({ name: 'x'.repeat(1_901) }))).toHaveLength(2_000);
    expect(alarmUrl(buildAlarm({ name: 'x'.repeat(1_902) }))).toBeUndefined();
  });

  it(
    'is left out in the partitions whose console is not public',
    everyRow(['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1'], (region) => {
      expect(alarmUrl(buildAlarm({ region }))).toBeUndefined();
      const dimensions = [
        { name: 'ClusterName', value: 'shop' },
        { name: 'ServiceName', value: 'cart' },
      ];
      expect(resourceUrl({ ...place, region }, dimensions, 'AWS/ECS')).toBeUndefined();
    }),
  );

  it('has room for the longest name that CloudWatch takes, in Korean', () => {
    expect(alarmUrl(buildAlarm({ name: '가'.repeat(200) }))).toBeDefined();
  });
});

describe('the link to a resource', () => {
  it(
    "leads to the resource's own page",
    everyRow(
      [
        [
          'an instance',
          'AWS/EC2',
          'InstanceId',
          'i-0123456789abcdef0',
          'ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0123456789abcdef0',
        ],
        [
          'an instance that an agent tells of',
          'CWAgent',
          'InstanceId',
          'i-01234567',
          'ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-01234567',
        ],
        [
          'a function',
          'AWS/Lambda',
          'FunctionName',
          'send-mail',
          'lambda/home?region=eu-west-1#/functions/send-mail',
        ],
        [
          'a database',
          'AWS/RDS',
          'DBInstanceIdentifier',
          'orders-1',
          'rds/home?region=eu-west-1#database:id=orders-1;is-cluster=false',
        ],
        [
          'a cluster of databases',
          'AWS/RDS',
          'DBClusterIdentifier',
          'orders',
          'rds/home?region=eu-west-1#database:id=orders;is-cluster=true',
        ],
        [
          'a table',
          'AWS/DynamoDB',
          'TableName',
          'orders.v2',
          'dynamodbv2/home?region=eu-west-1#table?name=orders.v2',
        ],
        [
          'a state machine',
          'AWS/States',
          'StateMachineArn',
          'arn:aws:states:eu-west-1:123456789012:stateMachine:orders',
          'states/home?region=eu-west-1#/statemachines/view/arn%3Aaws%3Astates%3Aeu-west-1%3A123456789012%3AstateMachine%3Aorders',
        ],
        [
          'a health check',
          'AWS/Route53',
          'HealthCheckId',
          '5A4B3C2D-aaaa-bbbb-cccc-0123456789ab',
          'route53/healthchecks/home?region=eu-west-1#/details/5A4B3C2D-aaaa-bbbb-cccc-0123456789ab',
        ],
        [
          'a queue',
          'AWS/SQS',
          'QueueName',
          'orders.fifo',
          'sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2Forders.fifo',
        ],
        [
          'a load balancer',
          'AWS/ApplicationELB',
          'LoadBalancer',
          'app/shop/0123456789abcdef',
          'ec2/home?region=eu-west-1#LoadBalancer:loadBalancerArn=arn%3Aaws%3Aelasticloadbalancing%3Aeu-west-1%3A123456789012%3Aloadbalancer%2Fapp%2Fshop%2F0123456789abcdef',
        ],
        [
          'an Auto Scaling group',
          'AWS/EC2',
          'AutoScalingGroupName',
          'web blue',
          'ec2/home?region=eu-west-1#AutoScalingGroupDetails:id=web%20blue;view=details',
        ],
      ],
      (_, namespace, name, value, path) => {
        const url = resourceUrl(place, [{ name, value }], namespace) ?? '';
        expect(url).toBe(`https://eu-west-1.console.aws.amazon.com/${path}`);
        expectSound(url);
      },
    ),
  );

  it('leads to a service of ECS, which two dimensions name', () => {
    const cluster = { name: 'ClusterName', value: 'shop' };
    const service = { name: 'ServiceName', value: 'cart/1' };
    expect(resourceUrl(place, [service, cluster], 'AWS/ECS')).toBe(
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/shop/services/cart%2F1/health?region=eu-west-1',
    );
    expect(resourceUrl(place, [cluster], 'AWS/ECS')).toBeUndefined();
    expect(resourceUrl(place, [service], 'AWS/ECS')).toBeUndefined();
    expect(resourceUrl(place, [service, cluster], 'Custom')).toBeUndefined();
  });

  it('leads to a queue in China by the domain that it has there', () => {
    const china = { partition: 'aws-cn', region: 'cn-north-1', accountId: '123456789012' } as const;
    expect(resourceUrl(china, [{ name: 'QueueName', value: 'q' }], 'AWS/SQS')).toBe(
      `https://cn-north-1.console.amazonaws.cn/sqs/v3/home?region=cn-north-1#/queues/${encodeURIComponent('https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q')}`,
    );
  });

  it(
    'is left out where there is no page to lead to',
    everyRow(
      [
        ['an instance id that is none', 'AWS/EC2', 'InstanceId', 'web-1'],
        ['an instance id of the wrong length', 'AWS/EC2', 'InstanceId', 'i-0123456789'],
        ['a function of another namespace', 'Custom', 'FunctionName', 'send-mail'],
        ['a function without a namespace', undefined, 'FunctionName', 'send-mail'],
        ['a database of another service', 'AWS/DocDB', 'DBInstanceIdentifier', 'orders-1'],
        ['a queue of our own making', 'Custom', 'QueueName', 'orders'],
        ['a cluster of another service', 'AWS/DocDB', 'DBClusterIdentifier', 'orders'],
        ['a table of our own making', 'Custom', 'TableName', 'orders'],
        ['a state machine by its name', 'AWS/States', 'StateMachineArn', 'orders'],
        [
          'a health check whose id is none',
          'AWS/Route53',
          'HealthCheckId',
          'x5a4b3c2d-aaaa-bbbb-cccc-0123456789ab',
        ],
        [
          'a health check whose id is too long',
          'AWS/Route53',
          'HealthCheckId',
          '5a4b3c2d-aaaa-bbbb-cccc-0123456789ab0',
        ],
        [
          'a network load balancer',
          'AWS/ApplicationELB',
          'LoadBalancer',
          'net/shop/0123456789abcdef',
        ],
        ['a dimension that nobody knows', 'AWS/EC2', 'ImageId', 'ami-0123'],
        ['a dimension named like a method', 'AWS/EC2', 'constructor', 'x'],
        ['a dimension named like a prototype', 'AWS/EC2', '__proto__', 'x'],
        ['a dimension named like a method, in no namespace', undefined, 'toString', 'x'],
      ],
      (_, namespace, name, value) => {
        expect(resourceUrl(place, [{ name, value }], namespace)).toBeUndefined();
      },
    ),
  );

  it(
    'is left out where the page needs an account that is not known',
    everyRow(
      [
        ['a queue', 'AWS/SQS', 'QueueName', 'orders'],
        ['a load balancer', 'AWS/ApplicationELB', 'LoadBalancer', 'app/shop/0123456789abcdef'],
      ],
      (_, namespace, name, value) => {
        for (const accountId of [undefined, '', 'shop', '1234567890123', '\ud83d']) {
          const { partition, region } = place;
          const unknown = { partition, region, ...(accountId === undefined ? {} : { accountId }) };
          expect(resourceUrl(unknown, [{ name, value }], namespace)).toBeUndefined();
        }
      },
    ),
  );

  it('is left out without a region and without dimensions', () => {
    const instance = { name: 'InstanceId', value: 'i-0123456789abcdef0' };
    expect(resourceUrl({ partition: 'aws' }, [instance], 'AWS/EC2')).toBeUndefined();
    expect(resourceUrl(place, [], 'AWS/EC2')).toBeUndefined();
  });

  it('takes the first dimension that leads anywhere', () => {
    const dimensions = [
      { name: 'ImageId', value: 'ami-0123' },
      { name: 'AutoScalingGroupName', value: 'web' },
      { name: 'InstanceId', value: 'i-0123456789abcdef0' },
    ];
    expect(resourceUrl(place, dimensions, 'AWS/EC2')).toContain('AutoScalingGroupDetails:id=web;');
  });

  it('of any value is sound', () => {
    const name = fc.constantFrom(
      'FunctionName',
      'DBInstanceIdentifier',
      'QueueName',
      'LoadBalancer',
      'AutoScalingGroupName',
      'InstanceId',
    );
    const namespace = fc.constantFrom('AWS/Lambda', 'AWS/RDS', 'AWS/SQS', 'AWS/ApplicationELB');
    fc.assert(
      fc.property(name, namespace, outsideText(), (dimension, of, value) => {
        for (const text of [value, `app/${value}`]) {
          const url = resourceUrl(place, [{ name: dimension, value: text }], of);
          if (url !== undefined) expectSound(url);
        }
      }),
    );
  });
});

it(
  'knows the id of an instance',
  everyRow(
    [
      ['i-0123456789abcdef0', true],
      ['i-01234567', true],
      ['i-0123456789ABCDEF0', false],
      ['i-0123456789abcdef0\n', false],
      ['xi-01234567', false],
      ['mi-0123456789abcdef0', false],
    ],
    (text, expected) => {
      expect(isInstanceId(text)).toBe(expected);
    },
  ),
);

describe('the link to the logs', () => {
  const range = `$3Fstart$3D${EIGHT - 1_800_000}$26end$3D${EIGHT + 600_000}`;
  const page =
    'https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2';
  const functionName = [
    { name: 'Resource', value: 'pay:live' },
    { name: 'FunctionName', value: 'pay' },
  ];

  it('of a function leads to those from half an hour before the change', () => {
    expect(logsUrl(buildAlarm(), functionName, 'AWS/Lambda')).toBe(
      `${page}#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fpay/log-events${range}`,
    );
  });

  it('of a log alarm leads to the group that it reads', () => {
    const trigger = { kind: 'query', query: 'filter 1', logGroup: '/shop', condition: {} } as const;
    expect(logsUrl(buildAlarm({ trigger }), [])).toBe(
      `${page}#logsV2:log-groups/log-group/$252Fshop/log-events${range}`,
    );
  });

  it('is left out where it is not known which, or when', () => {
    expect(logsUrl(buildAlarm(), functionName, 'Custom')).toBeUndefined();
    expect(
      logsUrl(buildAlarm(), [{ name: 'Resource', value: 'pay' }], 'AWS/Lambda'),
    ).toBeUndefined();
    const timeless = without(buildAlarm(), 'changedAt');
    expect(logsUrl(timeless, functionName, 'AWS/Lambda')).toBeUndefined();
  });
});

it(
  'a link from elsewhere leads through the portal where it is one of the console',
  everyRow(
    [
      ['https://console.aws.amazon.com/billing', true],
      ['https://eu-west-1.console.aws.amazon.com/ec2', true],
      ['https://eu-west-1.console.amazonaws-us-gov.com/ec2', true],
      ['https://myconsole.aws.amazon.com/', false],
      ['https://console.aws.amazon.com.evil.example/', false],
      ['https://a.example/console.aws.amazon.com', false],
      ['console.aws.amazon.com', false],
    ],
    (url, isThrough) => {
      const portal = { url: 'https://d-1234567890.awsapps.com/start' };
      const through = `${portal.url}/#/console?account_id=123456789012&destination=`;
      expect(inAccount(url, { portal, accountId: '123456789012' })).toBe(
        isThrough ? through + encodeURIComponent(url) : url,
      );
      expect(inAccount(url, { accountId: '123456789012' })).toBe(url);
    },
  ),
);
