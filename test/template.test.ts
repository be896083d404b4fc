import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadAwsAccess } from '../src/aws/call.ts';
import { loadConfig } from '../src/config.ts';
import { UnansweredError } from '../src/http/fetch.ts';
import { createDeliver } from '../src/slack/deliver.ts';
import { everyRow } from './helpers/every-row.ts';
import {
  at,
  decide,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  readTemplate,
  textAt,
} from './helpers/template.ts';

afterEach(() => void vi.restoreAllMocks());

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const template = readTemplate();
const spoke = readTemplate('spoke.yaml');
const parameters = objectAt(template, 'Parameters');
const resources = objectAt(template, 'Resources');
const outputs = objectAt(template, 'Outputs');
const notifier = objectAt(resources, 'Notifier', 'Properties');
const timeout = numberAt(notifier, 'Timeout');
const cpuAlarm = objectAt(resources, 'Fn::ForEach::CpuAlarms', 2, 'CpuAlarm&{InstanceId}');

const undeliveredArn = { 'Fn::GetAtt': ['UndeliveredQueue', 'Arn'] };

function ofType(type: string): [string, JsonObject][] {
  return Object.entries(resources).flatMap(([name, resource]) =>
    isObject(resource) && resource['Type'] === type ? [[name, resource]] : [],
  );
}

/** Settings that are read where they are needed, after the start. */
const READ_ELSEWHERE = [
  'NODE_OPTIONS',
  'EVENTBRIDGE_EXCLUDES',
  'HEARTBEAT_ALARM',
  'NOTIFY_MISSING_DATA',
  'IGNORE',
  'ACCOUNT_NAMES',
  'REMIND_HOURS',
  'TOPIC_ARN',
  'STACK_NAME',
  'SPOKE_ROLE',
  'UNDELIVERED_QUEUE_URL',
  'PARKED_QUEUE_URL',
];

/** Every object in `value`, itself among them. */
function* objectsIn(value: Json): Generator<JsonObject> {
  if (isObject(value)) yield value;
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  }
}

function byText(one: Json, other: Json): number {
  return JSON.stringify(one).localeCompare(JSON.stringify(other));
}

function statements(): JsonObject[] {
  return [...objectsIn(resources)].filter(({ Effect }) => Effect !== undefined);
}

/** CloudFormation's patterns are Java's; these use what both know alike. */
function patternOf(parameter: string): RegExp {
  return new RegExp(textAt(parameters, parameter, 'AllowedPattern'));
}

describe('time', () => {
  test.each([
    ['no connection, and has tried three times by then', false, 3],
    ['no answer, and has sent it once', true, 1],
  ])(
    'a delivery gives up within the time-out of the function where there is %s',
    async (_what, isSent, tries) => {
      let spent = 0;
      let attempts = 0;
      let limit = 0;
      vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
        limit = ms;
        return new AbortController().signal;
      });
      const deliver = createDeliver({
        webhookUrl: 'https://hooks.slack.com/services/T00000000/B00000000/none',
        log: () => {},
        random: () => 0.999,
        sleep: async (ms) => {
          spent += ms;
        },
        fetch: async () => {
          attempts += 1;
          spent += isSent ? limit : Math.min(limit, 5_000);
          throw isSent
            ? new UnansweredError('x')
            : Object.assign(new Error('x'), { code: 'ETIMEDOUT' });
        },
      });
      const body = { text: 'x', unfurl_links: false, unfurl_media: false } as const;
      const timeLeft = () => timeout * 1000 - spent;
      await expect(deliver([{ name: 'text', body }], timeLeft)).rejects.toThrow();
      expect(attempts >= tries && (attempts === 1) === isSent).toBe(true);
      expect(spent).toBeLessThan(timeout * 1000);
    },
  );

  const visibility = numberAt(resources, 'UndeliveredQueue', 'Properties', 'VisibilityTimeout');
  const receives = numberAt(
    resources,
    ...['UndeliveredQueue', 'Properties', 'RedrivePolicy', 'maxReceiveCount'],
  );

  test('a batch is hidden for at least six runs of the function and the window that gathers it', () => {
    const window = numberAt(
      notifier,
      ...['Events', 'Undelivered', 'Properties', 'MaximumBatchingWindowInSeconds'],
    );
    expect(visibility).toBeGreaterThanOrEqual(6 * timeout + window);
  });

  test('an undelivered message is tried every few minutes for about a day, then parked', () => {
    expect(visibility).toBeLessThanOrEqual(10 * MINUTE);
    expect(visibility * receives).toBeGreaterThanOrEqual(DAY - HOUR);
    expect(visibility * receives).toBeLessThanOrEqual(DAY + HOUR);
    expect(
      at(resources, 'UndeliveredQueue', 'Properties', 'RedrivePolicy', 'deadLetterTargetArn'),
    ).toEqual({
      'Fn::GetAtt': ['ParkedQueue', 'Arn'],
    });
  });

  test.each(['UndeliveredQueue', 'ParkedQueue'])(
    '%s keeps messages as long as SQS can, 14 days',
    (queue) => {
      expect(numberAt(resources, queue, 'Properties', 'MessageRetentionPeriod')).toBe(14 * DAY);
    },
  );

  test('what EventBridge cannot hand over is tried as long as EventBridge can, a day', () => {
    const policy = objectAt(resources, 'AlarmEvents', 'Properties', 'Targets', 0, 'RetryPolicy');
    expect(policy).toEqual({ MaximumEventAgeInSeconds: DAY, MaximumRetryAttempts: 185 });
  });
});

