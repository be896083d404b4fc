import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'a finding of GuardDuty',
    {
      'detail-type': 'GuardDuty Finding',
      detail: {
        id: '1a&2',
        title: 'SSH brute force on i-0abc',
        description: 'Somebody tries passwords.',
        type: 'UnauthorizedAccess:EC2/SSHBruteForce',
        severity: 7,
        accountId: '111122223333',
        region: 'eu-west-1',
        resource: { instanceDetails: { instanceId: 'i-0abc' } },
      },
    },
    [
      'critical SSH brute force on i-0abc',
      'Somebody tries passwords.',
      'Severity: 7',
      'Type: UnauthorizedAccess:EC2/SSHBruteForce',
      'Resource: i-0abc',
      'Account: 111122223333',
      'Region: eu-west-1',
      '- Id: 1a&2',
      '<https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?macros=current&fId=1a%262|Finding>',
    ],
  ],
  [
    'a finding about a machine',
    {
      'detail-type': 'GuardDuty Finding',
      detail: {
        type: 'Recon:X',
        severity: 5,
        resource: { instanceDetails: { instanceId: 'i-0abc' } },
      },
    },
    ['warning GuardDuty Recon:X: i-0abc', 'Severity: 5', 'Type: Recon:X', 'Resource: i-0abc'],
  ],
  [
    'a finding about a bucket',
    {
      'detail-type': 'GuardDuty Finding',
      detail: { type: 'Recon:X', severity: 4, resource: { s3BucketDetails: [{ name: 'papers' }] } },
    },
    ['warning GuardDuty Recon:X: papers', 'Severity: 4', 'Type: Recon:X', 'Resource: papers'],
  ],
  [
    'a finding about a cluster of Kubernetes',
    {
      'detail-type': 'GuardDuty Finding',
      detail: { type: 'Recon:X', severity: 3.9, resource: { eksClusterDetails: { name: 'pods' } } },
    },
    ['info GuardDuty Recon:X: pods', 'Severity: 3.9', 'Type: Recon:X', 'Resource: pods'],
  ],
  [
    'a finding about a cluster of ECS',
    {
      'detail-type': 'GuardDuty Finding',
      detail: { type: 'Recon:X', severity: 6.9, resource: { ecsClusterDetails: { name: 'live' } } },
    },
    ['warning GuardDuty Recon:X: live', 'Severity: 6.9', 'Type: Recon:X', 'Resource: live'],
  ],
  [
    'a finding about a function',
    {
      'detail-type': 'GuardDuty Finding',
      detail: {
        type: 'Recon:X',
        severity: 8,
        resource: { lambdaDetails: { functionName: 'bills' } },
      },
    },
    ['critical GuardDuty Recon:X: bills', 'Severity: 8', 'Type: Recon:X', 'Resource: bills'],
  ],
  [
    'a finding about a database',
    {
      'detail-type': 'GuardDuty Finding',
      detail: {
        type: 'Recon:X',
        severity: 5,
        resource: { rdsDbInstanceDetails: { dbInstanceIdentifier: 'orders' } },
      },
    },
    ['warning GuardDuty Recon:X: orders', 'Severity: 5', 'Type: Recon:X', 'Resource: orders'],
  ],
  [
    'a finding about a user',
    {
      'detail-type': 'GuardDuty Finding',
      detail: { type: 'Recon:X', severity: 5, resource: { accessKeyDetails: { userName: 'sam' } } },
    },
    ['warning GuardDuty Recon:X: sam', 'Severity: 5', 'Type: Recon:X', 'Resource: sam'],
  ],
  [
    'a finding in a region',
    {
      'detail-type': 'GuardDuty Finding',
      detail: { title: 'T', severity: 1, region: 'eu-west-1' },
    },
    [
      'info T',
      'Severity: 1',
      'Region: eu-west-1',
      '<https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?macros=current&fId=|Finding>',
    ],
  ],
  [
    'a control that failed',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Description: 'It should.',
            Severity: { Label: 'CRITICAL' },
            Resources: [{ Id: 'arn:aws:s3:::papers' }],
            Compliance: { Status: 'FAILED' },
            Workflow: { Status: 'NEW' },
            AwsAccountId: '111122223333',
            Remediation: { Recommendation: { Url: 'https://docs.example.net/S3.2' } },
          },
        ],
      },
    },
    [
      'critical S3.2 Buckets should block public access: papers',
      'It should.',
      'Severity: CRITICAL',
      'Resource: arn:aws:s3:::papers',
      'Status: FAILED',
      'Account: 111122223333',
      '- Findings Workflow Status: NEW',
      '<https://docs.example.net/S3.2|What to do>',
    ],
  ],
  [
    'a control of medium severity',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'MEDIUM' },
            Workflow: { Status: 'NOTIFIED' },
            RecordState: 'ACTIVE',
            Resources: [{ Id: 'papers' }],
          },
        ],
      },
    },
    [
      'warning S3.2 Buckets should block public access: papers',
      'Severity: MEDIUM',
      'Resource: papers',
      'Status: NOTIFIED',
      '- Findings Record state: ACTIVE',
    ],
  ],
  [
    'a control of moderate severity',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          { Title: 'S3.2 Buckets should block public access', Severity: { Label: 'Moderate' } },
        ],
      },
    },
    ['warning S3.2 Buckets should block public access', 'Severity: Moderate'],
  ],
  [
    'a control of high severity',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          { Title: 'S3.2 Buckets should block public access', Severity: { Label: 'High' } },
        ],
      },
    },
    ['critical S3.2 Buckets should block public access', 'Severity: High'],
  ],
  [
    'a control of low severity',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          { Title: 'S3.2 Buckets should block public access', Severity: { Label: 'LOW' } },
        ],
      },
    },
    ['info S3.2 Buckets should block public access', 'Severity: LOW'],
  ],
  [
    'a control of no severity',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: { findings: [{ Title: 'S3.2 Buckets should block public access' }] },
    },
    ['info S3.2 Buckets should block public access'],
  ],
  [
    'a control that is kept again',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'HIGH' },
            Compliance: { Status: 'PASSED' },
          },
        ],
      },
    },
    ['good S3.2 Buckets should block public access', 'Severity: HIGH', 'Status: PASSED'],
  ],
  [
    'a finding that is resolved',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'HIGH' },
            Workflow: { Status: 'RESOLVED' },
          },
        ],
      },
    },
    ['good S3.2 Buckets should block public access', 'Severity: HIGH', 'Status: RESOLVED'],
  ],
  [
    'a finding that is suppressed',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'HIGH' },
            Workflow: { Status: 'SUPPRESSED' },
          },
        ],
      },
    },
    ['good S3.2 Buckets should block public access', 'Severity: HIGH', 'Status: SUPPRESSED'],
  ],
  [
    'a finding that is archived',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'HIGH' },
            RecordState: 'ARCHIVED',
          },
        ],
      },
    },
    [
      'good S3.2 Buckets should block public access',
      'Severity: HIGH',
      '- Findings Record state: ARCHIVED',
    ],
  ],
  [
    'a finding whose state only holds such a word',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'HIGH' },
            Workflow: { Status: 'UNRESOLVED' },
            RecordState: 'ARCHIVED_NOT',
          },
        ],
      },
    },
    [
      'critical S3.2 Buckets should block public access',
      'Severity: HIGH',
      'Status: UNRESOLVED',
      '- Findings Record state: ARCHIVED_NOT',
    ],
  ],
  [
    'several findings',
    {
      'detail-type': 'Security Hub Findings - Imported',
      detail: {
        findings: [
          {
            Title: 'S3.2 Buckets should block public access',
            Severity: { Label: 'HIGH' },
            Resources: [{ Id: 'arn:aws:s3:::papers' }],
          },
          { Title: 'EC2.8 Use IMDSv2' },
          { finding_info: { title: 'An open port' } },
        ],
      },
    },
    [
      'critical S3.2 Buckets should block public access',
      'EC2.8 Use IMDSv2',
      'An open port',
      'Severity: HIGH',
      'Resource: arn:aws:s3:::papers',
    ],
  ],
  [
    'a finding in the Open Cybersecurity Schema',
    {
      'detail-type': 'Findings Imported V2',
      detail: {
        findings: [
          {
            severity: 'High',
            status: 'New',
            finding_info: { title: 'An open port', desc: 'Port 22 is open.' },
            resources: [{ uid: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc' }],
          },
        ],
      },
    },
    [
      'critical An open port: i-0abc',
      'Port 22 is open.',
      'Severity: High',
      'Resource: arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc',
      '- Findings Status: New',
    ],
  ],
  [
    'one of them that is over',
    {
      'detail-type': 'Findings Imported V2',
      detail: {
        findings: [
          { severity: 'High', status: 'Resolved', finding_info: { desc: 'Port 22 is open.' } },
        ],
      },
    },
    [
      'good Security Hub finding',
      'Port 22 is open.',
      'Severity: High',
      '- Findings Status: Resolved',
    ],
  ],
  [
    'no finding',
    { 'detail-type': 'Security Hub Findings - Imported', detail: { findings: [] } },
    ['? Security Hub Findings - Imported'],
  ],
  [
    'a call that was denied',
    {
      'detail-type': 'AWS API Call via CloudTrail',
      detail: {
        eventName: 'DeleteBucket',
        eventSource: 's3.amazonaws.com',
        sourceIPAddress: '192.0.2.7',
        errorCode: 'AccessDenied',
        errorMessage: 'You may not',
        userIdentity: {
          type: 'IAMUser',
          userName: 'sam',
          arn: 'arn:aws:iam::111122223333:user/sam',
        },
        requestParameters: { bucketName: 'papers' },
        additionalEventData: { SignatureVersion: 'SigV4' },
      },
    },
    [
      'critical DeleteBucket by sam: AccessDenied',
      'You may not',
      'Service: s3.amazonaws.com',
      'Source IP: 192.0.2.7',
      'User: arn:aws:iam::111122223333:user/sam',
      'Bucket name: papers',
      'Signature version: SigV4',
      '- User identity Type: IAMUser',
    ],
  ],
  [
    'a call that failed without a code',
    {
      'detail-type': 'AWS API Call via CloudTrail',
      detail: { eventName: 'DeleteBucket', errorMessage: 'You may not' },
    },
    ['critical DeleteBucket', 'You may not'],
  ],
  [
    'a call of a role',
    {
      'detail-type': 'AWS API Call via CloudTrail',
      detail: {
        eventName: 'DeleteBucket',
        userIdentity: {
          type: 'AssumedRole',
          arn: 'arn:aws:sts::111122223333:assumed-role/admin/kim',
        },
      },
    },
    [
      'info DeleteBucket by kim',
      'User: arn:aws:sts::111122223333:assumed-role/admin/kim',
      '- User identity Type: AssumedRole',
    ],
  ],
  [
    'a call of root',
    {
      'detail-type': 'AWS API Call via CloudTrail',
      detail: {
        eventName: 'DeleteBucket',
        userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
      },
    },
    ['critical DeleteBucket by root', 'User: arn:aws:iam::111122223333:root'],
  ],
  [
    'a call with much to say',
    {
      'detail-type': 'AWS API Call via CloudTrail',
      detail: {
        eventName: 'DeleteBucket',
        requestParameters: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10 },
      },
    },
    [
      'info DeleteBucket',
      'A: 1',
      'B: 2',
      'C: 3',
      'D: 4',
      'E: 5',
      'F: 6',
      'G: 7',
      'H: 8',
      '- Request parameters I: 9',
      '- Request parameters J: 10',
    ],
  ],
  [
    'a sign-in',
    {
      'detail-type': 'AWS Console Sign In via CloudTrail',
      detail: {
        eventName: 'ConsoleLogin',
        userIdentity: { userName: 'sam' },
        responseElements: { ConsoleLogin: 'Success' },
        additionalEventData: { MFAUsed: 'Yes' },
      },
    },
    ['info ConsoleLogin by sam', 'Login: Success', 'MFA used: Yes'],
  ],
  [
    'a sign-in that failed',
    {
      'detail-type': 'AWS Console Sign In via CloudTrail',
      detail: { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } },
    },
    ['critical ConsoleLogin: Failure', 'Login: Failure'],
  ],
  [
    'a call without a name',
    {
      'detail-type': 'AWS API Call via CloudTrail',
      detail: { eventSource: 's3.amazonaws.com', userIdentity: { userName: 'sam' } },
    },
    [
      '? AWS API Call via CloudTrail',
      '- Event source: s3.amazonaws.com',
      '- User identity User name: sam',
    ],
  ],
  [
    'an event that only mentions CloudTrail',
    { 'detail-type': 'via CloudTrail Insights', detail: { eventName: 'DeleteBucket' } },
    ['? via CloudTrail Insights', '- Event name: DeleteBucket'],
  ],
  [
    'an insight',
    {
      'detail-type': 'DevOps Guru New Insight Open',
      detail: {
        insightSeverity: 'high',
        insightName: 'Errors of till',
        insightDescription: '5XX is high',
        insightUrl: 'https://console.example.net/1',
      },
    },
    [
      'critical DevOps Guru: Errors of till',
      '5XX is high',
      'Severity: high',
      '<https://console.example.net/1|Insight>',
    ],
  ],
  [
    'an insight, its keys in capitals',
    {
      InsightSeverity: 'medium',
      InsightName: 'Errors of till',
      InsightDescription: '5XX is high',
      InsightUrl: 'https://console.example.net/1',
      MessageType: 'NEW_INSIGHT',
    },
    [
      'warning DevOps Guru: Errors of till',
      '5XX is high',
      'Severity: medium',
      '- Message type: NEW_INSIGHT',
      '<https://console.example.net/1|Insight>',
    ],
  ],
  [
    'an insight that has no name',
    {
      'detail-type': 'DevOps Guru New Insight Open',
      detail: { insightSeverity: 'low', insightDescription: '5XX is high' },
    },
    ['info DevOps Guru: 5XX is high', '5XX is high', 'Severity: low'],
  ],
  [
    'an insight in capitals that has no name',
    { InsightSeverity: 'low', InsightDescription: '5XX is high' },
    ['info DevOps Guru: 5XX is high', '5XX is high', 'Severity: low'],
  ],
  [
    'an insight that is over',
    { InsightSeverity: 'high', InsightName: 'Errors of till', MessageType: 'CLOSED_INSIGHT' },
    ['good DevOps Guru: Errors of till', 'Severity: high', '- Message type: CLOSED_INSIGHT'],
  ],
  [
    'an insight that is over, over EventBridge',
    {
      'detail-type': 'DevOps Guru New Insight Open',
      detail: {
        insightSeverity: 'high',
        insightName: 'Errors of till',
        messageType: 'CLOSED_INSIGHT',
      },
    },
    ['good DevOps Guru: Errors of till', 'Severity: high', '- Message type: CLOSED_INSIGHT'],
  ],
  [
    'an insight without a severity',
    { InsightName: 'Errors of till' },
    ['? ', '- Insight name: Errors of till'],
  ],
  [
    'an insight of which nothing is said',
    { InsightSeverity: 'high' },
    ['? ', '- Insight severity: high'],
  ],
];

it(
  'the note of what is found, or called says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
