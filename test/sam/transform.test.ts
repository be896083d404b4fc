import { beforeAll, describe, expect, test } from 'vitest';
import { at, isObject, type Json, type JsonObject, listAt, objectAt } from '../helpers/template.ts';
import { installPythonTools, transformTemplate } from './run.ts';

const WEBHOOK = 'https://hooks.slack.com/services/T00000000/B00000000/none';

const DEPLOYS = {
  'one-instance': { SlackWebhookUrl: WEBHOOK, InstanceIds: 'i-0123456789abcdef0' },
  everything: {
    SlackWebhookParameter: '/aws/reference/secretsmanager/cloudwatch-to-slack/webhook',
    WebhookKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-5678-9abc-000000000001',
    TopicKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-5678-9abc-000000000002',
    PermissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
    InstanceIds: 'i-0123456789abcdef0,i-0fedcba9876543210',
    FleetTag: 'team=web',
    EveryAlarm: 'on',
    OpsEmail: 'ops@example.com',
    Monitoring: 'detailed',
    OrganizationId: 'o-a1b2c3d4e5',
    AlsoFrom: 'events.amazonaws.com,budgets.amazonaws.com',
    ReservedConcurrency: '5',
  },
  'topic-alone': { SlackWebhookUrl: WEBHOOK, RemindHours: '0', Chart: 'off' },
  'fleet-alone': {
    SlackWebhookUrl: WEBHOOK,
    FleetTag: '*',
    NotifyMissingData: 'off',
    Chart: 'off',
  },
} as const;

const transformed = new Map<string, JsonObject>();

beforeAll(async () => {
  const bin = await installPythonTools('sam');
  for (const [name, parameters] of Object.entries(DEPLOYS)) {
    transformed.set(name, await transformTemplate(bin, parameters));
  }
});

function resourcesOf(deploy: keyof typeof DEPLOYS): JsonObject {
  return objectAt(transformed.get(deploy) ?? {}, 'Resources');
}

/** Without the metadata, which is for the tools that build and check. */
function withoutMetadata(resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).map(([name, resource]) => {
      const { Metadata: _, ...rest } = objectAt(resource);
      return [name, rest];
    }),
  );
}

// Rights, policies and queues as they are deployed: a change shows in review as a change of these files.
test.each(['one-instance', 'everything', 'topic-alone', 'fleet-alone'] as const)(
  'what is deployed for "%s" is what was reviewed',
  async (deploy) => {
    const text = JSON.stringify(withoutMetadata(resourcesOf(deploy)), null, 2);
    await expect(`${text}\n`).toMatchFileSnapshot(`snapshots/${deploy}.json`);
  },
);

describe('CloudFormation gets', () => {
  test('one alarm for each instance id, each for its own instance', () => {
    const alarms = Object.entries(resourcesOf('everything')).filter(([name]) =>
      name.startsWith('CpuAlarm'),
    );
    expect(alarms.map(([, alarm]) => at(alarm, 'Properties', 'Dimensions'))).toEqual([
      [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
      [{ Name: 'InstanceId', Value: 'i-0fedcba9876543210' }],
    ]);
  });

  test('no alarm for "none", for that one stands under a condition that does not hold', () => {
    expect(at(resourcesOf('fleet-alone'), 'CpuAlarmnone', 'Condition')).toBe('WatchesInstances');
  });

  test('a permission for SNS that holds for the topic alone', () => {
    const permissions = Object.values(resourcesOf('everything')).filter(
      (resource) => isObject(resource) && resource['Type'] === 'AWS::Lambda::Permission',
    );
    expect(permissions).toHaveLength(3);
    for (const permission of permissions) expect(permission).toHaveProperty('Properties.SourceArn');
  });

  test('no managed policy and no right that the template does not spell out', () => {
    for (const deploy of ['one-instance', 'everything', 'fleet-alone'] as const) {
      const roles = Object.values(resourcesOf(deploy)).filter(
        (resource) => isObject(resource) && resource['Type'] === 'AWS::IAM::Role',
      );
      expect(roles.length).toBeGreaterThan(0);
      for (const role of roles) expect(role).not.toHaveProperty('Properties.ManagedPolicyArns');
    }
  });

  test.each([
    [
      'everything',
      `SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) WHERE tag."team" = 'web' GROUP BY InstanceId ORDER BY AVG() DESC`,
    ],
    [
      'fleet-alone',
      'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId ORDER BY AVG() DESC',
    ],
  ] as const)('the query of the fleet of "%s"', (deploy, query) => {
    const metrics = listAt(resourcesOf(deploy), 'FleetAlarm', 'Properties', 'Metrics');
    expect(metrics.map((metric: Json) => at(metric, 'Expression'))).toEqual([query]);
  });
});
