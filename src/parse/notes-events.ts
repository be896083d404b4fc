import { isObject, readObject } from '../json.ts';
import {
  at,
  consoleOf,
  errorText,
  lines,
  said,
  severityOf,
  shortOf,
  words,
} from './note-fields.ts';
import type { Row } from './notes.ts';

/** Work that ends, and scans that find something. */
export const WORK_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
  {
    kind: /^Step Functions Execution Status Change$/,
    tell: (event, detail) => {
      const machine = shortOf(at(detail, 'stateMachineArn'));
      const [region, execution] = [at(event, 'region'), at(detail, 'executionArn')];
      const status = at(detail, 'status');
      return machine === undefined
        ? undefined
        : {
            title: words(machine, status),
            text: said(at(detail, 'error'), errorText(at(detail, 'cause'))),
            severity: severityOf(status),
            facts: { Execution: at(detail, 'name') },
            links: {
              Execution:
                execution &&
                consoleOf(
                  region,
                  (code) =>
                    `states/home?region=${code}#/v2/executions/details/${encodeURIComponent(execution)}`,
                ),
            },
            used: [at(detail, 'startDate'), at(detail, 'stopDate')],
          };
    },
  },
  // https://docs.aws.amazon.com/batch/latest/userguide/batch_cwe_events.html
  {
    kind: /^Batch Job State Change$/,
    tell: (_, detail) => {
      const code = at(detail, 'container', 'exitCode');
      return {
        title: words(
          'Batch job',
          at(detail, 'jobName'),
          at(detail, 'status'),
          code && `(exit code ${code})`,
        ),
        text: lines(
          at(detail, 'statusReason'),
          at(detail, 'container', 'reason') ?? at(detail, 'attempts', 0, 'container', 'reason'),
        ),
        severity: severityOf(at(detail, 'status')),
        facts: { Queue: shortOf(at(detail, 'jobQueue')) },
      };
    },
  },
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html
  {
    tell: (event) => {
      const [application, status] = [at(event, 'applicationName'), at(event, 'status')];
      const deployment = at(event, 'deploymentId') ?? at(event, 'instanceId');
      if (application === undefined || deployment === undefined) return undefined;
      const given = event['errorInformation'];
      const error = isObject(given) ? JSON.stringify(given) : at(event, 'errorInformation');
      return {
        title: words('CodeDeploy', application, at(event, 'deploymentGroupName'), status),
        text: errorText(error),
        severity: severityOf(status),
        facts: { Deployment: deployment },
      };
    },
  },
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
  {
    kind: /^ECR Image Scan$/,
    tell: (_, detail) => {
      const counts = readObject(detail, 'finding-severity-counts');
      const status = at(detail, 'scan-status');
      const levels = Object.keys(counts).filter((level) => Number(at(counts, level)) > 0);
      const found = levels.map((level) => `${at(counts, level)} ${level.toLowerCase()}`);
      return {
        title: said(
          words('ECR scan of', at(detail, 'repository-name'), at(detail, 'image-tags', 0)),
          found.join(', ') || status,
        ),
        severity: /CRITICAL|HIGH/.test(levels.join())
          ? 'critical'
          : found.length > 0
            ? 'warning'
            : severityOf(status),
        used: found,
      };
    },
  },
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.sns.html
  {
    tell: (event) => {
      const [environment, message] = [at(event, 'Environment'), at(event, 'Message')];
      if (environment === undefined || message === undefined) return undefined;
      const [, health] = /transitioned from \w+ to (\w+)/.exec(message) ?? [];
      return {
        title: said(environment, message),
        severity: health === 'Degraded' ? 'critical' : severityOf(health ?? message),
        facts: { Application: at(event, 'Application') },
        links: { Environment: at(event, 'Environment URL') },
      };
    },
  },
];
