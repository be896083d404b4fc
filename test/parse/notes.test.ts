import { describe, expect, it } from 'vitest';
import { receive } from '../../src/parse/envelope.ts';
import type { Note } from '../../src/parse/parse.ts';
import { sampleNamed } from '../helpers/changed-alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { parseNow } from '../helpers/parsed.ts';

function noteOf(event: unknown): Note {
  const [notification = { content: undefined }] = receive(event).notifications;
  const parsed = parseNow(notification);
  if (parsed.kind !== 'note') throw new Error(`It is told as ${parsed.kind}`);
  return parsed.note;
}

const told = (kind: string, detail: unknown) =>
  noteOf({ 'detail-type': kind, source: 'aws.x', region: 'eu-west-1', detail });

/** Enough for any kind that is known. */
const ALL_KEYS = {
  title: 'a title',
  alarmName: 'CPU',
  configRuleName: 'rule',
  eventType: 'X_STARTED',
  eventName: 'X_STARTED',
  'project-name': 'shop',
  pipeline: 'shop',
  'stack-id': 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1',
  object: { key: 'a.pdf' },
  findings: [{ Title: 'a title' }],
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:bills',
  'instance-id': 'i-0123456789abcdef0',
  eventTypeCode: 'AWS_EC2_X',
  service: 'EC2',
};

describe('a known form says what happened to what', () => {
  it(
    'in a line',
    everyRow(
      [
        [
          'eventbridge-guardduty',
          'warning',
          'i-0123456789abcdef0 is performing SSH brute force attacks.',
        ],
        [
          'eventbridge-security-hub',
          'critical',
          'S3.8 S3 general purpose buckets should block public access: shop-invoices',
        ],
        [
          'eventbridge-health',
          'warning',
          'EC2 AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED: i-0123456789abcdef0',
        ],
        ['eventbridge-codepipeline', 'critical', 'CodePipeline shop Deploy ToProduction FAILED'],
        ['sns-approval', 'warning', 'Approval needed: shop Deploy_Approval'],
        ['eventbridge-codebuild', 'critical', 'CodeBuild shop FAILED'],
        ['sns-codecommit', 'info', 'ReferenceChanges of shop'],
        ['sns-cloudformation', 'critical', 'shop UPDATE_ROLLBACK_IN_PROGRESS'],
        [
          'eventbridge-ecs-task',
          'critical',
          'ECS service:shop STOPPED: Essential container in task exited',
        ],
        ['eventbridge-ecs-service', 'critical', 'ECS service shop SERVICE_TASK_PLACEMENT_FAILURE'],
        ['sns-rds', 'warning', 'orders-1: Multi-AZ instance failover completed'],
        ['sns-elasticache', 'warning', 'ElastiCache:FailoverComplete on sessions-001'],
        ['sns-scaling-failed', 'critical', 'checkout-fleet: instance launch error'],
        ['sns-autoscaling', 'info', 'checkout-fleet: test notification'],
        [
          'sns-s3',
          'info',
          'ObjectCreated:Put: invoices 2026/11/Rechnung Müller & Co.pdf (104.9 MB)',
        ],
        ['sns-ses', 'critical', 'Bounce (Permanent): nobody@example.org'],
        ['sns-complaint', 'critical', 'Complaint (abuse): somebody@example.org'],
        ['sns-budget', 'critical', 'Budget Monthly: ACTUAL $85.12 of $100.00'],
        ['sns-cost-anomaly', 'warning', 'Cost anomaly of 1,001 USD: Amazon Elastic Block Store'],
        ['eventbridge-cloudtrail', 'critical', 'DeleteBucket by sam: AccessDenied'],
        ['sns-devops-guru', 'critical', 'DevOps Guru: ApiGateway 5XXError anomalous in stack shop'],
        [
          'eventbridge-config',
          'critical',
          'shop-invoices NON_COMPLIANT: s3-bucket-public-read-prohibited',
        ],
        ['eventbridge-spot', 'warning', 'i-0123456789abcdef0: Spot interruption (terminate)'],
        ['eventbridge-instance', 'warning', 'i-0123456789abcdef0 is stopped'],
        ['eventbridge-configuration', 'info', 'Alarm changed: web-1 CPU above 80 %'],
        ['sns-alertmanager', 'warning', 'FIRING: DiskWillFill (2)'],
        ['sns-amazon-q', 'info', 'Order export is 3 hours behind'],
        ['sns-slack', 'critical', 'Deploy failed'],
        [
          'sqs-lambda-failure',
          'critical',
          'nightly-report RetriesExhausted: Sandbox.Timedout: 2026-11-22T08:00:05.120Z 1 Task timed out after 30.03 seconds',
        ],
      ],
      (name, severity, title) => {
        expect(noteOf(sampleNamed(`${name}-text`).event)).toMatchObject({ title, severity });
      },
    ),
  );

  it(
    'with its reason',
    everyRow(
      [
        [
          'eventbridge-codebuild',
          'BUILD: COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1',
        ],
        [
          'eventbridge-ecs-task',
          'shop exit code 137: OutOfMemoryError: Container killed due to memory usage',
        ],
        ['sns-cloudformation', 'The following resource(s) failed to update: [Service].'],
        [
          'sns-ses',
          'smtp; 550 5.1.1 <nobody@example.org>: Recipient address rejected: User unknown',
        ],
        [
          'sns-alertmanager',
          'Disk of server01 is full in 4 hours <https://runbooks.example.com/disk|Runbook>\nDisk of server02 is full in 4 hours',
        ],
        ['sns-slack', '<https://ci.example.com/42|CodePipeline execution FAILED>\nPipeline: shop'],
        [
          'eventbridge-health',
          'EC2 has detected degradation of the hardware of your instance.\nStop and start it before the date of its retirement.',
        ],
      ],
      (name, text) => {
        expect(noteOf(sampleNamed(`${name}-text`).event).text).toBe(text);
      },
    ),
  );

  it('an alarm that was changed shows the changed keys only', () => {
    const { facts } = noteOf(sampleNamed('eventbridge-configuration-text').event);
    expect(facts.map(({ name }) => name)).toEqual(['Threshold', 'Account', 'Region', 'Time']);
    expect(facts[0]?.value).toBe('80 → 85');
  });
});

