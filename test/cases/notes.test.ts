import { gzipSync } from 'node:zlib';
import { describe, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { type Case, eventOf, expectTold } from '../helpers/cases.ts';
import { everyRow } from '../helpers/every-row.ts';
import { published } from '../helpers/told.ts';

/** What other services and tools publish, each kind by several of its forms. */

type Row = readonly [what: string, one: Case];

function row(
  what: string,
  event: unknown,
  push: readonly string[],
  says: readonly string[] = [],
  never: readonly string[] = [],
): Row {
  return [what, { event, push, says, never }];
}

const bucket = (key: string, more: JsonObject = {}) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-central-1',
  eventTime: '2026-11-23T02:14:00.000Z',
  eventName: 'ObjectCreated:Put',
  s3: { bucket: { name: 'papers' }, object: { key, size: 104_857_600 } },
  ...more,
});

describe('what is built and deployed', () => {
  const rows: readonly Row[] = [
    row(
      'a push to a repository',
      published({
        Records: [
          {
            eventSource: 'aws:codecommit',
            eventName: 'ReferenceChanges',
            eventSourceARN: 'arn:aws:codecommit:eu-central-1:222233334444:till',
            codecommit: {
              references: [{ commit: 'fedcba9876543210fedc', ref: 'refs/heads/main' }],
            },
            userIdentityARN: 'arn:aws:iam::222233334444:user/kim',
          },
        ],
      }),
      ['🔵 ReferenceChanges of till', 'refs/heads/main fedcba987654'],
      ['*By*: kim'],
      ['Records Codecommit References Commit'],
    ),
    row(
      'a build, with the phase that failed among those that did not',
      eventOf('CodeBuild Build State Change', {
        'build-status': 'FAILED',
        'project-name': 'till',
        'additional-information': {
          logs: { 'deep-link': 'https://console.aws.amazon.com/logs#till' },
          phases: [
            { 'phase-type': 'SUBMITTED', 'phase-status': 'SUCCEEDED' },
            { 'phase-type': 'INSTALL', 'phase-status': 'SUCCEEDED' },
            { 'phase-type': 'PRE_BUILD', 'phase-status': 'SUCCEEDED' },
            {
              'phase-type': 'BUILD',
              'phase-status': 'FAILED',
              'phase-context': ['COMMAND_EXECUTION_ERROR: npm run check. Reason: exit status 2'],
            },
          ],
        },
      }),
      [
        '🔴 CodeBuild till FAILED',
        'BUILD: COMMAND_EXECUTION_ERROR: npm run check. Reason: exit status 2',
      ],
      ['<https://console.aws.amazon.com/logs#till|Logs>'],
    ),
    row(
      'one phase of a build',
      eventOf('CodeBuild Build Phase Change', {
        'completed-phase': 'PRE_BUILD',
        'completed-phase-status': 'TIMED_OUT',
        'project-name': 'till',
      }),
      ['🔴 CodeBuild till PRE_BUILD TIMED_OUT'],
    ),
    row(
      'an approval',
      published({
        region: 'eu-central-1',
        consoleLink: 'https://console.aws.amazon.com/codepipeline/home#/view/till',
        approval: {
          pipelineName: 'till',
          stageName: 'Live',
          actionName: 'Look',
          token: '1a',
          expires: '2026-11-30T21:36Z',
          externalEntityLink: 'https://staging.example.net',
          approvalReviewLink: 'https://console.aws.amazon.com/codepipeline/home#/view/till/Live/1a',
          customData: 'Try a refund first',
        },
      }),
      ['🟠 Approval needed: till Look', 'Try a refund first'],
      [
        '|Review>',
        '<https://staging.example.net|What is reviewed>',
        '|Pipeline>',
        '*Expires*: <!date^1796074560^',
      ],
    ),
    row(
      'a pipeline as CodeStar tells of it',
      {
        account: '222233334444',
        detailType: 'CodePipeline Pipeline Execution State Change',
        region: 'eu-central-1',
        source: 'aws.codepipeline',
        time: '2026-11-23T02:14:00Z',
        detail: { pipeline: 'till', 'execution-id': '1a', state: 'FAILED', version: 3 },
        resources: [],
        additionalAttributes: {
          failedActions: [{ action: 'Deploy', additionalInformation: 'Deployment d-1A failed' }],
        },
      },
      ['🔴 CodePipeline till FAILED', 'Deploy: Deployment d-1A failed'],
    ),
    row(
      'a stack that rolls back',
      published(
        "StackId='arn:aws:cloudformation:eu-central-1:222233334444:stack/till/1a'\nTimestamp='2026-11-23T02:14:38.306Z'\nEventId='1a'\nLogicalResourceId='till'\nNamespace='222233334444'\nResourceProperties='null'\nResourceStatus='UPDATE_ROLLBACK_IN_PROGRESS'\nResourceStatusReason='The following resource(s) failed to update: [Tasks].'\nResourceType='AWS::CloudFormation::Stack'\nStackName='till'\n",
        'AWS CloudFormation Notification',
      ),
      [
        '🔴 till UPDATE_ROLLBACK_IN_PROGRESS',
        'The following resource(s) failed to update: [Tasks].',
      ],
      ['*Type*: AWS::CloudFormation::Stack', '|Stack>'],
    ),
    row(
      'a deployment, its error in JSON within',
      published({
        applicationName: 'till',
        deploymentId: 'd-1A',
        deploymentGroupName: 'live',
        status: 'FAILED',
        errorInformation:
          '{"ErrorCode":"HEALTH_CONSTRAINTS","ErrorMessage":"Too few instances are healthy"}',
      }),
      ['🔴 CodeDeploy till live FAILED', 'HEALTH_CONSTRAINTS: Too few instances are healthy'],
    ),
  ];
  it('says what happened to what', everyRow(rows, expectTold));
});