describe('nothing is lost on the way', () => {
  test(
    'what cannot be delivered goes to the undelivered queue',
    everyRow(
      [
        [
          'SNS cannot hand over',
          [
            notifier,
            'Events',
            'AlarmNotification',
            'Properties',
            'RedrivePolicy',
            'deadLetterTargetArn',
          ],
        ],
        [
          'EventBridge cannot hand over',
          [resources, 'AlarmEvents', 'Properties', 'Targets', 0, 'DeadLetterConfig', 'Arn'],
        ],
        ['the function failed three times', [notifier, 'DeadLetterQueue', 'TargetArn']],
      ] as const,
      (_, [from, ...path]) => {
        expect(at(from, ...path)).toEqual(undeliveredArn);
      },
    ),
  );

  test('the function reads that queue and answers record by record', () => {
    expect(at(notifier, 'Events', 'Undelivered')).toMatchObject({
      Type: 'SQS',
      Properties: { Queue: undeliveredArn, FunctionResponseTypes: ['ReportBatchItemFailures'] },
    });
  });

  test.each([
    ['sns.amazonaws.com', { Ref: 'AlarmTopic' }],
    ['events.amazonaws.com', { 'Fn::GetAtt': ['AlarmEvents', 'Arn'] }],
  ])('%s may write there, for our topic and rule alone', (Service, source) => {
    expect(statements()).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service },
        Action: 'sqs:SendMessage',
        Resource: undeliveredArn,
        Condition: { ArnEquals: { 'aws:SourceArn': source } },
      }),
    );
  });

  test.each(ofType('AWS::SQS::Queue'))(
    '%s is encrypted by SQS, whose key needs no policy, and outlives an update',
    (_, queue) => {
      expect(queue).toMatchObject({
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Retain',
        Properties: { SqsManagedSseEnabled: true },
      });
      expect(queue).not.toHaveProperty('Properties.KmsMasterKeyId');
    },
  );

  test.each(ofType('AWS::SQS::Queue'))(
    '%s is closed to everybody who comes without TLS',
    (name) => {
      expect(statements()).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: { 'Fn::GetAtt': [name, 'Arn'] },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    },
  );

  test.each(ofType('AWS::SNS::Topic'))(
    '%s is encrypted with a key of yours alone: CloudWatch may not use that of AWS',
    (_, topic) => {
      expect(topic).toMatchObject({
        Properties: {
          KmsMasterKeyId: {
            'Fn::If': ['HasTopicKey', { Ref: 'TopicKeyArn' }, { Ref: 'AWS::NoValue' }],
          },
        },
      });
    },
  );
});

