import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'a task that stopped',
    {
      'detail-type': 'ECS Task State Change',
      detail: {
        group: 'service:shop',
        lastStatus: 'STOPPED',
        stoppedReason: 'Essential container in task exited',
        stopCode: 'EssentialContainerExited',
        clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/live',
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7',
        taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/live/1a2b',
        containers: [
          { name: 'shop', exitCode: 137, reason: 'OutOfMemoryError' },
          { name: 'proxy', exitCode: 0 },
          { name: 'log' },
          { name: 'init', reason: 'CannotPullContainerError' },
        ],
      },
    },
    [
      'critical ECS service:shop STOPPED: Essential container in task exited',
      'shop exit code 137: OutOfMemoryError',
      'proxy exit code 0',
      'init: CannotPullContainerError',
      'Stop code: EssentialContainerExited',
      'Cluster: live',
      'Task definition: shop:7',
      'Task: 1a2b',
      '- Containers Name: log',
      '- Cluster arn: arn:aws:ecs:eu-west-1:111122223333:cluster/live',
      '- Task definition arn: arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7',
      '- Task arn: arn:aws:ecs:eu-west-1:111122223333:task/live/1a2b',
    ],
  ],
  [
    'a task that its service stopped',
    {
      'detail-type': 'ECS Task State Change',
      detail: {
        lastStatus: 'STOPPED',
        stopCode: 'ServiceSchedulerInitiated',
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7',
      },
    },
    [
      'info ECS shop:7 STOPPED',
      'Stop code: ServiceSchedulerInitiated',
      'Task definition: shop:7',
      '- Task definition arn: arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7',
    ],
  ],
  [
    'a task that somebody stopped',
    {
      'detail-type': 'ECS Task State Change',
      detail: { group: 'service:shop', lastStatus: 'STOPPED', stopCode: 'UserInitiated' },
    },
    ['info ECS service:shop STOPPED', 'Stop code: UserInitiated'],
  ],
  [
    'a task that somebody starts',
    {
      'detail-type': 'ECS Task State Change',
      detail: { group: 'service:shop', lastStatus: 'RUNNING', stopCode: 'UserInitiated' },
    },
    ['good ECS service:shop RUNNING', 'Stop code: UserInitiated'],
  ],
  [
    'a task whose stop has a reason of its own',
    {
      'detail-type': 'ECS Task State Change',
      detail: { group: 'service:shop', lastStatus: 'STOPPED', stopCode: 'NotUserInitiatedAtAll' },
    },
    ['critical ECS service:shop STOPPED', 'Stop code: NotUserInitiatedAtAll'],
  ],
  [
    'a service that cannot place its tasks',
    {
      'detail-type': 'ECS Service Action',
      resources: ['arn:aws:ecs:eu-west-1:111122223333:service/live/shop'],
      detail: {
        eventType: 'ERROR',
        eventName: 'ECS_OPERATION_THROTTLED',
        reason: 'RESOURCE:MEMORY',
        clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/live',
      },
    },
    [
      'critical ECS service shop ECS_OPERATION_THROTTLED',
      'RESOURCE:MEMORY',
      'Cluster: live',
      '- Event type: ERROR',
      '- Resources: arn:aws:ecs:eu-west-1:111122223333:service/live/shop',
      '- Cluster arn: arn:aws:ecs:eu-west-1:111122223333:cluster/live',
    ],
  ],
  [
    'a service that is troubled',
    {
      'detail-type': 'ECS Service Action',
      resources: ['arn:aws:ecs:eu-west-1:111122223333:service/live/shop'],
      detail: { eventType: 'WARN', eventName: 'SERVICE_TASK_START_IMPAIRED' },
    },
    [
      'warning ECS service shop SERVICE_TASK_START_IMPAIRED',
      'Cluster: live',
      '- Event type: WARN',
      '- Resources: arn:aws:ecs:eu-west-1:111122223333:service/live/shop',
    ],
  ],
  [
    'a service of which only the cluster is known',
    {
      'detail-type': 'ECS Deployment State Change',
      detail: {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
        clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/live',
      },
    },
    [
      'good ECS service SERVICE_DEPLOYMENT_COMPLETED',
      'Cluster: live',
      '- Event type: INFO',
      '- Cluster arn: arn:aws:ecs:eu-west-1:111122223333:cluster/live',
    ],
  ],
  [
    'a function that failed',
    {
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:bills:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      responsePayload: { errorType: 'Error', errorMessage: 'no paper' },
    },
    [
      'critical bills RetriesExhausted: Error: no paper',
      'Tries: 3',
      '- Request context Function arn: arn:aws:lambda:eu-west-1:111122223333:function:bills:$LATEST',
    ],
  ],
  [
    'a function that failed with a long error',
    {
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:bills',
        condition: 'RetriesExhausted',
      },
      responsePayload: {
        errorMessage:
          'no paper in the printer no paper in the printer no paper in the printer no paper in the printer no paper in the printer ',
      },
    },
    [
      'critical bills RetriesExhausted: no paper in the printer no paper in the printer no paper in the printer no paper in the printer no paper in the printer',
      'no paper in the printer no paper in the printer no paper in the printer no paper in the printer no paper in the printer',
      '- Request context Function arn: arn:aws:lambda:eu-west-1:111122223333:function:bills',
    ],
  ],
  [
    'a function that succeeded, through EventBridge',
    {
      'detail-type': 'Lambda Function Invocation Result - Success',
      detail: {
        requestContext: {
          functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:bills',
          condition: 'Success',
        },
      },
    },
    [
      'good bills Success',
      '- Request context Function arn: arn:aws:lambda:eu-west-1:111122223333:function:bills',
    ],
  ],
  [
    'a request without a function',
    { requestContext: { condition: 'Success' } },
    ['? ', '- Request context Condition: Success'],
  ],
  [
    'a function without an end',
    { requestContext: { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:bills' } },
    ['? ', '- Request context Function arn: arn:aws:lambda:eu-west-1:111122223333:function:bills'],
  ],
  [
    'lines of a log',
    {
      messageType: 'DATA_MESSAGE',
      logGroup: '/aws/lambda/till',
      logStream: '2026/11/23/1a',
      logEvents: [
        { id: '0', timestamp: 1795400045000, message: 'START 1a' },
        { id: '1', timestamp: 1795400075000, message: 'ERROR no paper' },
        {
          id: '2',
          timestamp: 1795400105000,
          message: '{"level":"warn","msg":"slow","ms":1200,"user":{"id":7}}',
        },
      ],
    },
    [
      'critical /aws/lambda/till',
      'START 1a',
      'ERROR no paper',
      'warn: slow (Ms: 1200, User Id: 7)',
      '! ERROR no paper',
      'Time: 1795400045000',
      'Last time: 1795400105000',
      'Log stream: 2026/11/23/1a',
      '- Log events Id: 0',
      '- Log events Id: 1',
      '- Log events Id: 2',
    ],
  ],
  [
    'lines of a log in JSON that tell no text',
    {
      messageType: 'DATA_MESSAGE',
      logGroup: '/aws/lambda/till',
      logStream: '2026/11/23/1a',
      logEvents: [
        { id: '0', timestamp: 1795400045000, message: '{"order":7,"paid":false}' },
        { id: '1', timestamp: 1795400075000, message: '{}' },
        { id: '2', timestamp: 1795400105000, message: '[1]' },
        { id: '3', timestamp: 1795400135000, message: '{"level":"ERROR"}' },
        { id: '4', timestamp: 1795400165000, message: '{"message":"hello"}' },
        { id: '5', timestamp: 1795400195000, message: '{"severity":"INFO","event":"paid"}' },
        { id: '6', timestamp: 1795400225000, message: '{"error":"no paper"}' },
        { id: '7', timestamp: 1795400255000, message: '{"level":"error' },
      ],
    },
    [
      'critical /aws/lambda/till',
      'Order: 7, Paid: false',
      '{}',
      '[1]',
      'ERROR',
      'hello',
      'INFO: paid',
      'no paper',
      '{"level":"error',
      '! ERROR',
      'Time: 1795400045000',
      'Last time: 1795400255000',
      'Log stream: 2026/11/23/1a',
      '- Log events Id: 0',
      '- Log events Id: 2',
      '- Log events Id: 3',
      '- Log events Id: 4',
      '- Log events Id: 5',
      '- Log events Id: 6',
    ],
  ],
  [
    'lines of a log that are not bad, and of which no group is known',
    {
      logEvents: [
        { timestamp: 1795400045000, message: 'terror and errors' },
        { timestamp: 1795400104999, message: 'all is well' },
      ],
    },
    ['info CloudWatch Logs', 'terror and errors', 'all is well', 'Time: 1795400045000'],
  ],
  [
    'a line of a log that has no text',
    { logGroup: '/till', logEvents: [{ timestamp: 1795400045000 }] },
    ['info /till', 'Time: 1795400045000'],
  ],
  [
    'a log without lines',
    { logGroup: '/aws/lambda/till', logEvents: [] },
    ['? ', '- Log group: /aws/lambda/till'],
  ],
  [
    'an instance that could not be launched',
    {
      AutoScalingGroupName: 'fleet',
      Event: 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
      EC2InstanceId: 'i-0abc',
      StatusMessage: 'No capacity',
      Cause: 'At 02:14 an instance was started',
      Description: 'Launching a new EC2 instance',
      StatusCode: 'Failed',
    },
    [
      'critical fleet: instance launch error i-0abc',
      'No capacity',
      'At 02:14 an instance was started',
      'Description: Launching a new EC2 instance',
      'Status: Failed',
      '- Event: autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
    ],
  ],
  [
    'an instance that was launched',
    { AutoScalingGroupName: 'fleet', Event: 'autoscaling:EC2_INSTANCE_LAUNCH' },
    ['info fleet: instance launch', '- Event: autoscaling:EC2_INSTANCE_LAUNCH'],
  ],
  [
    'a notification of a group about itself',
    { AutoScalingGroupName: 'fleet', Event: 'autoscaling:TEST_NOTIFICATION' },
    ['info fleet: test notification', '- Event: autoscaling:TEST_NOTIFICATION'],
  ],
  [
    'an instance that was launched, through EventBridge',
    {
      'detail-type': 'EC2 Instance-terminate Lifecycle Action',
      detail: { AutoScalingGroupName: 'fleet' },
    },
    ['info fleet: EC2 Instance-terminate Lifecycle Action'],
  ],
  ['a group of which nothing is said', { AutoScalingGroupName: 'fleet' }, ['info fleet: change']],
  [
    'a machine that stopped',
    {
      'detail-type': 'EC2 Instance State-change Notification',
      region: 'eu-west-1',
      account: '111122223333',
      detail: { 'instance-id': 'i-0abc', state: 'stopped' },
    },
    [
      'warning i-0abc is stopped',
      'Region: eu-west-1',
      '- Account: 111122223333',
      '<https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0abc|Instance>',
      '@ 111122223333',
    ],
  ],
  [
    'a machine that is gone',
    {
      'detail-type': 'EC2 Instance State-change Notification',
      detail: { 'instance-id': 'i-0abc', state: 'terminated' },
    },
    ['warning i-0abc is terminated'],
  ],
  [
    'a machine that goes',
    {
      'detail-type': 'EC2 Instance State-change Notification',
      detail: { 'instance-id': 'i-0abc', state: 'shutting-down' },
    },
    ['warning i-0abc is shutting-down'],
  ],
  [
    'a machine that runs',
    {
      'detail-type': 'EC2 Instance State-change Notification',
      detail: { 'instance-id': 'i-0abc', state: 'running' },
    },
    ['good i-0abc is running'],
  ],
  [
    'a machine that is taken away',
    {
      'detail-type': 'EC2 Spot Instance Interruption Warning',
      detail: { 'instance-id': 'i-0abc', 'instance-action': 'hibernate' },
    },
    ['warning i-0abc: Spot interruption (hibernate)'],
  ],
  [
    'a machine that is taken away somehow',
    {
      'detail-type': 'EC2 Spot Instance Interruption Warning',
      detail: { 'instance-id': 'i-0abc' },
    },
    ['warning i-0abc: Spot interruption'],
  ],
  [
    'a machine that should be replaced',
    { 'detail-type': 'EC2 Instance Rebalance Recommendation', detail: { 'instance-id': 'i-0abc' } },
    ['warning i-0abc: Spot rebalance recommended'],
  ],
  [
    'a machine without an id',
    { 'detail-type': 'EC2 Instance State-change Notification', detail: { state: 'stopped' } },
    ['critical EC2 Instance stopped', '- Event type: EC2 Instance State-change Notification'],
  ],
];

it(
  'the note of a task, a function or a machine says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