describe('what runs', () => {
  const rows: readonly Row[] = [
    row(
      'a task, its reason before its network',
      eventOf('ECS Task State Change', {
        attachments: [
          {
            id: '1a',
            type: 'eni',
            status: 'DELETED',
            details: [{ name: 'subnetId', value: 'subnet-1a' }],
          },
        ],
        group: 'service:till',
        lastStatus: 'STOPPED',
        stoppedReason: 'Essential container in task exited',
        stopCode: 'EssentialContainerExited',
        clusterArn: 'arn:aws:ecs:eu-central-1:222233334444:cluster/live',
        taskDefinitionArn: 'arn:aws:ecs:eu-central-1:222233334444:task-definition/till:7',
        containers: [
          {
            name: 'till',
            exitCode: 137,
            reason: 'OutOfMemoryError: Container killed due to memory usage',
          },
        ],
      }),
      [
        '🔴 ECS service:till STOPPED: Essential container in task exited',
        'till exit code 137: OutOfMemoryError: Container killed due to memory usage',
      ],
      ['*Stop code*: EssentialContainerExited', '*Task definition*: till:7', 'and '],
    ),
    row(
      'a machine of a cluster, which has no form of its own',
      eventOf('ECS Container Instance State Change', {
        agentConnected: false,
        ec2InstanceId: 'i-0abcdef1234567890',
        status: 'DRAINING',
      }),
      ['🔵 ECS Container Instance i-0abcdef1234567890 DRAINING', 'Agent connected: false'],
    ),
    row(
      'the failure of another function',
      {
        version: '1.0',
        timestamp: '2026-11-23T02:14:05.120Z',
        requestContext: {
          requestId: '1a',
          functionArn: 'arn:aws:lambda:eu-central-1:222233334444:function:monthly-bill:$LATEST',
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { month: '2026-10' },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        responsePayload: {
          errorMessage: 'Task timed out after 30.03 seconds',
          errorType: 'Sandbox.Timedout',
        },
      },
      ['🔴 monthly-bill RetriesExhausted: Sandbox.Timedout: Task timed out after 30.03 seconds'],
      ['*Tries*: 3', 'Month*: 2026-10'],
    ),
    row(
      'the same through EventBridge',
      eventOf('Lambda Function Invocation Result - Failure', {
        requestContext: {
          functionArn: 'arn:aws:lambda:eu-central-1:222233334444:function:monthly-bill',
          condition: 'EventAgeExceeded',
          approximateInvokeCount: 2,
        },
        responsePayload: null,
      }),
      ['🔴 monthly-bill EventAgeExceeded'],
      ['*Tries*: 2'],
    ),
    row(
      'an execution, its cause in JSON within',
      eventOf('Step Functions Execution Status Change', {
        stateMachineArn: 'arn:aws:states:eu-central-1:222233334444:stateMachine:bills',
        name: '1a',
        status: 'FAILED',
        error: 'States.TaskFailed',
        cause: '{"errorMessage":"no paper","errorType":"PrinterError"}',
      }),
      ['🔴 bills FAILED', 'States.TaskFailed: PrinterError: no paper'],
    ),
    row(
      'an execution whose cause is a task of ECS, as Step Functions gives it',
      eventOf('Step Functions Execution Status Change', {
        stateMachineArn: 'arn:aws:states:eu-central-1:222233334444:stateMachine:bills',
        status: 'FAILED',
        error: 'States.TaskFailed',
        cause:
          '{"Attachments":[{"Id":"1a","Type":"eni"}],"Containers":[{"Name":"print","ExitCode":1}],"StoppedReason":"Essential container in task exited"}',
      }),
      ['🔴 bills FAILED', 'States.TaskFailed: Essential container in task exited'],
      ['Cause Containers Name*: print'],
    ),
    row(
      'an execution whose cause was cut off',
      eventOf('Step Functions Execution Status Change', {
        stateMachineArn: 'arn:aws:states:eu-central-1:222233334444:stateMachine:bills',
        status: 'FAILED',
        error: 'States.TaskFailed',
        cause: '{"errorMessage":"no paper","errorType":"PrinterError","trace":["at print (/var/ta',
      }),
      ['🔴 bills FAILED', 'States.TaskFailed: PrinterError: no paper'],
    ),
    row(
      'a snapshot that failed',
      eventOf('EBS Snapshot Notification', {
        event: 'createSnapshot',
        result: 'failed',
        snapshot_id: 'arn:aws:ec2::eu-central-1:snapshot/snap-0abcdef1234567890',
      }),
      ['🔴 EBS Snapshot snap-0abcdef1234567890 failed', 'Event: createSnapshot'],
    ),
    row(
      'a certificate, which has a name but no state',
      eventOf('ACM Certificate Approaching Expiration', {
        DaysToExpiry: 31,
        CommonName: 'till.example.net',
      }),
      ['🟠 ACM Certificate Approaching Expiration: till.example.net', 'Days to expiry: 31'],
    ),
    row(
      'a job whose keys are written in capitals',
      eventOf('SageMaker Training Job State Change', {
        TrainingJobName: 'rank-42',
        TrainingJobStatus: 'Failed',
        SecondaryStatus: 'Failed',
        FailureReason: 'AlgorithmError: exit code 1',
      }),
      ['🔴 SageMaker Training Job rank-42 Failed', 'AlgorithmError: exit code 1'],
    ),
    row(
      'a canary whose keys have dashes, its state in its name already',
      eventOf('Synthetics Canary TestRun Failure', {
        'canary-name': 'checkout',
        'test-run-status': 'FAILED',
        message: 'Test run result is generated successfully',
      }),
      ['🔴 Synthetics Canary TestRun Failure: checkout'],
      ['*Test run status*: FAILED'],
    ),
    row(
      'a crawler, the names of which nobody can list',
      eventOf('Glue Crawler State Change', {
        crawlerName: 'bills',
        state: 'Failed',
        errorMessage: 'Internal Service Exception',
      }),
      ['🔴 Glue Crawler bills Failed', 'Internal Service Exception'],
    ),
    row(
      'a state of something without a name',
      eventOf('Maintenance Window Execution State-change Notification', {
        'window-id': 'mw-0abcdef1234567890',
        status: 'TIMED_OUT',
      }),
      ['🔴 Maintenance Window TIMED_OUT', 'Window id: mw-0abcdef1234567890'],
    ),
    row(
      'a state that is a sentence, which is none',
      eventOf('Elastic Beanstalk resource status change', {
        Status: 'Environment health changed',
        ApplicationName: 'till',
        Message: 'Environment health has transitioned from Ok to Severe.',
        Severity: 'WARN',
      }),
      [
        '🟠 Elastic Beanstalk resource status change: till',
        'Environment health has transitioned from Ok to Severe.',
      ],
      ['*Status*: Environment health changed'],
    ),
    row(
      'a replication, by its event',
      eventOf(
        'DMS Replication Task State Change',
        {
          eventType: 'REPLICATION_TASK_FAILED',
          category: 'Failure',
          detailMessage: 'Last Error: stream component failed',
        },
        ['arn:aws:dms:eu-central-1:222233334444:task:BILLS'],
      ),
      ['🔴 DMS BILLS REPLICATION_TASK_FAILED', 'Last Error: stream component failed'],
    ),
    row(
      'an event of one’s own',
      eventOf('OrderRejected', {
        orderId: 'A-78',
        reason: 'fraud',
        amount: { value: 120.5, currency: 'EUR' },
      }),
      ['🟠 OrderRejected', 'fraud, Amount Value: 120.5'],
      ['*Order id*: A-78'],
    ),
    row(
      'an event whose detail has keys of the envelope',
      eventOf(
        'Widget Broke',
        {
          name: 'w-1',
          state: 'FAILED',
          time: 'noon',
          region: 'north',
          resources: [{ id: 'gear' }],
        },
        ['arn:aws:widget:eu-central-1:222233334444:w/1'],
      ),
      ['🔴 Widget Broke w-1 FAILED'],
      ['noon', 'north', 'gear', 'eu-central-1', 'arn:aws:widget'],
    ),
  ];
  it('says what happened to what, and why', everyRow(rows, expectTold));
});

describe('data and mail', () => {
  const database = (more: JsonObject) =>
    published({ 'Event Time': '2026-11-23 02:13:45.106', ...more }, 'RDS Notification Message');
  const mail = {
    source: 'till@example.net',
    destination: ['who@example.com'],
    commonHeaders: { subject: 'Your bill' },
  };
  const rows: readonly Row[] = [
    row(
      'a failover that is over',
      database({
        'Event Source': 'db-instance',
        'Identifier Link':
          'https://console.aws.amazon.com/rds/home?region=eu-central-1#dbinstance:id=bills-1',
        'Source ID': 'bills-1',
        'Event ID':
          'http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0049',
        'Event Message': 'Multi-AZ instance failover completed',
      }),
      ['🟠 bills-1: Multi-AZ instance failover completed'],
      ['|Resource>', '#RDS-EVENT-0049|What it means>'],
    ),
    row(
      'the same through EventBridge, in other words',
      eventOf('RDS DB Instance Event', {
        SourceType: 'DB_INSTANCE',
        Message: 'A Multi-AZ failover has completed.',
        SourceIdentifier: 'bills-1',
      }),
      ['🟠 bills-1: A Multi-AZ failover has completed.'],
    ),
    row(
      'a warehouse, which spells its name in another way',
      database({
        'Event Source': 'cluster',
        Resource: 'dwh-2',
        Severity: 'ERROR',
        'Event Message': 'Cluster dwh-2 has failed health checks and is being rebooted.',
      }),
      ['🔴 dwh-2: Cluster dwh-2 has failed health checks and is being rebooted.'],
      ['*Severity*: ERROR'],
    ),
    row(
      'a replication, too',
      database({
        'Event Source': 'replication-task',
        SourceId: 'bills-copy',
        'Event Message': 'Replication task has failed.',
      }),
      ['🔴 bills-copy: Replication task has failed.'],
    ),
    row(
      'a cache',
      published({ 'ElastiCache:FailoverComplete': 'carts-002' }),
      ['🟠 ElastiCache:FailoverComplete on carts-002'],
      [],
      ['Elasti cache', 'Failover complete'],
    ),
    row(
      'another event of it',
      published({ 'ElastiCache:CacheNodeReplaceStarted': 'carts-002', Message: '0001' }),
      ['🔵 ElastiCache:CacheNodeReplaceStarted on carts-002'],
      ['0001'],
    ),
    row(
      'an object, its key decoded and its size in words',
      published({ Records: [bucket('2026/Rechnung+M%C3%BCller+%26+Co.pdf')] }),
      ['🔵 ObjectCreated:Put: papers 2026/Rechnung Müller & Co.pdf (104.9 MB)'],
    ),
    row(
      'an object that is gone, with a plus and Korean in its key',
      published({
        Records: [
          bucket('a%2Bb/%ED%95%9C%EA%B8%80.csv', {
            eventName: 'ObjectRemoved:DeleteMarkerCreated',
            s3: { bucket: { name: 'papers' }, object: { key: 'a%2Bb/%ED%95%9C%EA%B8%80.csv' } },
          }),
        ],
      }),
      ['🔵 ObjectRemoved:DeleteMarkerCreated: papers a+b/한글.csv'],
    ),
    row(
      'a letter that came back',
      published({
        notificationType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bouncedRecipients: [
            { emailAddress: 'who@example.com', diagnosticCode: 'smtp; 550 5.1.1 User unknown' },
          ],
        },
        mail,
      }),
      ['🔴 Bounce (Permanent): who@example.com', 'smtp; 550 5.1.1 User unknown'],
      ['*Subject*: Your bill'],
    ),
    row(
      'a letter that waits',
      published({
        eventType: 'DeliveryDelay',
        deliveryDelay: {
          delayType: 'MailboxFull',
          delayedRecipients: [
            { emailAddress: 'who@example.com', diagnosticCode: 'smtp; 452 mailbox full' },
          ],
        },
        mail,
      }),
      ['🟠 DeliveryDelay (MailboxFull): who@example.com', 'smtp; 452 mailbox full'],
    ),
    row(
      'a letter that could not be written',
      published({
        eventType: 'Rendering Failure',
        failure: { errorMessage: "Attribute 'name' is missing." },
        mail,
      }),
      ['🔴 Rendering Failure: who@example.com', "Attribute 'name' is missing."],
    ),
  ];
  it('says what happened to what', everyRow(rows, expectTold));
});