describe('other forms of the same kinds', () => {
  it(
    'are told, too',
    everyRow(
      [
        [
          'RDS DB Instance Event',
          {
            SourceIdentifier: 'orders-1',
            Message: 'DB instance restarted',
            SourceType: 'DB_INSTANCE',
          },
          'orders-1: DB instance restarted',
        ],
        [
          'CodePipeline Pipeline Execution State Change',
          { pipeline: 'shop', state: 'SUCCEEDED' },
          'CodePipeline shop SUCCEEDED',
        ],
        [
          'CodeCommit Pull Request State Change',
          { event: 'pullRequestCreated', repositoryNames: ['shop'], title: 'Fix totals' },
          'pullRequestCreated of shop: Fix totals',
        ],
        [
          'Object Deleted',
          { bucket: { name: 'invoices' }, object: { key: 'a+b.pdf', size: 900 } },
          'Object Deleted: invoices a+b.pdf (900 B)',
        ],
        [
          'EC2 Instance Launch Unsuccessful',
          { AutoScalingGroupName: 'fleet', StatusMessage: 'No capacity' },
          'fleet: EC2 Instance Launch Unsuccessful',
        ],
        [
          'EC2 Instance Rebalance Recommendation',
          { 'instance-id': 'i-0123456789abcdef0' },
          'i-0123456789abcdef0: Spot rebalance recommended',
        ],
        [
          'AWS Console Sign In via CloudTrail',
          { eventName: 'ConsoleLogin', userIdentity: { type: 'Root' } },
          'ConsoleLogin by root',
        ],
        [
          'ECS Deployment State Change',
          { eventName: 'SERVICE_DEPLOYMENT_FAILED', reason: 'tasks failed to start' },
          'ECS service SERVICE_DEPLOYMENT_FAILED',
        ],
        [
          'DevOps Guru New Insight Open',
          { insightSeverity: 'low', insightDescription: 'Latency is high' },
          'DevOps Guru: Latency is high',
        ],
        [
          'CloudFormation Stack Status Change',
          {
            'stack-id': 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1',
            'status-details': { status: 'CREATE_FAILED' },
          },
          'shop CREATE_FAILED',
        ],
      ],
      (kind, detail, title) => {
        expect(told(kind, detail).title).toBe(title);
      },
    ),
  );

  it('blocks of Slack are shown as their text', () => {
    const content = {
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Backup failed' } },
        { type: 'section', text: { type: 'mrkdwn', text: '*3* of 5 volumes' } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'job:end:prod' }] },
      ],
    };
    expect(noteOf(content)).toMatchObject({
      title: 'Backup failed',
      text: '3 of 5 volumes\njob:end:prod',
    });
  });

  it('alerts that are resolved are good', () => {
    const content = {
      status: 'resolved',
      alerts: [{ status: 'resolved', labels: { alertname: 'Disk', instance: 'a' } }],
    };
    expect(noteOf(content)).toMatchObject({
      title: 'RESOLVED: Disk (1)',
      text: 'Disk a',
      severity: 'good',
    });
  });

  it('anything else says what happened to what where the usual names tell it', () => {
    const rows: readonly (readonly [unknown, string, string | undefined, string | undefined])[] = [
      [
        { jobName: 'nightly', state: 'FAILED', message: 'out of memory' },
        'Glue Job nightly FAILED',
        'out of memory',
        'critical',
      ],
      [
        { title: 'CVE-2026-1234', severity: 'CRITICAL', description: 'A flaw.' },
        'CVE-2026-1234',
        'A flaw.',
        'critical',
      ],
      [
        { resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders-1', status: 'COMPLETED' },
        'Glue Job orders-1 COMPLETED',
        undefined,
        'good',
      ],
    ];
    for (const [detail, title, text, severity] of rows) {
      const note = told('Glue Job State Change', detail);
      expect([note.title, note.text, note.severity]).toEqual([title, text, severity]);
      expect(note.facts).toContainEqual({ name: 'Event type', value: 'Glue Job State Change' });
    }
    const deployment = {
      applicationName: 'shop',
      status: 'FAILED',
      errorInformation: '{"ErrorCode":"HEALTH","ErrorMessage":"too many failed"}',
    };
    expect(noteOf(deployment)).toMatchObject({
      title: 'shop FAILED',
      text: 'HEALTH: too many failed',
      severity: 'critical',
    });
  });

  it('anything else keeps the generic order under its own name', () => {
    const { title, facts, severity } = told('Something Else', { id: '1', reason: 'because' });
    expect([title, severity, facts[0]]).toEqual([
      'Something Else',
      undefined,
      { name: 'Reason', value: 'because' },
    ]);
  });

  it(
    'are of a kind that a name holds at its beginning, not in its midst',
    everyRow(
      [
        ...[
          'AWS Health Event',
          'Config Rules Compliance Change',
          'DMS Replication Task State Change',
        ],
        ...['Object Created', 'CodeBuild Build State Change', 'CodePipeline Stage State Change'],
        ...['CodeCommit Repository State Change', 'CloudFormation Stack Status Change'],
        ...['GuardDuty Finding', 'Security Hub Findings - Imported', 'ECS Task State Change'],
        ...['ECS Service Action', 'EC2 Instance State-change Notification', 'ECR Image Scan'],
        ...['Step Functions Execution Status Change', 'Batch Job State Change'],
        ...['CloudWatch Alarm Configuration Change'],
      ],
      (kind) => {
        expect(told(`My ${kind}`, ALL_KEYS).facts).toContainEqual({
          name: 'Event type',
          value: `My ${kind}`,
        });
        expect(told(kind, ALL_KEYS).facts).not.toContainEqual({ name: 'Event type', value: kind });
      },
    ),
  );

  it(
    'are of a kind that is a whole name',
    everyRow(
      [
        ...['ECS Task State Change', 'ECS Service Action', 'ECS Deployment State Change'],
        ...['Step Functions Execution Status Change', 'Batch Job State Change', 'ECR Image Scan'],
        ...['CloudWatch Alarm Configuration Change', 'AWS API Call via CloudTrail'],
      ],
      (kind) => {
        expect(told(`${kind}s`, ALL_KEYS).facts).toContainEqual({
          name: 'Event type',
          value: `${kind}s`,
        });
      },
    ),
  );

  it('have the first 200 characters of a name at most', () => {
    const { title } = noteOf({ 'detail-type': 'k'.repeat(300), detail: { id: 1 } });
    expect(title).toBe('k'.repeat(200));
  });

  it(
    'that hold nothing of what they should are shown all the same',
    everyRow(
      [
        'GuardDuty Finding',
        'Security Hub Findings - Imported',
        'AWS Health Event',
        'CodeBuild Build State Change',
        'CodePipeline Pipeline Execution State Change',
        'ECS Task State Change',
        'ECS Service Action',
        'AWS API Call via CloudTrail',
        'Config Rules Compliance Change',
        'EC2 Instance State-change Notification',
        'CloudWatch Alarm Configuration Change',
        'Object Created',
      ],
      (kind) => {
        for (const detail of [{}, { a: null }, { findings: [{}], instance: [1] }]) {
          const note = told(kind, detail);
          expect(JSON.stringify(note)).not.toMatch(/undefined|NaN|null/);
          expect(note.title).toBeTruthy();
        }
      },
    ),
  );
});

