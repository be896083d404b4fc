import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'an execution that failed',
    {
      'detail-type': 'Step Functions Execution Status Change',
      region: 'eu-west-1',
      detail: {
        stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:bills',
        executionArn: 'arn:aws:states:eu-west-1:111122223333:execution:bills:1a b',
        name: '1a b',
        status: 'FAILED',
        error: 'States.TaskFailed',
        cause: '{"errorType":"PrinterError","errorMessage":"no paper"}',
        startDate: 1795400000000,
        stopDate: 1795400040000,
      },
    },
    [
      'critical bills FAILED',
      'States.TaskFailed: PrinterError: no paper',
      'Execution: 1a b',
      '- State machine arn: arn:aws:states:eu-west-1:111122223333:stateMachine:bills',
      '- Execution arn: arn:aws:states:eu-west-1:111122223333:execution:bills:1a b',
      '- Region: eu-west-1',
      '<https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/arn%3Aaws%3Astates%3Aeu-west-1%3A111122223333%3Aexecution%3Abills%3A1a%20b|Execution>',
      '@ 111122223333',
    ],
  ],
  [
    'an execution that succeeded',
    {
      'detail-type': 'Step Functions Execution Status Change',
      detail: {
        stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:bills',
        status: 'SUCCEEDED',
      },
    },
    [
      'good bills SUCCEEDED',
      '- State machine arn: arn:aws:states:eu-west-1:111122223333:stateMachine:bills',
    ],
  ],
  [
    'an execution of nothing',
    { 'detail-type': 'Step Functions Execution Status Change', detail: { status: 'SUCCEEDED' } },
    ['good Step Functions SUCCEEDED', '- Event type: Step Functions Execution Status Change'],
  ],
  [
    'a job that failed',
    {
      'detail-type': 'Batch Job State Change',
      detail: {
        jobName: 'bills',
        status: 'FAILED',
        statusReason: 'Essential container exited',
        container: { exitCode: 137, reason: 'OutOfMemoryError' },
        jobQueue: 'arn:aws:batch:eu-west-1:111122223333:job-queue/nightly',
      },
    },
    [
      'critical Batch job bills FAILED (exit code 137)',
      'Essential container exited',
      'OutOfMemoryError',
      'Queue: nightly',
      '- Job queue: arn:aws:batch:eu-west-1:111122223333:job-queue/nightly',
    ],
  ],
  [
    'a job that failed in its first try',
    {
      'detail-type': 'Batch Job State Change',
      detail: {
        jobName: 'bills',
        status: 'FAILED',
        attempts: [{ container: { reason: 'CannotPullContainer' } }],
      },
    },
    ['critical Batch job bills FAILED', 'CannotPullContainer'],
  ],
  [
    'a job that succeeded',
    {
      'detail-type': 'Batch Job State Change',
      detail: { jobName: 'bills', status: 'SUCCEEDED', container: {} },
    },
    ['good Batch job bills SUCCEEDED'],
  ],
  [
    'a deployment that failed',
    {
      applicationName: 'shop',
      deploymentGroupName: 'live',
      deploymentId: 'd-1',
      status: 'FAILED',
      errorInformation: '{"ErrorCode":"HEALTH","ErrorMessage":"Too few"}',
    },
    ['critical CodeDeploy shop live FAILED', 'HEALTH: Too few', 'Deployment: d-1'],
  ],
  [
    'a deployment whose error is no text',
    {
      applicationName: 'shop',
      deploymentId: 'd-1',
      status: 'FAILED',
      errorInformation: { ErrorCode: 'HEALTH', ErrorMessage: 'Too few' },
    },
    ['critical CodeDeploy shop FAILED', 'HEALTH: Too few', 'Deployment: d-1'],
  ],
  [
    'a deployment to a machine',
    { applicationName: 'shop', instanceId: 'i-0abc', status: 'SUCCEEDED' },
    ['good CodeDeploy shop SUCCEEDED', 'Deployment: i-0abc'],
  ],
  [
    'a deployment of nothing',
    { deploymentId: 'd-1', status: 'SUCCEEDED' },
    ['? ', '- Status: SUCCEEDED', '- Deployment id: d-1'],
  ],
  [
    'an application that is not deployed',
    { applicationName: 'shop', status: 'SUCCEEDED' },
    ['good shop SUCCEEDED'],
  ],
  [
    'a scan that found much',
    {
      'detail-type': 'ECR Image Scan',
      detail: {
        'repository-name': 'shop',
        'image-tags': ['v1', 'v2'],
        'scan-status': 'COMPLETE',
        'finding-severity-counts': { CRITICAL: 2, HIGH: 0, LOW: 7, OTHER: null },
      },
    },
    [
      'critical ECR scan of shop v1: 2 critical, 7 low',
      '- Scan status: COMPLETE',
      '- Image tags: v1\nv2',
      '- Finding severity counts HIGH: 0',
    ],
  ],
  [
    'a scan that found what is high',
    {
      'detail-type': 'ECR Image Scan',
      detail: { 'repository-name': 'shop', 'finding-severity-counts': { HIGH: 1 } },
    },
    ['critical ECR scan of shop: 1 high'],
  ],
  [
    'a scan that found little',
    {
      'detail-type': 'ECR Image Scan',
      detail: { 'repository-name': 'shop', 'finding-severity-counts': { LOW: 7, MEDIUM: 1 } },
    },
    ['warning ECR scan of shop: 7 low, 1 medium'],
  ],
  [
    'a scan that found nothing',
    {
      'detail-type': 'ECR Image Scan',
      detail: {
        'repository-name': 'shop',
        'image-tags': ['v1'],
        'scan-status': 'COMPLETE',
        'finding-severity-counts': {},
      },
    },
    ['good ECR scan of shop v1: COMPLETE'],
  ],
  [
    'a scan that failed',
    {
      'detail-type': 'ECR Image Scan',
      detail: { 'repository-name': 'shop', 'scan-status': 'FAILED' },
    },
    ['critical ECR scan of shop: FAILED'],
  ],
  [
    'an environment that is in a bad state',
    {
      Environment: 'shop-live',
      Message: 'Environment health has transitioned from Ok to Severe.',
      Application: 'shop',
      'Environment URL': 'https://shop.example.net',
    },
    [
      'critical shop-live: Environment health has transitioned from Ok to Severe.',
      'Application: shop',
      '<https://shop.example.net|Environment>',
    ],
  ],
  [
    'an environment that is degraded',
    {
      Environment: 'shop-live',
      Message: 'Environment health has transitioned from Ok to Degraded.',
    },
    ['critical shop-live: Environment health has transitioned from Ok to Degraded.'],
  ],
  [
    'an environment that is well',
    { Environment: 'shop-live', Message: 'Environment health has transitioned from Severe to Ok.' },
    ['good shop-live: Environment health has transitioned from Severe to Ok.'],
  ],
  [
    'an environment that is in between',
    { Environment: 'shop-live', Message: 'Environment health has transitioned from Ok to Info.' },
    ['info shop-live: Environment health has transitioned from Ok to Info.'],
  ],
  [
    'an environment whose deployment failed',
    { Environment: 'shop-live', Message: 'Failed to deploy application.' },
    ['critical shop-live: Failed to deploy application.'],
  ],
  [
    'an environment without a message',
    { Environment: 'shop-live', Application: 'shop' },
    ['? ', '- Environment: shop-live', '- Application: shop'],
  ],
  [
    'a message without an environment',
    { Application: 'shop', Message: 'Failed to deploy application.' },
    ['? ', 'Failed to deploy application.', '- Application: shop'],
  ],
];

it(
  'the note of work that ends says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