describe('what is found and billed', () => {
  const anomaly = {
    anomalyId: '1a',
    anomalyStartDate: '2026-11-21T00:00:00Z',
    anomalyDetailsLink: 'https://console.aws.amazon.com/cost-management/home#/anomaly/1a',
    dimensionalValue: 'Amazon Elastic Block Store',
    impact: {
      totalImpact: 1001,
      totalActualSpend: 1301,
      totalExpectedSpend: 300,
      totalImpactPercentage: 333.67,
    },
    rootCauses: [
      {
        service: 'Amazon Elastic Block Store',
        usageType: 'EBS:VolumeUsage.gp3',
        linkedAccountName: 'live',
      },
    ],
  };
  const rows: readonly Row[] = [
    row(
      'a finding, with its severity before forty facts',
      eventOf('GuardDuty Finding', {
        ...Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => [`more${index}`, `thing ${index}`]),
        ),
        id: '1a',
        region: 'eu-central-1',
        accountId: '222233334444',
        type: 'Policy:S3/BucketAnonymousAccessGranted',
        severity: 8,
        title: 'Anybody may read the bucket papers.',
        description: 'PutBucketPolicy granted it.',
      }),
      ['🔴 Anybody may read the bucket papers.', 'PutBucketPolicy granted it.'],
      ['*Severity*: 8', 'and 39 more'],
    ),
    row(
      'a finding of another service, whose resource the envelope does not hide',
      eventOf('Inspector2 Finding', {
        title: 'CVE-2026-4321 - openssl',
        description: 'openssl is old.',
        severity: 'HIGH',
        resources: [{ type: 'AWS_EC2_INSTANCE', id: 'i-0abcdef1234567890' }],
      }),
      ['🔴 CVE-2026-4321 - openssl', 'openssl is old.'],
      ['*Severity*: HIGH', 'i-0abcdef1234567890'],
    ),
    row(
      'a change that AWS announces, its lines told once',
      eventOf('AWS Health Event', {
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED',
        eventTypeCategory: 'scheduledChange',
        eventDescription: [
          { language: 'en_US', latestDescription: 'Its hardware is old.\\n\\nIt will be retired.' },
        ],
        affectedEntities: [{ entityValue: 'i-0abcdef1234567890' }],
      }),
      [
        '🟠 EC2 AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED: i-0abcdef1234567890',
        'Its hardware is old.',
      ],
      [],
      ['Latest description'],
    ),
    row(
      'a change of two resources, by their names and in the time of the reader',
      eventOf('AWS Health Event', {
        service: 'RDS',
        eventTypeCode: 'AWS_RDS_MAINTENANCE_SCHEDULED',
        eventTypeCategory: 'scheduledChange',
        startTime: 'Tue, 24 Nov 2026 03:00:00 GMT',
        affectedEntities: [
          { entityValue: 'arn:aws:rds:eu-central-1:222233334444:db:bills-1' },
          { entityValue: 'arn:aws:rds:eu-central-1:222233334444:db:bills-2' },
        ],
      }),
      ['🟠 RDS AWS_RDS_MAINTENANCE_SCHEDULED: bills-1, bills-2'],
      ['*Start*: <!date^1795489200^', 'arn:aws:rds:eu-central-1:222233334444:db:bills-2'],
      ['Tue, 24 Nov'],
    ),
    row(
      'a control that is kept again, which was of high severity',
      eventOf('Security Hub Findings - Imported', {
        findings: [
          {
            Title: 'S3.2 Buckets should block public read access',
            Severity: { Label: 'HIGH' },
            Resources: [{ Id: 'arn:aws:s3:::papers' }],
            Compliance: { Status: 'PASSED' },
            Workflow: { Status: 'RESOLVED' },
          },
        ],
      }),
      ['🟢 S3.2 Buckets should block public read access: papers'],
      ['*Severity*: HIGH', '*Status*: PASSED'],
    ),
    row(
      'a finding that has no title, by its type and its resource',
      eventOf('GuardDuty Finding', {
        type: 'Recon:EC2/PortProbeUnprotectedPort',
        severity: 2,
        resource: { instanceDetails: { instanceId: 'i-0abcdef1234567890' } },
      }),
      ['🔵 GuardDuty Recon:EC2/PortProbeUnprotectedPort: i-0abcdef1234567890'],
    ),
    row(
      'a call, with what it asked for',
      eventOf('AWS API Call via CloudTrail', {
        eventName: 'AuthorizeSecurityGroupIngress',
        userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/admin/kim' },
        userAgent: 'aws-cli',
        recipientAccountId: '222233334444',
        requestParameters: {
          groupId: 'sg-0abc',
          ipPermissions: {
            items: [{ fromPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
          },
        },
      }),
      ['🔵 AuthorizeSecurityGroupIngress by kim'],
      ['*Group id*: sg-0abc', 'From port*: 22', 'Cidr ip*: 0.0.0.0/0'],
    ),
    row(
      'a sign-in that failed',
      eventOf('AWS Console Sign In via CloudTrail', {
        eventName: 'ConsoleLogin',
        userIdentity: { type: 'IAMUser', userName: 'kim' },
        responseElements: { ConsoleLogin: 'Failure' },
        additionalEventData: { MFAUsed: 'No' },
      }),
      ['🔴 ConsoleLogin by kim: Failure'],
      ['*MFA used*: No'],
    ),
    row(
      'a bill that surprises',
      published(anomaly),
      [
        '🟠 Cost anomaly of 1,001 USD: Amazon Elastic Block Store',
        'Spent: 1,301 USD, expected 300 USD (+333.67%)',
      ],
      ['#/anomaly/1a|Anomaly>'],
    ),
    row(
      'a budget, with the lines around its pairs',
      published(
        'AWS Budget Notification November 23, 2026\nAWS Account 222233334444\n\nBudget Name: till\nBudget Type: Cost\nBudgeted Amount: $1,000.00\nAlert Type: FORECASTED\nAlert Threshold: > $800.00\nFORECASTED Amount: $812.34\n\nhttps://console.aws.amazon.com/billing/home#/budgets',
      ),
      ['🟠 Budget till: FORECASTED $812.34 of $1,000.00'],
      ['AWS Account 222233334444', '<https://console.aws.amazon.com/billing/home#/budgets>'],
    ),
  ];
  it('says how bad it is first', everyRow(rows, expectTold));
});