it('work that ends says which, how and why', () => {
  const machine = 'arn:aws:states:eu-west-1:123456789012:stateMachine:nightly';
  const rows: readonly [Note, string, string | undefined][] = [
    [
      told('Step Functions Execution Status Change', {
        stateMachineArn: machine,
        status: 'FAILED',
        error: 'E',
        cause: 'c',
      }),
      'nightly FAILED',
      'E: c',
    ],
    [
      told('Batch Job State Change', {
        jobName: 'etl',
        status: 'FAILED',
        statusReason: 'exited',
        container: { exitCode: 137, reason: 'OOM' },
      }),
      'Batch job etl FAILED (exit code 137)',
      'exited\nOOM',
    ],
    [
      noteOf({
        applicationName: 'shop',
        deploymentGroupName: 'prod',
        deploymentId: 'd-1',
        status: 'FAILED',
        errorInformation: '{"ErrorCode":"C","ErrorMessage":"m"}',
      }),
      'CodeDeploy shop prod FAILED',
      'C: m',
    ],
  ];
  for (const [note, title, text] of rows)
    expect(note).toMatchObject({ title, text, severity: 'critical' });
});

it('a scan of an image is as bad as what it found', () => {
  const scan = (counts: object) =>
    told('ECR Image Scan', {
      'repository-name': 'shop',
      'image-tags': ['1'],
      'scan-status': 'COMPLETE',
      'finding-severity-counts': counts,
    });
  expect(scan({ CRITICAL: 2, LOW: 7 })).toMatchObject({
    title: 'ECR scan of shop 1: 2 critical, 7 low',
    severity: 'critical',
  });
  expect(scan({ LOW: 7 }).severity).toBe('warning');
  expect(scan({})).toMatchObject({ title: 'ECR scan of shop 1: COMPLETE', severity: 'good' });
});

it('Elastic Beanstalk says which environment, in the colour of its health', () => {
  const health = (to: string) =>
    noteOf({
      Records: [
        {
          EventSource: 'aws:sns',
          Sns: {
            Message: `Timestamp: now\nMessage: Environment health has transitioned from Ok to ${to}.\n\nEnvironment: shop-prod\nApplication: shop`,
          },
        },
      ],
    });
  expect(health('Severe')).toMatchObject({
    title: 'shop-prod: Environment health has transitioned from Ok to Severe.',
    severity: 'critical',
  });
  expect(health('Ok').severity).toBe('good');
});