describe('rights', () => {
  const mayPublish = (topic: string) =>
    statements().filter(({ Resource }) => JSON.stringify(Resource) === `{"Ref":"${topic}"}`);
  const ownAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

  test.each(['AlarmTopic', 'OpsTopic'])(
    'alarms of this account may publish to %s, whatever their names',
    (topic) => {
      expect(mayPublish(topic)[0]).toMatchObject({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: ownAccount,
      });
    },
  );

  test.each(['AlarmTopic', 'OpsTopic'])('nobody may publish to %s without TLS', (topic) => {
    expect(mayPublish(topic)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  test('alarms of the organization and services that were named may publish to the topic, no one else', () => {
    const allowed = mayPublish('AlarmTopic').filter(({ Effect }) => Effect === 'Allow');
    const resources = { 'Fn::Sub': expect.stringMatching(/:\*:\*:\$\{AWS::AccountId\}:\*$/) };
    expect(allowed.slice(1)).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceOrgID': { Ref: 'OrganizationId' } } },
      },
      { Principal: { Service: { Ref: 'AlsoFrom' } }, Condition: ownAccount },
      {
        Principal: { Service: { Ref: 'AlsoFrom' } },
        Condition: { ArnLike: { 'aws:SourceArn': resources } },
      },
    ]);
    expect(mayPublish('OpsTopic').filter(({ Effect }) => Effect === 'Allow')).toHaveLength(1);
  });

  test.each([
    ['IsHub', 'AlarmsOfTheOrganization'],
    ['TakesOthers', 'OtherServicesByAccount'],
    ['TakesOthers', 'OtherServicesByResource'],
  ])('where it is %s alone, the policy says %s', (condition, Sid) => {
    const policy = listAt(
      resources,
      ...['AlarmTopicPolicy', 'Properties', 'PolicyDocument', 'Statement'],
    );
    expect(policy).toContainEqual({
      'Fn::If': [condition, expect.objectContaining({ Sid }), { Ref: 'AWS::NoValue' }],
    });
  });

  const granted = [...objectsIn(at(resources, 'NotifierRole', 'Properties', 'Policies'))].filter(
    ({ Effect }) => Effect !== undefined,
  );

  test('the function may do nothing by a wildcard', () => {
    for (const { Action } of granted) expect(JSON.stringify(Action)).not.toContain('*');
  });

  test('it may touch everything only where the API knows no resource, and only to read', () => {
    const unbounded = granted
      .filter(({ Resource }) => Resource === '*')
      .flatMap(({ Action }) => Action);
    const region = { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } };
    const unlessHub = { 'Fn::If': ['IsHub', { Ref: 'AWS::NoValue' }, region] };
    const conditions = granted.filter(({ Resource }) => Resource === '*');
    expect(conditions.map(({ Condition }) => Condition)).toEqual([
      unlessHub,
      region,
      region,
      region,
    ]);
    expect([...new Set(unbounded)].toSorted()).toEqual([
      'cloudtrail:LookupEvents',
      'cloudwatch:DescribeAlarmContributors',
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetAlarmMuteRule',
      'cloudwatch:GetMetricData',
      'cloudwatch:GetMetricStatistics',
      'cloudwatch:ListAlarmMuteRules',
      'ec2:DescribeTags',
      'ssm:GetCommandInvocation',
    ]);
  });

  test('with the chart and the culprit off it may read no metric and no tag, and without reminders as well no alarm either', () => {
    const policies = listAt(resources, 'NotifierRole', 'Properties', 'Policies');
    const readers = (actions: RegExp) =>
      policies
        .filter((policy) => actions.test(JSON.stringify(policy)))
        .map((policy) => at(policy, 'Fn::If', 0));
    expect(readers(/cloudwatch:GetMetric|ec2:Describe/)).toEqual([
      'DrawsChart',
      'AsksCulprit',
      'Reports',
    ]);
    expect(readers(/cloudwatch:/)).toEqual(['DrawsChart', 'AsksCulprit', 'IsScheduled', 'Reports']);
  });

  test('of logs it may read its own alone, for what reached it', () => {
    const readers = granted.filter(({ Action }) => JSON.stringify(Action).includes('logs:Filter'));
    expect(readers).toEqual([
      {
        Effect: 'Allow',
        Action: 'logs:FilterLogEvents',
        Resource: { 'Fn::GetAtt': ['NotifierLog', 'Arn'] },
      },
    ]);
  });

  test('it may send one document, which takes no parameters, to instances of this account and region', () => {
    const here = ['Partition', 'Region', 'AccountId'].map((name) => `\${AWS::${name}}`);
    const [partition, region, account] = here;
    const instances = `arn:${partition}:ec2:${region}:${account}:instance/*`;
    const sent = granted.filter(({ Action }) => JSON.stringify(Action).includes('ssm:SendCommand'));
    expect(sent.map(({ Resource }) => Resource)).toEqual([
      { 'Fn::Sub': `arn:${partition}:ssm:${region}:${account}:document/\${CulpritDocument}` },
      { 'Fn::Sub': instances },
    ]);
    const content = objectAt(resources, 'CulpritDocument', 'Properties', 'Content');
    expect(Object.keys(content).toSorted()).toEqual(['description', 'mainSteps', 'schemaVersion']);
    const policies = listAt(resources, 'NotifierRole', 'Properties', 'Policies');
    const tagged =
      policies.find((one) => JSON.stringify(one).includes('AsksTaggedInstances')) ?? {};
    const text = textAt(tagged, 'Fn::If', 1, 'PolicyDocument', 'Fn::Sub', 0);
    expect(JSON.parse(text).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'ssm:SendCommand',
        Resource: instances,
        Condition: { StringEquals: { ['ssm:resourceTag/$' + '{Key}']: '$' + '{Value}' } },
      },
    ]);
  });

  test('it may put aside what must not be tried again', () => {
    expect(granted).toContainEqual({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': ['ParkedQueue', 'Arn'] },
    });
  });

  test.each(ofType('AWS::IAM::Role'))('%s stays within the boundary that was given', (_, role) => {
    expect(at(role, 'Properties', 'PermissionsBoundary')).toEqual({
      'Fn::If': ['HasBoundary', { Ref: 'PermissionsBoundaryArn' }, { Ref: 'AWS::NoValue' }],
    });
  });

  test('a key of yours may be used to read the webhook, and for nothing else', () => {
    const [decrypt] = granted.filter(({ Action }) => Action === 'kms:Decrypt');
    expect(decrypt).toMatchObject({
      Resource: { Ref: 'WebhookKeyArn' },
      Condition: { StringEquals: { 'kms:ViaService': [{}, {}] } },
    });
  });

  test('EventBridge may call the function for our rule alone', () => {
    expect(at(resources, 'AlarmEventsPermission', 'Properties')).toMatchObject({
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['AlarmEvents', 'Arn'] },
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });
});

