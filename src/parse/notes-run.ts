import { isObject, type JsonObject, parseJson } from '../json.ts';
import { listFacts } from './facts.ts';
import { at, consoleOf, lines, listAt, said, severityOf, shortOf, words } from './note-fields.ts';
import type { Row } from './notes.ts';

/** `ERROR: payment failed (Order: 7)` of a line that is JSON. */
function logLine(message: string | undefined): string | undefined {
  const line = message?.startsWith('{') ? parseJson(message) : undefined;
  if (!isObject(line)) return message;
  const told = [firstOf(line, ['level', 'severity']), firstOf(line, TEXT_OF_LINE)];
  const keys = told.map((one) => one?.key);
  const others = Object.fromEntries(Object.entries(line).filter(([key]) => !keys.includes(key)));
  const rest = listFacts(others)
    .map(({ name, value }) => `${name}: ${value}`)
    .join(', ');
  const text = said(...told.map((one) => one?.text));
  return text === '' ? rest || message : words(text, rest && `(${rest})`);
}

const TEXT_OF_LINE = ['message', 'msg', 'error', 'event'];

function firstOf(source: JsonObject, keys: readonly string[]) {
  return keys.map((key) => ({ key, text: at(source, key) })).find(({ text }) => text !== undefined);
}

const BAD_LINE = /\b(?:error|fatal|exception|critical|panic|timed out)\b/i;

/** Why a task stops that somebody, or its service, wanted to. */
const PLANNED = ['ServiceSchedulerInitiated', 'UserInitiated'];

/** Tasks, functions and machines. */
export const RUN_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
  {
    kind: /^ECS Task State Change$/,
    tell: (_, detail) => {
      const status = at(detail, 'lastStatus');
      const definition = at(detail, 'taskDefinitionArn')?.split('/').at(-1);
      const containers = listAt(detail, 'containers').map((container) =>
        container['exitCode'] === undefined && container['reason'] === undefined
          ? undefined
          : said(
              words(
                at(container, 'name'),
                at(container, 'exitCode') && `exit code ${at(container, 'exitCode')}`,
              ),
              at(container, 'reason'),
            ),
      );
      const isPlanned = PLANNED.includes(at(detail, 'stopCode') ?? '');
      return {
        title: said(
          words('ECS', at(detail, 'group') ?? definition, status),
          at(detail, 'stoppedReason'),
        ),
        text: lines(containers),
        severity: status === 'STOPPED' && isPlanned ? 'info' : severityOf(status),
        facts: {
          'Stop code': at(detail, 'stopCode'),
          Cluster: shortOf(at(detail, 'clusterArn')),
          'Task definition': definition,
          Task: shortOf(at(detail, 'taskArn')),
        },
      };
    },
  },
  {
    kind: /^ECS (?:Service Action|Deployment State Change)$/,
    tell: (event, detail) => {
      const service = shortOf(at(event, 'resources', 0));
      const type = at(detail, 'eventType');
      const name = at(detail, 'eventName');
      return {
        title: words('ECS service', service, name),
        text: at(detail, 'reason'),
        severity: type === 'ERROR' ? 'critical' : type === 'WARN' ? 'warning' : severityOf(name),
        facts: {
          Cluster:
            shortOf(at(detail, 'clusterArn')) ?? at(event, 'resources', 0)?.split('/').at(-2),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
  {
    tell: (_, event) => {
      const name = at(event, 'requestContext', 'functionArn')?.split(':')[6];
      const condition = at(event, 'requestContext', 'condition');
      if (name === undefined || condition === undefined) return undefined;
      const error = said(
        at(event, 'responsePayload', 'errorType'),
        at(event, 'responsePayload', 'errorMessage'),
      );
      return {
        title: said(`${name} ${condition}`, error),
        text: error.length > 100 ? error : undefined,
        severity: condition === 'Success' ? 'good' : 'critical',
        facts: { Tries: at(event, 'requestContext', 'approximateInvokeCount') },
      };
    },
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
  {
    tell: (event) => {
      const events = listAt(event, 'logEvents');
      if (events.length === 0) return undefined;
      const shown = events.map((one) => logLine(at(one, 'message')));
      const worst = shown.find((line) => BAD_LINE.test(line ?? ''));
      const times = [at(events[0], 'timestamp'), at(events.at(-1), 'timestamp')];
      const [first, last] = times;
      return {
        title: at(event, 'logGroup') ?? 'CloudWatch Logs',
        text: lines(shown),
        gist: worst,
        severity: worst === undefined ? 'info' : 'critical',
        used: [...events.map((one) => at(one, 'timestamp')), at(event, 'messageType')],
        facts: {
          Time: first,
          ...(Number(last) - Number(first) < 60_000 ? {} : { 'Last time': last }),
          'Log stream': at(event, 'logStream'),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
  {
    tell: (event, detail) => {
      const group = at(detail, 'AutoScalingGroupName');
      if (group === undefined) return undefined;
      const kind =
        at(event, 'detail-type') ??
        at(event, 'Event')
          ?.replace(/^autoscaling:(?:EC2_)?/, '')
          .replaceAll('_', ' ')
          .toLowerCase() ??
        'change';
      const isBad = /error|unsuccessful|failed/i.test(kind);
      return {
        title: said(group, words(kind, at(detail, 'EC2InstanceId'))),
        text: lines(at(detail, 'StatusMessage'), at(detail, 'Cause')),
        severity: isBad ? 'critical' : 'info',
        facts: { Description: at(detail, 'Description'), Status: at(detail, 'StatusCode') },
      };
    },
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
  {
    kind: /^EC2 (?:Instance State-change|Spot Instance|Instance Rebalance)/,
    tell: (event, detail) => {
      const id = at(detail, 'instance-id');
      const state = at(detail, 'state');
      const region = at(event, 'region');
      const action = at(detail, 'instance-action');
      const warning = /^EC2 Spot/.test(at(event, 'detail-type') ?? '')
        ? words('Spot interruption', action && `(${action})`)
        : 'Spot rebalance recommended';
      return id === undefined
        ? undefined
        : {
            title: state === undefined ? said(id, warning) : `${id} is ${state}`,
            severity:
              state === undefined
                ? 'warning'
                : state === 'stopped' || state === 'terminated'
                  ? 'warning'
                  : severityOf(state),
            facts: { Region: region },
            links: {
              Instance: consoleOf(
                region,
                (code) =>
                  `ec2/home?region=${code}#InstanceDetails:instanceId=${encodeURIComponent(id)}`,
              ),
            },
          };
    },
  },
];