describe('a tool', () => {
  const firing = (instance: string, annotations: JsonObject) => ({
    status: 'firing',
    labels: { alertname: 'DiskFills', instance, severity: 'warning' },
    annotations,
    startsAt: '2026-11-23T02:10:37Z',
    endsAt: '0001-01-01T00:00:00Z',
  });
  const rows: readonly Row[] = [
    row(
      'of alerts has a line each, with its runbook',
      published({
        receiver: 'sns',
        status: 'firing',
        alerts: [
          firing('a:9100', {
            summary: 'Disk of a is full soon',
            runbook_url: 'https://wiki.example.net/disk',
          }),
          firing('b:9100', { summary: 'Disk of b is full soon' }),
        ],
        commonLabels: { alertname: 'DiskFills', severity: 'warning' },
        externalURL: 'https://alerts.example.net',
        version: '4',
      }),
      ['🟠 FIRING: DiskFills (2)', 'Disk of a is full soon'],
      [
        'Disk of a is full soon <https://wiki.example.net/disk|Runbook>\nDisk of b is full soon',
        '|Alertmanager>',
      ],
      ['0001-01-01'],
    ),
    row(
      'of alerts that are over says so once, and one that is over among others says so itself',
      published({
        status: 'firing',
        alerts: [
          firing('a:9100', { summary: 'Disk of a is full soon' }),
          { ...firing('b:9100', { summary: 'Disk of b is full soon' }), status: 'resolved' },
        ],
        commonLabels: { alertname: 'DiskFills', severity: 'warning' },
      }),
      ['🟠 FIRING: DiskFills (2)', 'Disk of a is full soon'],
      ['Disk of a is full soon\nresolved: Disk of b is full soon'],
    ),
    row(
      'of dashboards has its own links, by their names',
      published({
        status: 'resolved',
        orgId: 1,
        alerts: [
          {
            ...firing('a', { summary: 'p99 is above 2 s' }),
            status: 'resolved',
            dashboardURL: 'https://grafana.example.net/d/1',
            silenceURL: 'https://grafana.example.net/silence',
          },
        ],
        externalURL: 'https://grafana.example.net',
      }),
      ['🟢 RESOLVED: DiskFills (1)', 'p99 is above 2 s'],
      [
        '*<https://grafana.example.net/d/1|Dashboard>*',
        '<https://grafana.example.net|Grafana>',
        '|Silence>',
      ],
      ['Alertmanager', 'resolved: p99'],
    ),
    row(
      'that puts its Markdown between percent signs',
      published({
        title: '[Recovered] CPU of a',
        body: '%%%\navg > 90\n%%%',
        alert_type: 'success',
      }),
      ['🟢 [Recovered] CPU of a', 'avg > 90'],
      [],
      ['%%%'],
    ),
    row(
      'that wraps what happened',
      published({
        event: {
          event_type: 'incident.triggered',
          data: { title: 'Nobody can pay', status: 'triggered', urgency: 'high' },
        },
      }),
      ['🔴 Nobody can pay'],
      ['*Event Data Status*: triggered'],
    ),
    row(
      'that wraps a run with its end',
      published({
        action: 'completed',
        workflow_run: { name: 'CI', conclusion: 'failure', head_branch: 'main' },
        repository: { full_name: 'shop/web' },
      }),
      ['🔴 CI failure'],
      ['shop/web', 'main'],
    ),
    row(
      'of one’s own that logs has what it says before the rest',
      published({ level: 'ERROR', service: 'billing', msg: 'could not reach the bank', host: 'a' }),
      ['🔴 subject', 'could not reach the bank'],
      ['*Service*: billing', '*Host*: a'],
    ),
    row(
      'of one’s own, its keys with underscores',
      published({ alarm_name: 'hot', state: 'ALARM', reason: 'cpu 97%', value: 97 }),
      ['🔴 hot ALARM', 'cpu 97%'],
    ),
    row(
      'that writes rich text has a line of it in one line',
      published({
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'Import ' },
                  { type: 'text', text: 'stopped', style: { bold: true } },
                  { type: 'text', text: ' at 02:14' },
                ],
              },
            ],
          },
        ],
      }),
      ['🔵 Import stopped at 02:14'],
    ),
    row(
      'that writes for Amazon Q has its title, its text and its next steps',
      published({
        version: '1.0',
        source: 'custom',
        content: {
          textType: 'client-markdown',
          title: ':warning: Bills are 3 hours behind',
          description: 'The printer stopped at *23:10 UTC*.',
          nextSteps: ['Read <https://wiki.example.net/print|the runbook>', 'Restart `print`'],
        },
      }),
      ['🔵 Bills are 3 hours behind', 'The printer stopped at 23:10 UTC.'],
      ['• Read <https://wiki.example.net/print|the runbook>\n• Restart print'],
    ),
    row(
      'that writes for Slack has what Slack would show',
      published({
        text: ':fire: *Deploy failed*',
        attachments: [
          {
            color: 'danger',
            author_name: 'ci bot',
            title: 'till 42',
            title_link: 'https://ci.example.net/42',
            fields: [{ title: 'Branch', value: 'main' }],
            footer: 'runner 7',
          },
        ],
      }),
      ['🔴 Deploy failed', 'ci bot'],
      ['<https://ci.example.net/42|till 42>', 'Branch: main', 'runner 7'],
    ),
    row(
      'that writes blocks, too, a button with its link',
      published({
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Import stopped' } },
          { type: 'section', fields: [{ type: 'mrkdwn', text: '*Rows:*\n0' }] },
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                text: { type: 'plain_text', text: 'Log' },
                url: 'https://ci.example.net/43',
              },
            ],
          },
        ],
      }),
      ['🔵 Import stopped', 'Rows: 0'],
      ['<https://ci.example.net/43|Log>'],
    ),
    row(
      'that nobody knows has its title and its text, in lines, once',
      published({
        id: 7,
        title: '[Triggered] CPU of a',
        body: 'avg > 90\\nlook at it',
        url: 'https://mon.example.net/7',
      }),
      ['🔴 [Triggered] CPU of a', 'avg > 90'],
      ['avg > 90\nlook at it', '<https://mon.example.net/7>'],
      ['*Body*'],
    ),
    row(
      'that writes HTML has what a browser would show',
      published(
        '<html><head><style>p{color:red}</style></head><body><h1>Disk is full</h1>\n<p>Server <b>db-1</b> has 2&nbsp;GB left &amp; falls. <a href="https://wiki.example.net/disk?a=1&b=2">Runbook</a></p><ul><li>a</li><li>b &lt; c</li></ul></body></html>',
        'Disk is full on db-1',
      ),
      ['Disk is full on db-1', 'Disk is full'],
      [
        'Server db-1 has 2 GB left & falls. Runbook (<https://wiki.example.net/disk?a=1&b=2>)\n• a\n• b < c',
      ],
      ['<p>', 'color:red', '&nbsp;'],
    ),
    row('that writes less-than signs is no HTML', published('a <p and b> c, <p>', 'Sums'), [
      'Sums',
      'a <p and b> c, <p>',
    ]),
    row(
      'that writes a text has its URLs as links',
      published('Monitor is DOWN: till ( https://till.example.net/health?a=1&b=2 ).', 'DOWN: till'),
      ['DOWN: till', 'Monitor is DOWN: till ( https://till.example.net/health?a=1&b=2 ).'],
      ['<https://till.example.net/health?a=1&b=2>'],
    ),
  ];
  it('is shown in its own words', everyRow(rows, expectTold));
});

