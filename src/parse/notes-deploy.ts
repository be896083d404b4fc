import { at, consoleOf, lines, listAt, said, severityOf, shortOf, words } from './note-fields.ts';
import type { Row } from './notes.ts';

/** What is built, deployed and run. */
export const DEPLOY_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html
  {
    kind: /^CodeBuild Build/,
    tell: ({ region }, detail) => {
      const phases = listAt(detail, 'additional-information', 'phases');
      const failed = phases.find((phase) =>
        /FAIL|FAULT|TIMED|STOP/.test(at(phase, 'phase-status') ?? ''),
      );
      const project = at(detail, 'project-name');
      const status = at(detail, 'build-status') ?? at(detail, 'completed-phase-status');
      const logs = at(detail, 'additional-information', 'logs', 'deep-link');
      return project === undefined
        ? undefined
        : {
            title: words('CodeBuild', project, at(detail, 'completed-phase'), status),
            text: failed && said(at(failed, 'phase-type'), at(failed, 'phase-context', 0)),
            severity: severityOf(status),
            facts: {
              Initiator: at(detail, 'additional-information', 'initiator'),
              Region: at({ region }, 'region'),
            },
            links: { Logs: logs },
          };
    },
  },
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html
  {
    tell: (event) => {
      const pipeline = at(event, 'approval', 'pipelineName');
      const action = at(event, 'approval', 'actionName');
      if (pipeline === undefined || action === undefined) return undefined;
      return {
        title: `Approval needed: ${pipeline} ${action}`,
        text: at(event, 'approval', 'customData'),
        severity: 'warning',
        facts: {
          Stage: at(event, 'approval', 'stageName'),
          Expires: at(event, 'approval', 'expires'),
        },
        links: {
          Review: at(event, 'approval', 'approvalReviewLink'),
          'What is reviewed': at(event, 'approval', 'externalEntityLink'),
          Pipeline: at(event, 'consoleLink'),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
  {
    kind: /^CodePipeline /,
    tell: (event, detail) => {
      const pipeline = at(detail, 'pipeline');
      const state = at(detail, 'state');
      const failed = listAt(event, 'additionalAttributes', 'failedActions').map((action) =>
        said(at(action, 'action'), at(action, 'additionalInformation')),
      );
      const place = words(at(detail, 'stage'), at(detail, 'action'));
      return pipeline === undefined
        ? undefined
        : {
            title: words('CodePipeline', pipeline, place, state),
            text: lines(at(detail, 'execution-result', 'external-execution-summary'), failed),
            severity: severityOf(state),
            facts: { Error: at(detail, 'execution-result', 'error-code') },
            links: {
              Pipeline: consoleOf(
                at(event, 'region'),
                () => `codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}/view`,
              ),
              Execution: at(detail, 'execution-result', 'external-execution-url'),
            },
          };
    },
  },
  // https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-sns.html
  {
    tell: (event) => {
      const records = listAt(event, 'Records').filter(
        (record) => at(record, 'eventSource') === 'aws:codecommit',
      );
      const [record] = records.length > 0 ? records : [event];
      if (at(record, 'eventSource') !== 'aws:codecommit') return undefined;
      const changes = listAt(record, 'codecommit', 'references').map((change) =>
        words(
          at(change, 'ref'),
          at(change, 'commit')?.slice(0, 12),
          change['deleted'] === true ? '(deleted)' : undefined,
        ),
      );
      return {
        title: `${at(record, 'eventName') ?? 'Change'} of ${shortOf(at(record, 'eventSourceARN')) ?? 'a repository'}`,
        text: lines(changes),
        severity: 'info',
        used: listAt(record, 'codecommit', 'references').map((change) => at(change, 'commit')),
        facts: {
          By: shortOf(at(record, 'userIdentityARN')),
          Trigger: at(record, 'eventTriggerName'),
        },
      };
    },
  },
  {
    kind: /^CodeCommit /,
    tell: (_, detail) => ({
      title: said(
        words(
          at(detail, 'event'),
          'of',
          at(detail, 'repositoryName') ?? at(detail, 'repositoryNames', 0),
        ),
        at(detail, 'title') ?? at(detail, 'referenceName'),
      ),
      text: at(detail, 'notificationBody'),
      severity: 'info',
      facts: { Status: at(detail, 'pullRequestStatus'), By: shortOf(at(detail, 'callerUserArn')) },
    }),
  },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html
  {
    tell: (event) => {
      const status = at(event, 'ResourceStatus');
      const stack = at(event, 'StackName');
      if (status === undefined || stack === undefined) return undefined;
      const resource = at(event, 'LogicalResourceId');
      const id = at(event, 'StackId');
      const region = id?.split(':')[3];
      return {
        title: words(stack, resource === stack ? undefined : resource, status),
        text: at(event, 'ResourceStatusReason'),
        severity: severityOf(status),
        facts: { Type: at(event, 'ResourceType') },
        links: {
          Stack:
            id &&
            consoleOf(
              region,
              (code) =>
                `cloudformation/home?region=${code}#/stacks/events?stackId=${encodeURIComponent(id)}`,
            ),
        },
      };
    },
  },
  {
    kind: /^CloudFormation /,
    tell: (_, detail) => {
      const status =
        at(detail, 'status-details', 'status') ??
        at(detail, 'status-details', 'stack-set-operation-status');
      const arn = at(detail, 'stack-id') ?? at(detail, 'stack-set-arn');
      const stack = arn?.split(/[/:]/).at(-2);
      return stack === undefined
        ? undefined
        : {
            title: words(stack, at(detail, 'logical-resource-id'), status),
            text: at(detail, 'status-details', 'status-reason'),
            severity: severityOf(status),
          };
    },
  },
];
