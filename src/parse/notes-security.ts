import type { JsonObject } from '../json.ts';
import { listFacts } from './facts.ts';
import { at, consoleOf, lines, listAt, nameOf, said, shortOf, words } from './note-fields.ts';
import type { Row, Severity } from './notes.ts';

/** Where GuardDuty names what a finding is about. */
const RESOURCES: readonly (readonly (string | number)[])[] = [
  ['instanceDetails', 'instanceId'],
  ['s3BucketDetails', 0, 'name'],
  ['eksClusterDetails', 'name'],
  ['ecsClusterDetails', 'name'],
  ['lambdaDetails', 'functionName'],
  ['rdsDbInstanceDetails', 'dbInstanceIdentifier'],
  ['accessKeyDetails', 'userName'],
];

function ofNumber(severity: number): Severity {
  if (severity >= 7) return 'critical';
  return severity >= 4 ? 'warning' : 'info';
}

function ofLabel(label: string | undefined): Severity {
  if (/critical|high/i.test(label ?? '')) return 'critical';
  return /medium|moderate/i.test(label ?? '') ? 'warning' : 'info';
}

/** A finding that was closed, or a control that is kept again. */
function isOver(finding: JsonObject): boolean {
  const states = [
    at(finding, 'Compliance', 'Status'),
    at(finding, 'Workflow', 'Status'),
    at(finding, 'RecordState'),
    at(finding, 'status'),
  ];
  return states.some((state) => /^(?:PASSED|RESOLVED|SUPPRESSED|ARCHIVED)$/i.test(state ?? ''));
}

/** Of what a call says, by name: what was asked for, and what came of it. */
function parameters(...sources: readonly unknown[]): Readonly<Record<string, string>> {
  const facts = sources.flatMap((source) => listFacts(source)).slice(0, MOST_PARAMETERS);
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}

const MOST_PARAMETERS = 8;

/** What is found, warned of, billed and audited. */
export const SECURITY_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
  {
    kind: /^GuardDuty Finding/,
    tell: (_, detail) => {
      const severity = at(detail, 'severity');
      const region = at(detail, 'region');
      const id = encodeURIComponent(at(detail, 'id') ?? '');
      const resource = RESOURCES.map((path) => at(detail, 'resource', ...path)).find(Boolean);
      return {
        title: at(detail, 'title') ?? said(words('GuardDuty', at(detail, 'type')), resource),
        text: at(detail, 'description'),
        severity: ofNumber(Number(severity)),
        facts: {
          Severity: severity,
          Type: at(detail, 'type'),
          Resource: resource,
          Account: at(detail, 'accountId'),
          Region: region,
        },
        links: {
          Finding: consoleOf(
            region,
            (code) => `guardduty/home?region=${code}#/findings?macros=current&fId=${id}`,
          ),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
  {
    kind: /^(?:Security Hub Findings|Findings Imported)/,
    tell: (_, detail) => {
      const findings = listAt(detail, 'findings');
      const [finding] = findings;
      if (finding === undefined) return undefined;
      const label = at(finding, 'Severity', 'Label') ?? at(finding, 'severity');
      const resource = at(finding, 'Resources', 0, 'Id') ?? at(finding, 'resources', 0, 'uid');
      const title = at(finding, 'Title') ?? at(finding, 'finding_info', 'title');
      const more = findings
        .slice(1)
        .map((one) => at(one, 'Title') ?? at(one, 'finding_info', 'title'));
      return {
        title: said(
          title ?? 'Security Hub finding',
          more.length > 0 ? undefined : nameOf(resource),
        ),
        text: lines(at(finding, 'Description') ?? at(finding, 'finding_info', 'desc'), more),
        severity: isOver(finding) ? 'good' : ofLabel(label),
        facts: {
          Severity: label,
          Resource: resource,
          Status: at(finding, 'Compliance', 'Status') ?? at(finding, 'Workflow', 'Status'),
          Account: at(finding, 'AwsAccountId'),
        },
        links: { 'What to do': at(finding, 'Remediation', 'Recommendation', 'Url') },
      };
    },
  },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
  {
    kind: /via CloudTrail$/,
    tell: (_, detail) => {
      const user =
        at(detail, 'userIdentity', 'type') === 'Root'
          ? 'root'
          : (at(detail, 'userIdentity', 'userName') ?? shortOf(at(detail, 'userIdentity', 'arn')));
      const login = at(detail, 'responseElements', 'ConsoleLogin');
      const error = at(detail, 'errorCode') ?? (login === 'Success' ? undefined : login);
      const name = at(detail, 'eventName');
      const isBad = error !== undefined || at(detail, 'errorMessage') !== undefined;
      return name === undefined
        ? undefined
        : {
            title: said(words(name, user && `by ${user}`), error),
            text: at(detail, 'errorMessage'),
            severity: isBad || user === 'root' ? 'critical' : 'info',
            facts: {
              Service: at(detail, 'eventSource'),
              'Source IP': at(detail, 'sourceIPAddress'),
              User: at(detail, 'userIdentity', 'arn'),
              Login: login,
              ...parameters(detail['requestParameters'], detail['additionalEventData']),
            },
          };
    },
  },
  // https://docs.aws.amazon.com/devops-guru/latest/userguide/working-with-eventbridge.html
  {
    tell: (_, detail) => {
      const severity = at(detail, 'insightSeverity') ?? at(detail, 'InsightSeverity');
      const title =
        at(detail, 'insightName') ??
        at(detail, 'InsightName') ??
        at(detail, 'insightDescription') ??
        at(detail, 'InsightDescription');
      if (severity === undefined || title === undefined) return undefined;
      const isClosed = /closed/i.test(at(detail, 'MessageType') ?? at(detail, 'messageType') ?? '');
      return {
        title: `DevOps Guru: ${title}`,
        text: at(detail, 'insightDescription') ?? at(detail, 'InsightDescription'),
        severity: isClosed ? 'good' : ofLabel(severity),
        facts: { Severity: severity },
        links: { Insight: at(detail, 'insightUrl') ?? at(detail, 'InsightUrl') },
      };
    },
  },
];
