import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'an issue of a service',
    {
      'detail-type': 'AWS Health Event',
      detail: {
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_X',
        eventTypeCategory: 'issue',
        statusCode: 'open',
        startTime: 'Mon, 23 Nov 2026 02:14:00 GMT',
        endTime: 'Tue, 24 Nov 2026 03:00:00 GMT',
        eventDescription: [{ language: 'en_US', latestDescription: 'The service is slow.' }],
        affectedEntities: [
          { entityValue: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0a' },
          { entityValue: 'i-0b' },
          { status: 'OPEN' },
          { entityValue: 'i-0c' },
        ],
      },
    },
    [
      'critical EC2 AWS_EC2_X: i-0a, i-0b',
      'The service is slow.',
      'Status: open',
      'Affected: arn:aws:ec2:eu-west-1:111122223333:instance/i-0a\ni-0b\ni-0c',
      'Start: 2026-11-23T02:14:00.000Z',
      'End: 2026-11-24T03:00:00.000Z',
      '- Event type category: issue',
      '- Event description Language: en_US',
      '<https://health.aws.amazon.com/health/home#/account/dashboard/open-issues|AWS Health>',
    ],
  ],
  [
    'an issue that is over',
    {
      'detail-type': 'AWS Health Event',
      detail: {
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_X',
        eventTypeCategory: 'issue',
        statusCode: 'closed',
      },
    },
    [
      'good EC2 AWS_EC2_X',
      'Status: closed',
      '- Event type category: issue',
      '<https://health.aws.amazon.com/health/home#/account/dashboard/open-issues|AWS Health>',
    ],
  ],
  [
    'a notification to the account',
    {
      'detail-type': 'AWS Health Event',
      detail: {
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_X',
        eventTypeCategory: 'accountNotification',
        affectedEntities: [],
      },
    },
    [
      'info EC2 AWS_EC2_X',
      '- Event type category: accountNotification',
      '<https://health.aws.amazon.com/health/home#/account/dashboard/open-issues|AWS Health>',
    ],
  ],
  [
    'a change that is planned',
    {
      'detail-type': 'AWS Health Event',
      detail: {
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_X',
        eventTypeCategory: 'scheduledChange',
        affectedEntities: [
          { entityValue: 'a1' },
          { entityValue: 'a2' },
          { entityValue: 'a3' },
          { entityValue: 'a4' },
        ],
      },
    },
    [
      'warning EC2 AWS_EC2_X: a1, a2, a3',
      'Affected: a1\na2\na3\na4',
      '- Event type category: scheduledChange',
      '<https://health.aws.amazon.com/health/home#/account/dashboard/open-issues|AWS Health>',
    ],
  ],
  [
    'a bill that surprises',
    {
      anomalyId: '1a',
      dimensionalValue: 'Amazon EC2',
      impact: {
        totalImpact: 1001.5,
        maxImpact: 700,
        totalActualSpend: 1301,
        totalExpectedSpend: 1299.5,
        totalImpactPercentage: 333.7,
      },
      anomalyStartDate: '2026-11-21T00:00:00Z',
      anomalyEndDate: '2026-11-22T00:00:00Z',
      anomalyDetailsLink: 'https://console.example.net/1a',
      rootCauses: [
        {
          service: 'Amazon EC2',
          usageType: 'EBS:VolumeUsage',
          region: 'eu-west-1',
          linkedAccountName: 'live',
          linkedAccount: '111122223333',
        },
        { region: 'us-east-1' },
      ],
    },
    [
      'warning Cost anomaly of 1,001.5 USD: Amazon EC2',
      'Spent: 1,301 USD, expected 1,299.5 USD (+333.7%)',
      'Amazon EC2, EBS:VolumeUsage, eu-west-1, live, 111122223333',
      'us-east-1',
      'Start: 2026-11-21T00:00:00Z',
      'End: 2026-11-22T00:00:00Z',
      '- Anomaly id: 1a',
      '<https://console.example.net/1a|Anomaly>',
    ],
  ],
  [
    'a bill that surprises, over EventBridge',
    {
      'detail-type': 'Anomaly Detected',
      detail: {
        anomalyId: '1a',
        dimensionalValue: 'Amazon EC2',
        impact: {
          totalImpact: 1001.5,
          maxImpact: 700,
          totalActualSpend: 1301,
          totalExpectedSpend: 1299.5,
          totalImpactPercentage: 333.7,
        },
      },
    },
    [
      'warning Cost anomaly of 1,001.5 USD: Amazon EC2',
      'Spent: 1,301 USD, expected 1,299.5 USD (+333.7%)',
      '- Anomaly id: 1a',
    ],
  ],
  [
    'a bill of which little is known',
    { anomalyId: '1a', impact: { totalImpact: '7' } },
    ['warning Cost anomaly of 7 USD', 'Spent: ?, expected ?', '- Anomaly id: 1a'],
  ],
  [
    'an anomaly without a sum',
    { anomalyId: '1a', impact: { totalActualSpend: 7 } },
    ['? ', '- Impact Total actual spend: 7', '- Anomaly id: 1a'],
  ],
  ['a sum without an anomaly', { impact: { totalImpact: 7 } }, ['? ', '- Impact Total impact: 7']],
  [
    'a budget that is spent',
    {
      'Budget Name': 'till',
      'Budget Type': 'Cost',
      'Budgeted Amount': '$100.00',
      'Alert Type': 'ACTUAL',
      'Alert Threshold': '> $80.00',
      'ACTUAL Amount': '$85.12',
      'FORECASTED Amount': '$120.00',
    },
    [
      'critical Budget till: ACTUAL $85.12 of $100.00',
      'Threshold: > $80.00',
      'Type: Cost',
      '- FORECASTED amount: $120.00',
    ],
  ],
  [
    'a budget that will be spent',
    {
      'Budget Name': 'till',
      'Budgeted Amount': '$100.00',
      'Alert Type': 'FORECASTED',
      'ACTUAL Amount': '$85.12',
      'FORECASTED Amount': '$120.00',
    },
    ['warning Budget till: FORECASTED $120.00 of $100.00', '- ACTUAL amount: $85.12'],
  ],
  [
    'a budget that does not say of which kind',
    { 'Budget Name': 'till', 'Budgeted Amount': '$100.00', 'ACTUAL Amount': '$85.12' },
    ['critical Budget till: ACTUAL $85.12 of $100.00'],
  ],
  [
    'a budget without a name',
    { 'Budget Type': 'Cost', 'ACTUAL Amount': '$85.12' },
    ['? ', '- Budget type: Cost', '- ACTUAL amount: $85.12'],
  ],
  [
    'a rule that is broken',
    {
      'detail-type': 'Config Rules Compliance Change',
      region: 'eu-west-1',
      detail: {
        resourceId: 'papers',
        resourceType: 'AWS::S3::Bucket',
        configRuleName: 's3 public & read',
        newEvaluationResult: { complianceType: 'NON_COMPLIANT', annotation: 'It is public.' },
        oldEvaluationResult: { complianceType: 'COMPLIANT' },
      },
    },
    [
      'critical papers NON_COMPLIANT: s3 public & read',
      'It is public.',
      'Type: AWS::S3::Bucket',
      'Was: COMPLIANT',
      '- Region: eu-west-1',
      '<https://eu-west-1.console.aws.amazon.com/config/home?region=eu-west-1#/rules/details?configRuleName=s3%20public%20%26%20read|Rule>',
    ],
  ],
  [
    'a rule that is kept',
    {
      'detail-type': 'Config Rules Compliance Change',
      detail: {
        resourceId: 'papers',
        configRuleName: 's3-read',
        newEvaluationResult: { complianceType: 'COMPLIANT' },
      },
    },
    ['good papers COMPLIANT: s3-read'],
  ],
  [
    'a rule that does not apply',
    {
      'detail-type': 'Config Rules Compliance Change',
      detail: {
        configRuleName: 's3-read',
        newEvaluationResult: { complianceType: 'NOT_APPLICABLE' },
      },
    },
    ['info NOT_APPLICABLE: s3-read'],
  ],
  [
    'a rule without a name',
    {
      'detail-type': 'Config Configuration Item Change',
      detail: { resourceId: 'papers', newEvaluationResult: { complianceType: 'COMPLIANT' } },
    },
    [
      '? Config Configuration Item Change: papers',
      '- New evaluation result Compliance type: COMPLIANT',
      '- Event type: Config Configuration Item Change',
    ],
  ],
];

it(
  'the note of the account says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