describe('a known form in Korean', () => {
  const settings = { LANGUAGE: 'ko' };
  const rows: readonly Row[] = [
    [
      'has its title and its labels translated, the service and the text of others not',
      {
        event: published({
          approval: {
            pipelineName: 'till',
            stageName: 'Live',
            actionName: 'Look',
            customData: 'Try a refund',
          },
        }),
        push: ['🟠 승인 필요: till Look', 'Try a refund'],
        says: ['*스테이지*: Live'],
        settings,
      },
    ],
    [
      'has its sentence translated',
      {
        event: published({
          anomalyId: '1a',
          dimensionalValue: 'Amazon EC2',
          impact: { totalImpact: 1001, totalActualSpend: 1301, totalExpectedSpend: 300 },
        }),
        push: ['🟠 비용 이상 1,001 USD: Amazon EC2', '지출 1,301 USD, 예상 300 USD'],
        settings,
      },
    ],
    [
      'has the period of an anomaly by its names',
      {
        event: published({
          anomalyId: '1a',
          anomalyStartDate: '2026-11-21T00:00:00Z',
          impact: { totalImpact: 1 },
        }),
        push: ['🟠 비용 이상 1 USD'],
        says: ['*시작*: <!date^'],
        settings,
      },
    ],
    [
      'does not take the sender of a letter for a beginning',
      {
        event: published({
          notificationType: 'Bounce',
          bounce: { bounceType: 'Permanent' },
          mail: { source: 'till@example.net', destination: ['who@example.com'] },
        }),
        push: ['🔴 Bounce (Permanent): who@example.com'],
        says: ['*보낸 사람*: till@example.net'],
        settings,
      },
    ],
    [
      'has the state of a machine in words',
      {
        event: eventOf('EC2 Instance State-change Notification', {
          'instance-id': 'i-0abcdef1234567890',
          state: 'stopped',
        }),
        push: ['🟠 i-0abcdef1234567890 중지됨'],
        says: ['|인스턴스>', '*리전*: eu-central-1'],
        settings,
      },
    ],
    [
      'has the usual names of all facts translated, and those of its own as they came',
      {
        event: eventOf(
          'Glue Job State Change',
          { jobName: 'bills', state: 'FAILED', jobRunId: 'jr_1', message: 'exit code 1' },
          ['arn:aws:glue:eu-central-1:222233334444:job/bills'],
        ),
        push: ['🔴 Glue Job bills FAILED', 'exit code 1'],
        says: [
          '*시각*: <!date^1795400040^',
          '*리소스*: arn:aws:glue',
          '*Job run id*: jr_1',
          '*이벤트 유형*: Glue Job State Change',
        ],
        settings,
      },
    ],
    [
      'has a time that is a number as a time',
      {
        event: {
          awslogs: {
            data: gzipSync(
              JSON.stringify({
                logGroup: '/aws/lambda/till',
                logEvents: [{ id: '1', timestamp: 1_795_400_045_000, message: 'ERROR x' }],
              }),
            ).toString('base64'),
          },
        },
        push: ['🔴 /aws/lambda/till', 'ERROR x'],
        says: ['*시각*: <!date^1795400045^'],
        never: ['1795400045000'],
        settings,
      },
    ],
    [
      'has what it tells of first in the push text, not where it was',
      {
        event: published({ account: '222233334444', host: 'web-1', value: 7 }),
        push: ['subject', '호스트: web-1, 값: 7'],
        says: ['*계정*: 222233334444'],
        settings,
      },
    ],
    [
      'leaves what others wrote as it is',
      {
        event: published('Approval needed: now', 'Budget x'),
        push: ['Budget x', 'Approval needed: now'],
        settings,
      },
    ],
  ];
  it('speaks it', everyRow(rows, expectTold));
});
