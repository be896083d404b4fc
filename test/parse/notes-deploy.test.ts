import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'a build with the phase that failed, its log and who began it',
    {
      'detail-type': 'CodeBuild Build State Change',
      region: 'eu-west-1',
      account: '111122223333',
      detail: {
        'project-name': 'shop',
        'build-status': 'FAILED',
        'additional-information': {
          initiator: 'codepipeline/shop',
          logs: { 'deep-link': 'https://logs.example.net/1' },
          phases: [
            { 'phase-type': 'SUBMITTED', 'phase-status': 'SUCCEEDED' },
            { 'phase-type': 'QUEUED' },
            {
              'phase-type': 'BUILD',
              'phase-status': 'TIMED_OUT',
              'phase-context': ['npm test', 'more'],
            },
            { 'phase-type': 'FINALIZING', 'phase-status': 'FAILED' },
          ],
        },
      },
    },
    [
      'critical CodeBuild shop FAILED',
      'BUILD: npm test',
      'Initiator: codepipeline/shop',
      'Region: eu-west-1',
      '- Additional information Phases Phase context: npm test\nmore',
      '- Additional information Phases Phase status: SUCCEEDED',
      '- Additional information Phases Phase status: TIMED_OUT',
      '- Additional information Phases Phase type: SUBMITTED',
      '- Additional information Phases Phase type: QUEUED',
      '- Additional information Phases Phase type: FINALIZING',
      '- Account: 111122223333',
      '<https://logs.example.net/1|Logs>',
      '@ 111122223333',
    ],
  ],
  [
    'a phase of a build that succeeded',
    {
      'detail-type': 'CodeBuild Build Phase Change',
      account: '111122223333',
      detail: {
        'project-name': 'shop',
        'completed-phase': 'INSTALL',
        'completed-phase-status': 'SUCCEEDED',
      },
    },
    ['good CodeBuild shop INSTALL SUCCEEDED', '- Account: 111122223333'],
  ],
  [
    'a build that names no project',
    { 'detail-type': 'CodeBuild Build State Change', detail: { 'build-status': 'STOPPED' } },
    ['critical CodeBuild Build STOPPED', '- Event type: CodeBuild Build State Change'],
  ],
  [
    'an approval with all that it leads to',
    {
      approval: {
        pipelineName: 'shop',
        stageName: 'Live',
        actionName: 'Look',
        customData: 'Try a refund',
        expires: '2026-11-30T21:36Z',
        approvalReviewLink: 'https://console.example.net/review',
        externalEntityLink: 'https://staging.example.net',
      },
      consoleLink: 'https://console.example.net/shop',
    },
    [
      'warning Approval needed: shop Look',
      'Try a refund',
      'Stage: Live',
      'Expires: 2026-11-30T21:36Z',
      '<https://console.example.net/review|Review>',
      '<https://staging.example.net|What is reviewed>',
      '<https://console.example.net/shop|Pipeline>',
    ],
  ],
  [
    'an approval without an action',
    { approval: { pipelineName: 'shop', stageName: 'Live' } },
    ['? ', '- Approval Pipeline name: shop', '- Approval Stage name: Live'],
  ],
  [
    'an approval without a pipeline',
    { approval: { actionName: 'Look', stageName: 'Live' } },
    ['? ', '- Approval Action name: Look', '- Approval Stage name: Live'],
  ],
  [
    'an action of a pipeline, with why it failed and where to look',
    {
      'detail-type': 'CodePipeline Action Execution State Change',
      region: 'eu-west-1',
      additionalAttributes: {
        failedActions: [
          { action: 'ToLive', additionalInformation: 'Too few instances' },
          { action: 'Smoke' },
        ],
      },
      detail: {
        pipeline: 'shop & till',
        stage: 'Deploy',
        action: 'ToLive',
        state: 'FAILED',
        'execution-result': {
          'external-execution-summary': 'Deployment d-1 failed',
          'error-code': 'JobFailed',
          'external-execution-url': 'https://deploy.example.net/d-1',
        },
      },
    },
    [
      'critical CodePipeline shop & till Deploy ToLive FAILED',
      'Deployment d-1 failed',
      'ToLive: Too few instances',
      'Smoke',
      'Error: JobFailed',
      '- Region: eu-west-1',
      '<https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop%20%26%20till/view|Pipeline>',
      '<https://deploy.example.net/d-1|Execution>',
    ],
  ],
  [
    'a pipeline that is nowhere',
    {
      'detail-type': 'CodePipeline Pipeline Execution State Change',
      detail: { pipeline: 'shop', state: 'STARTED' },
    },
    ['info CodePipeline shop STARTED'],
  ],
  [
    'a pipeline as CodeStar tells of it',
    {
      detailType: 'CodePipeline Pipeline Execution State Change',
      version: '0',
      id: '1a',
      source: 'aws.codepipeline',
      account: '111122223333',
      region: 'eu-west-1',
      detail: { pipeline: 'shop', state: 'SUCCEEDED', region: 'north' },
    },
    [
      'good CodePipeline shop SUCCEEDED',
      '- Event region: eu-west-1',
      '- Region: north',
      '- Account: 111122223333',
      '<https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop/view|Pipeline>',
      '@ 111122223333',
    ],
  ],
  [
    'an approval with links that are none',
    {
      approval: {
        pipelineName: 'shop',
        actionName: 'Look',
        approvalReviewLink: 'javascript:alert(1)',
        externalEntityLink: 'see https://staging.example.net',
      },
      consoleLink: 'http://console.example.net/shop',
      account: '1111222233334',
    },
    [
      'warning Approval needed: shop Look',
      '- Approval review link: javascript:alert(1)',
      '- Approval External entity link: see https://staging.example.net',
      '- Account: 1111222233334',
      '<http://console.example.net/shop|Pipeline>',
    ],
  ],
  [
    'an approval of which no account is known',
    {
      approval: { pipelineName: 'shop', actionName: 'Look' },
      consoleLink: 'https://console.example.net/shop',
      account: 'x111122223333',
    },
    [
      'warning Approval needed: shop Look',
      '- Account: x111122223333',
      '<https://console.example.net/shop|Pipeline>',
    ],
  ],
  [
    'a pipeline without a name',
    {
      'detail-type': 'CodePipeline Pipeline Execution State Change',
      region: 'eu-west-1',
      detail: { state: 'FAILED' },
    },
    [
      'critical CodePipeline Pipeline FAILED',
      '- Region: eu-west-1',
      '- Event type: CodePipeline Pipeline Execution State Change',
    ],
  ],
  [
    'a push among the records of others',
    {
      Records: [
        { eventSource: 'aws:other', eventName: 'Other' },
        {
          eventSource: 'aws:codecommit',
          eventName: 'ReferenceChanges',
          eventSourceARN: 'arn:aws:codecommit:eu-west-1:111122223333:shop',
          eventTriggerName: 'tell-us',
          userIdentityARN: 'arn:aws:iam::111122223333:user/sam',
          codecommit: {
            references: [
              { ref: 'refs/heads/main', commit: '0123456789abcdef0123' },
              { ref: 'refs/heads/old', commit: 'fedcba9876543210fedc', deleted: true },
              { ref: 'refs/tags/v1', deleted: false },
            ],
          },
        },
      ],
    },
    [
      'info ReferenceChanges of shop',
      'refs/heads/main 0123456789ab',
      'refs/heads/old fedcba987654 (deleted)',
      'refs/tags/v1',
      'By: sam',
      'Trigger: tell-us',
      '- Records Event source: aws:other',
      '- Records Event name: Other',
      '- Records Event source: aws:codecommit',
      '- Records Codecommit References Deleted: true',
      '- Records Codecommit References Deleted: false',
      '- Records Event source ARN: arn:aws:codecommit:eu-west-1:111122223333:shop',
      '- Records User identity ARN: arn:aws:iam::111122223333:user/sam',
    ],
  ],
  [
    'a push of which little is said',
    { eventSource: 'aws:codecommit' },
    ['info Change of a repository', '- Event source: aws:codecommit'],
  ],
  [
    'a pull request',
    {
      'detail-type': 'CodeCommit Pull Request State Change',
      detail: {
        event: 'pullRequestMergeStatusUpdated',
        repositoryNames: ['shop', 'till'],
        title: 'Fix totals',
        notificationBody: 'It was merged.',
        pullRequestStatus: 'Closed',
        callerUserArn: 'arn:aws:sts::111122223333:assumed-role/Dev/sam',
      },
    },
    [
      'info pullRequestMergeStatusUpdated of shop: Fix totals',
      'It was merged.',
      'Status: Closed',
      'By: sam',
      '- Repository names: shop\ntill',
      '- Caller user arn: arn:aws:sts::111122223333:assumed-role/Dev/sam',
    ],
  ],
  [
    'a branch',
    {
      'detail-type': 'CodeCommit Repository State Change',
      detail: { event: 'referenceCreated', repositoryName: 'shop', referenceName: 'main' },
    },
    ['info referenceCreated of shop: main'],
  ],
  [
    'a resource of a stack',
    {
      StackName: 'shop',
      StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a',
      LogicalResourceId: 'Service',
      ResourceStatus: 'CREATE_FAILED',
      ResourceStatusReason: 'No such image',
      ResourceType: 'AWS::ECS::Service',
    },
    [
      'critical shop Service CREATE_FAILED',
      'No such image',
      'Type: AWS::ECS::Service',
      '- Stack id: arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a',
      '<https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/events?stackId=arn%3Aaws%3Acloudformation%3Aeu-west-1%3A111122223333%3Astack%2Fshop%2F1a|Stack>',
      '@ 111122223333',
    ],
  ],
  [
    'a stack itself',
    { StackName: 'shop', LogicalResourceId: 'shop', ResourceStatus: 'UPDATE_COMPLETE' },
    ['good shop UPDATE_COMPLETE'],
  ],
  [
    'a resource without a stack',
    { LogicalResourceId: 'Service', ResourceStatus: 'CREATE_FAILED' },
    ['? ', '- Resource status: CREATE_FAILED', '- Logical resource id: Service'],
  ],
  [
    'a stack without a state',
    { StackName: 'shop', LogicalResourceId: 'Service' },
    ['? ', '- Stack name: shop', '- Logical resource id: Service'],
  ],
  [
    'a stack as EventBridge tells of it',
    {
      'detail-type': 'CloudFormation Resource Status Change',
      detail: {
        'stack-id': 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a',
        'logical-resource-id': 'Queue',
        'status-details': { status: 'DELETE_FAILED', 'status-reason': 'It is not empty' },
      },
    },
    [
      'critical shop Queue DELETE_FAILED',
      'It is not empty',
      '- Stack id: arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a',
    ],
  ],
  [
    'a set of stacks',
    {
      'detail-type': 'CloudFormation StackSet Operation Status Change',
      detail: {
        'stack-set-arn': 'arn:aws:cloudformation:eu-west-1:111122223333:stackset/shops:1a',
        'status-details': { 'stack-set-operation-status': 'SUCCEEDED' },
      },
    },
    [
      'good shops SUCCEEDED',
      '- Stack set arn: arn:aws:cloudformation:eu-west-1:111122223333:stackset/shops:1a',
    ],
  ],
  [
    'a stack without a name',
    {
      'detail-type': 'CloudFormation Stack Status Change',
      detail: { 'status-details': { status: 'CREATE_FAILED' } },
    },
    ['? CloudFormation Stack Status Change', '- Status details Status: CREATE_FAILED'],
  ],
];

it(
  'the note of what is built and deployed says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