describe('the webhook', () => {
  test('is never shown by CloudFormation, and goes to the function alone', () => {
    expect(at(parameters, 'SlackWebhookUrl', 'NoEcho')).toBe(true);
    expect(JSON.stringify([resources, outputs]).split('"SlackWebhookUrl"}')).toHaveLength(2);
    expect(at(notifier, 'Environment', 'Variables')).toMatchObject({
      SLACK_WEBHOOK_URL: { 'Fn::If': ['ReadsWebhook', '', { Ref: 'SlackWebhookUrl' }] },
      SLACK_WEBHOOK_PARAMETER: { Ref: 'SlackWebhookParameter' },
    });
  });

  test(
    'is given as a URL or as the name of a parameter, and never in the clear',
    everyRow(
      [
        ['neither', 'none', '', false],
        ['the URL', 'https://hooks.slack.com/services/T0/B0/x', '', true],
        ['the parameter', 'none', '/team/webhook', true],
        ['both', 'https://hooks.slack.com/services/T0/B0/x', '/team/webhook', false],
      ],
      (_, SlackWebhookUrl, SlackWebhookParameter, isAccepted) => {
        const rule = at(template, 'Rules', 'OneWebhook', 'Assertions', 0, 'Assert');
        expect(decide(rule, { SlackWebhookUrl, SlackWebhookParameter })).toBe(isAccepted);
      },
    ),
  );

  test('may be read from its parameter alone, and only where that is given', () => {
    const policies = listAt(resources, 'NotifierRole', 'Properties', 'Policies');
    const reading = policies.filter((policy) => /ssm:GetParameter/.test(JSON.stringify(policy)));
    const resource = expect.stringMatching(
      /:ssm:.*AccountId}:parameter\$\{SlackWebhookParameter}$/,
    );
    const granted = { Action: 'ssm:GetParameter', Resource: { 'Fn::Sub': resource } };
    const policy = { PolicyDocument: { Statement: [granted] } };
    expect(reading).toMatchObject([
      { 'Fn::If': ['ReadsWebhook', policy, { Ref: 'AWS::NoValue' }] },
    ]);
    const parameter = { SlackWebhookParameter: '/team/webhook' };
    expect(decide(at(template, 'Conditions', 'ReadsWebhook'), parameter)).toBe(true);
    expect(decide(at(template, 'Conditions', 'ReadsWebhook'), { SlackWebhookParameter: '' })).toBe(
      false,
    );
  });

  test.each(['/webhook', '/cloudwatch-to-slack/web.hook_1'])(
    'the function takes "%s" for its parameter, as CloudFormation does',
    (parameter) => {
      expect(parameter).toMatch(patternOf('SlackWebhookParameter'));
      const config = loadConfig({ SLACK_WEBHOOK_PARAMETER: parameter });
      expect(config.webhookUrl).toEqual({ parameter });
    },
  );

  const path = '/services/T00000000/B00000000/none';
  test(
    'that is right is admitted, and the function takes it too',
    everyRow(
      [
        `https://hooks.slack.com${path}`,
        `https://hooks.slack-gov.com${path}`,
        `http://127.0.0.1:3000${path}`,
        `http://localhost${path}`,
        `http://host.docker.internal:3000${path}`,
      ],
      (url) => {
        expect(url).toMatch(patternOf('SlackWebhookUrl'));
        expect(loadConfig({ SLACK_WEBHOOK_URL: url }).webhookUrl).toBe(url);
      },
    ),
  );

  test(
    'that is wrong is refused before anything is created',
    everyRow(
      [
        `http://hooks.slack.com${path}`,
        `https://hooks.slack.com.example.com${path}`,
        `https://example.com${path}`,
        `https://hooks.slack.com:8443${path}`,
        `https://user:password@hooks.slack.com${path}`,
        `https://hooks.slack.com@example.com${path}`,
        'https://hooks.slack.com/workflows/T00000000/A00000000/1/none',
        'https://hooks.slack.com/services/',
        `https://hooks.slack.com${path}?to=elsewhere`,
        ` https://hooks.slack.com${path}`,
        `http://127.0.0.1.example.com${path}`,
        `http://10.0.0.1${path}`,
        '',
      ],
      (url) => {
        expect(url).not.toMatch(patternOf('SlackWebhookUrl'));
      },
    ),
  );
});

describe('parameters', () => {
  const names = Object.keys(parameters);
  const form = objectAt(template, 'Metadata', 'AWS::CloudFormation::Interface');

  test('stand in the form of the console once each, with a label', () => {
    const grouped = listAt(form, 'ParameterGroups').flatMap((group) => at(group, 'Parameters'));
    expect(grouped.toSorted()).toEqual(names.toSorted());
    expect(Object.keys(objectAt(form, 'ParameterLabels'))).toEqual(grouped);
  });

  test(
    'are explained, and say what they want when they are refused',
    everyRow(names, (name) => {
      const parameter = objectAt(parameters, name);
      expect(textAt(parameter, 'Description').length).toBeGreaterThan(20);
      const isChecked = 'AllowedPattern' in parameter || 'MinValue' in parameter;
      expect('ConstraintDescription' in parameter).toBe(isChecked);
    }),
  );

  test(
    'have defaults that may be given',
    everyRow(
      names.filter(
        (name) =>
          'AllowedPattern' in objectAt(parameters, name) && 'Default' in objectAt(parameters, name),
      ),
      (name) => {
        expect(textAt(parameters, name, 'Default')).toMatch(patternOf(name));
      },
    ),
  );

  test(
    'admit what is right and refuse what is wrong',
    everyRow(
      [
        [
          'InstanceIds',
          ['i-0123456789abcdef0', 'i-01234567', 'none'],
          ['', 'web-1', 'i-0123456789ABCDEF0', ' i-01234567', 'i-012345678'],
        ],
        [
          'FleetTag',
          ['', '*', 'team=web', 'Env=prod eu/1', 'aws:autoscaling:groupName=web', 'Größe=groß'],
          ['team', '=web', 'team=', "team=o'neill", 'team=web=1', '**', 'a"b=c', "a'b=c"],
        ],
        [
          'InstanceTag',
          ['', 'team=web', 'aws:autoscaling:groupName=web', 'Größe=groß'],
          ['*', 'team', '=web', 'team=', 'team=*', 'team=web=1', 'a"b=c', 'a\\b=c', 'a=$b'],
        ],
        [
          'MentionOnAlarm',
          ['', '@here', '@channel', 'S0123456789', 'U0123456789', 'W0123456789'],
          ['here', '@everyone', '<!here>', 'C0123456789'],
        ],
        [
          'TimeZone',
          ['UTC', 'Asia/Seoul', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9'],
          ['', '+09:00', 'Asia Seoul'],
        ],
        [
          'SlackWebhookParameter',
          ['', '/webhook', '/a/b'],
          [
            'webhook',
            '/',
            '/a/',
            '/a b',
            '/a/*',
            'arn:aws:ssm:eu-central-1:111122223333:parameter/a',
          ],
        ],
        ['SlackWebhookUrl', ['none'], ['None', 'none ']],
        [
          'AccountNames',
          ['', '111122223333=Production', '111122223333=Production EU,444455556666=Staging'],
          ['Production', '1111=Production', '111122223333=', '111122223333=a,', '111122223333=a=b'],
        ],
        [
          'WebhookKeyArn',
          ['', 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-4e5f-5678-9abc-000000000001'],
          ['alias/mine', 'arn:aws:kms:eu-central-1:111122223333:alias/mine', '*'],
        ],
        [
          'PermissionsBoundaryArn',
          [
            '',
            'arn:aws:iam::111122223333:policy/boundary',
            'arn:aws-cn:iam::aws:policy/PowerUserAccess',
          ],
          ['boundary', 'arn:aws:iam::111122223333:role/boundary'],
        ],
        ['OrganizationId', ['', 'o-a1b2c3d4e5'], ['a1b2c3d4e5', 'o-A1B2C3D4E5', 'o-*', 'r-a1b2']],
        [
          'AlsoFrom',
          ['', 'events.amazonaws.com', 'events.rds.amazonaws.com'],
          ['*', 'events', 'events.example.com', 'amazonaws.com', ' events.amazonaws.com'],
        ],
        [
          'Ignore',
          ['', 'TargetTracking-*', 'awseb-*,TargetTracking-*'],
          ['a\nb', 'x'.repeat(1001)],
        ],
        [
          'ConsoleStart',
          ['', 'https://d-1234567890.awsapps.com/start', 'https://shop.awsapps.com/start/#/'],
          [
            'http://shop.awsapps.com/start',
            'shop.awsapps.com',
            'https://shop',
            'https://a.com/?b=c',
          ],
        ],
        [
          'ConsoleRole',
          ['', 'ReadOnlyAccess', 'ops+read@eu'],
          ['Read Only', 'x'.repeat(33), 'a/b'],
        ],
        ['OpsEmail', ['', 'ops@example.com'], ['ops', 'ops@example', 'a b@example.com']],
      ],
      (name, admitted, refused) => {
        for (const value of admitted) expect(value).toMatch(patternOf(name));
        for (const value of refused) expect(value).not.toMatch(patternOf(name));
      },
    ),
  );

  test(
    'for MentionOnAlarm are taken by the function as by CloudFormation',
    everyRow(['', '@here', '@channel', 'S0123456789', 'U0123456789', 'W0123456789'], (value) => {
      const SLACK_WEBHOOK_URL = 'http://localhost/services/T/B/x';
      expect(() => loadConfig({ SLACK_WEBHOOK_URL, MENTION_ON_ALARM: value })).not.toThrow();
    }),
  );

  test('the function gets every setting that it reads, and no other', () => {
    const read = new Set<string>();
    const environment = new Proxy<Record<string, string>>(
      { SLACK_WEBHOOK_URL: 'http://localhost/services/T/B/x' },
      {
        get: (target, name) => {
          read.add(String(name));
          return target[String(name)];
        },
      },
    );
    loadConfig(environment);
    loadAwsAccess(environment);
    const given = objectAt(notifier, 'Environment', 'Variables');
    // Lambda itself sets those of AWS.
    const settings = [...read, ...READ_ELSEWHERE].filter((name) => !name.startsWith('AWS_'));
    expect(Object.keys(given).toSorted()).toEqual([...new Set(settings)].toSorted());
  });
});

describe('who is told', () => {
  test('a CPU alarm tells the topic of every change of state', () => {
    expect(cpuAlarm).toMatchObject({
      Properties: {
        AlarmActions: [{ Ref: 'AlarmTopic' }],
        OKActions: [{ Ref: 'AlarmTopic' }],
        InsufficientDataActions: {
          'Fn::If': ['TellsMissingData', [{ Ref: 'AlarmTopic' }], { Ref: 'AWS::NoValue' }],
        },
      },
    });
  });

  test.each(['FleetAlarm', 'FleetStatusAlarm'])(
    '%s is told of through EventBridge alone',
    (name) => {
      const alarm = objectAt(resources, name, 'Properties');
      expect(Object.keys(alarm).filter((key) => key.endsWith('Actions'))).toEqual([]);
      const rule = at(
        resources,
        'AlarmEvents',
        'Properties',
        'EventPattern',
        'detail',
        'alarmName',
      );
      const told = listAt(rule, 'Fn::If', 2).map((item) => JSON.stringify(item));
      expect(told).toContain(JSON.stringify(at(alarm, 'AlarmName')));
    },
  );

  test('a failed status check is told, and what is missing by the CPU alarm alone', () => {
    const alarm = objectAt(resources, 'Fn::ForEach::StatusAlarms', 2, 'StatusAlarm&{InstanceId}');
    expect(alarm).toMatchObject({
      Condition: 'ChecksInstances',
      Properties: {
        MetricName: 'StatusCheckFailed',
        AlarmActions: [{ Ref: 'AlarmTopic' }],
        OKActions: [{ Ref: 'AlarmTopic' }],
      },
    });
    expect(alarm).not.toHaveProperty('Properties.InsufficientDataActions');
  });

  const watchers = ofType('AWS::CloudWatch::Alarm').filter(([name]) => !name.startsWith('Fleet'));

  test('nothing has to be watched: the topic alone, or every alarm, is a use too', () => {
    expect(Object.keys(objectAt(template, 'Rules'))).toEqual(['OneWebhook', 'NoneStandsAlone']);
    expect(JSON.stringify(at(outputs, 'TryCommand', 'Value'))).toContain('aws sns publish');
  });

  test('six alarms watch the watcher, which leaves four of the ten free ones', () => {
    expect(watchers).toHaveLength(6);
  });

  test(
    'every watcher of the function itself tells by mail alone',
    everyRow(
      watchers.filter(([name]) => name !== 'HeartbeatAlarm'),
      (_, { Condition, Properties }) => {
        expect(Condition).toBe('HasOpsEmail');
        expect(objectAt(Properties ?? {})).toMatchObject({
          AlarmActions: [{ Ref: 'OpsTopic' }],
          AlarmName: { 'Fn::Sub': expect.stringMatching(/^\$\{AWS::StackName\}-ops-/) },
        });
      },
    ),
  );

  const metricsOf = (name: string) =>
    [...objectsIn(at(resources, name))].flatMap(({ MetricName }) => MetricName ?? []);

  test(
    'a watcher notices what it is there for',
    everyRow(
      [
        ['OpsParkedAlarm', 'what was given up', ['ApproximateNumberOfMessagesVisible']],
        [
          'OpsUndeliveredAlarm',
          'what waits, whether it is tried or lies there',
          ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'],
        ],
        ['OpsAgeAlarm', 'a function that is throttled', ['AsyncEventAge']],
        [
          'OpsLostAlarm',
          'what function, topic and rule could not even put into the queue',
          [
            'DeadLetterErrors',
            'NumberOfNotificationsFailedToRedriveToDlq',
            'InvocationsFailedToBeSentToDlq',
          ],
        ],
        ['OpsSilentAlarm', 'that nothing comes at all', ['NumberOfNotificationsDelivered']],
      ],
      (name, _, metrics) => {
        expect(metricsOf(name)).toEqual(metrics);
      },
    ),
  );

  test('every hour the heartbeat goes from CloudWatch to the topic, by a role that may do that alone', () => {
    const schedule = objectAt(resources, 'Heartbeat', 'Properties');
    expect(textAt(schedule, 'ScheduleExpression')).toBe('rate(1 hour)');
    expect(JSON.parse(textAt(schedule, 'Target', 'Input', 'Fn::Sub'))).toEqual({
      AlarmName: expect.stringMatching(/^\$\{HeartbeatAlarm\}$/),
      StateValue: 'ALARM',
      StateReason: 'Heartbeat',
    });
    const heartbeat = objectAt(resources, 'HeartbeatAlarm', 'Properties');
    expect(at(heartbeat, 'AlarmActions')).toEqual([{ Ref: 'AlarmTopic' }]);
    expect(at(heartbeat, 'AlarmName')).toEqual(
      at(notifier, 'Environment', 'Variables', 'HEARTBEAT_ALARM'),
    );
    const policies = at(resources, 'HeartbeatRole', 'Properties', 'Policies');
    expect([...objectsIn(policies)].filter(({ Action }) => Action)).toEqual([
      {
        Effect: 'Allow',
        Action: 'cloudwatch:SetAlarmState',
        Resource: { 'Fn::GetAtt': ['HeartbeatAlarm', 'Arn'] },
      },
    ]);
  });

  test('a mail says so when nothing came for three hours, missing data included', () => {
    expect(at(resources, 'OpsSilentAlarm', 'Properties')).toMatchObject({
      Period: HOUR,
      EvaluationPeriods: 3,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  test('EventBridge leaves those out by their very names, and the function by the same', () => {
    const names = watchers.map(([, alarm]) => at(alarm, 'Properties', 'AlarmName'));
    const rule = at(resources, 'AlarmEvents', 'Properties', 'EventPattern', 'detail', 'alarmName');
    const left = listAt(rule, 'Fn::If', 1, 0, 'anything-but');
    expect(left.toSorted(byText)).toEqual(names.toSorted(byText));
    expect(at(notifier, 'Environment', 'Variables', 'EVENTBRIDGE_EXCLUDES')).toEqual({
      'Fn::Join': [',', left],
    });
  });

  test('with EveryAlarm the function knows that it need not tell what comes through the topic', () => {
    expect(at(notifier, 'Environment', 'Variables', 'EVENTBRIDGE_COVERS')).toEqual({
      'Fn::If': [
        'TellsEveryAlarm',
        { 'Fn::Sub': expect.stringMatching(/^\$\{AWS::AccountId\}\/\$\{AWS::Region\}$/) },
        '',
      ],
    });
  });
});

describe('the hub of an organization', () => {
  const hub = ['HubBus', 'HubBusPolicy', 'HubEvents', 'HubEventsPermission'];

  test(
    'is there with OrganizationId alone',
    everyRow(hub, (name) => {
      expect(at(resources, name, 'Condition')).toBe('IsHub');
      expect(decide(at(template, 'Conditions', 'IsHub'), { OrganizationId: '' })).toBe(false);
    }),
  );

  test('its bus takes alarms, and from the organization alone', () => {
    expect(at(resources, 'HubBusPolicy', 'Properties', 'Statement')).toMatchObject({
      Action: 'events:PutEvents',
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
        'ForAllValues:StringEquals': { 'events:source': ['aws.cloudwatch'] },
      },
    });
  });

  test('what comes there is handed over as durably as what comes from the own account', () => {
    const targets = (rule: string) => at(resources, rule, 'Properties', 'Targets');
    expect(targets('HubEvents')).toEqual(targets('AlarmEvents'));
    expect(statements()).toContainEqual(
      expect.objectContaining({
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['HubEvents', 'Arn'] } } },
      }),
    );
  });

  test('the function may take the role of a spoke, in the organization alone', () => {
    const [assume] = statements().filter(
      ({ Action, Resource }) => Action === 'sts:AssumeRole' && Resource !== undefined,
    );
    expect(assume).toMatchObject({
      Resource: { 'Fn::Sub': expect.stringMatching(/:iam::\*:role\/cloudwatch-to-slack-read$/) },
      Condition: { StringEquals: { 'aws:ResourceOrgID': { Ref: 'OrganizationId' } } },
    });
    const role = objectAt(spoke, 'Resources', 'ReadRole', 'Properties');
    expect(textAt(role, 'RoleName')).toBe('cloudwatch-to-slack-read');
  });
});

describe('a spoke', () => {
  test('is one that a service-managed StackSet takes: no macro', () => {
    expect(spoke).not.toHaveProperty('Transform');
  });

  test('forwards every alarm and contributor to the hub, tried for a day', () => {
    const forward = objectAt(spoke, 'Resources', 'Forward', 'Properties');
    expect(at(forward, 'EventPattern')).toEqual({
      source: ['aws.cloudwatch'],
      'detail-type': at(resources, ...['HubEvents', 'Properties', 'EventPattern', 'detail-type']),
    });
    expect(at(forward, 'Targets')).toMatchObject([
      { Arn: { Ref: 'HubBusArn' }, RetryPolicy: { MaximumEventAgeInSeconds: DAY } },
    ]);
  });

  test('forwards nothing where the hub listens itself', () => {
    expect(at(spoke, 'Resources', 'Forward', 'Condition')).toBe('IsElsewhere');
    expect(at(spoke, 'Conditions', 'IsElsewhere')).toMatchObject({
      'Fn::Not': [{ 'Fn::And': [{ 'Fn::Equals': {} }, { 'Fn::Equals': {} }] }],
    });
  });

  test("lets the hub's role in, no other of its account, and lets it read alone", () => {
    const role = objectAt(spoke, 'Resources', 'ReadRole', 'Properties');
    expect(at(role, 'AssumeRolePolicyDocument', 'Statement', 0, 'Condition')).toEqual({
      ArnEquals: { 'aws:PrincipalArn': { Ref: 'HubRoleArn' } },
      StringEquals: { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
    });
    const actions = listAt(role, 'Policies', 0, 'PolicyDocument', 'Statement', 0, 'Action');
    for (const action of actions) expect(action).toMatch(/:(Describe|Get)/);
  });

  test(
    'is explained parameter by parameter, and says what it wants when it is refused',
    everyRow(Object.keys(objectAt(spoke, 'Parameters')), (name) => {
      const parameter = objectAt(spoke, 'Parameters', name);
      expect(textAt(parameter, 'Description').length).toBeGreaterThan(20);
      expect(parameter).toHaveProperty('ConstraintDescription');
    }),
  );
});

describe('once an hour', () => {
  const schedule = objectAt(resources, 'HourlyWatch', 'Properties');

  test('the function is asked what lasts, at the time of the schedule and not of the run', () => {
    expect(textAt(schedule, 'ScheduleExpression')).toBe('rate(1 hour)');
    expect(at(schedule, 'Target', 'Arn')).toEqual({ 'Fn::GetAtt': ['Notifier', 'Arn'] });
    expect(JSON.parse(textAt(schedule, 'Target', 'Input'))).toEqual({
      watch: 'hourly',
      scheduledTime: '<aws.scheduler.scheduled-time>',
    });
  });

  test('what cannot be handed over is given up before the next hour, into the queue', () => {
    expect(numberAt(schedule, 'Target', 'RetryPolicy', 'MaximumEventAgeInSeconds')).toBeLessThan(
      HOUR,
    );
    expect(at(schedule, 'Target', 'DeadLetterConfig', 'Arn')).toEqual(undeliveredArn);
  });

  test.each([
    ['0', 'on', true],
    ['4', 'on', true],
    ['4', 'off', true],
    ['0', 'off', false],
  ])('with RemindHours %s and Chart %s there is a schedule: %s', (RemindHours, Chart, isThere) => {
    expect(at(resources, 'HourlyWatch', 'Condition')).toBe('LooksHourly');
    expect(at(resources, 'HourlyWatchRole', 'Condition')).toBe('IsScheduled');
    expect(decide(at(template, 'Conditions', 'LooksHourly'), { RemindHours, Chart })).toBe(isThere);
  });

  test.each([
    ['on', true],
    ['off', false],
  ])(
    'with WeeklyReport %s there is one on Monday morning, in the time zone of the messages: %s',
    (WeeklyReport, isThere) => {
      const weekly = objectAt(resources, 'WeeklyWatch', 'Properties');
      expect(at(resources, 'WeeklyWatch', 'Condition')).toBe('Reports');
      expect(decide(at(template, 'Conditions', 'Reports'), { WeeklyReport })).toBe(isThere);
      expect(textAt(weekly, 'ScheduleExpression')).toBe('cron(0 8 ? * MON *)');
      expect(at(weekly, 'ScheduleExpressionTimezone')).toEqual({ Ref: 'TimeZone' });
      expect(JSON.parse(textAt(weekly, 'Target', 'Input'))).toEqual({
        watch: 'weekly',
        scheduledTime: '<aws.scheduler.scheduled-time>',
      });
    },
  );

  test('a schedule of this account alone may call the function, and do nothing else', () => {
    const role = objectAt(resources, 'HourlyWatchRole', 'Properties');
    expect(at(role, 'AssumeRolePolicyDocument', 'Statement', 0)).toMatchObject({
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    const allowed = [...objectsIn(at(role, 'Policies'))].flatMap(({ Action }) => Action ?? []);
    expect(allowed).toEqual(['lambda:InvokeFunction', 'sqs:SendMessage']);
  });
});

test('AWS does not end the loop of function and queue, which ends by itself', () => {
  expect(at(notifier, 'RecursiveLoop')).toBe('Allow');
});

test('the log is kept for as long as was chosen, and the function writes there', () => {
  expect(at(resources, 'NotifierLog', 'Properties', 'RetentionInDays')).toEqual({
    Ref: 'LogRetentionDays',
  });
  expect(at(notifier, 'LoggingConfig')).toEqual({
    LogFormat: 'JSON',
    LogGroup: { Ref: 'NotifierLog' },
  });
});

test('concurrency is reserved only on demand: a new account has none to reserve', () => {
  expect(at(parameters, 'ReservedConcurrency', 'Default')).toBe(0);
  expect(at(notifier, 'ReservedConcurrentExecutions')).toEqual({
    'Fn::If': ['ReservesConcurrency', { Ref: 'ReservedConcurrency' }, { Ref: 'AWS::NoValue' }],
  });
});
