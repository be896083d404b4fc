import { at, consoleOf, lines, listAt, said, shortOf, words } from './note-fields.ts';
import type { Row, Severity } from './notes.ts';

function ofNumber(severity: number): Severity {
  if (severity >= 7) return 'critical';
  return severity >= 4 ? 'warning' : 'info';
}

function ofLabel(label: string | undefined): Severity {
  if (/critical|high/i.test(label ?? '')) return 'critical';
  return /medium|moderate/i.test(label ?? '') ? 'warning' : 'info';
}

/** What is found, warned of, billed and audited. */
export const SECURITY_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
  {
    kind: /^GuardDuty Finding/,
    tell: (_, detail) => {
      const severity = at(detail, 'severity');
      const region = at(detail, 'region');
      const id = encodeURIComponent(at(detail, 'id') ?? '');
      return {
        title: at(detail, 'title') ?? words('GuardDuty', at(detail, 'type')),
        text: at(detail, 'description'),
        severity: ofNumber(Number(severity)),
        facts: {
          Severity: severity,
          Type: at(detail, 'type'),
          Account: at(detail, 'accountId'),
          Region: region,
        },
        links: {
          Finding: consoleOf(
            region,
            `guardduty/home?region=${region ?? ''}#/findings?macros=current&fId=${id}`,
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
      const more = findings
        .slice(1)
        .map((one) => at(one, 'Title') ?? at(one, 'finding_info', 'title'));
      return {
        title:
          at(finding, 'Title') ?? at(finding, 'finding_info', 'title') ?? 'Security Hub finding',
        text: lines(at(finding, 'Description') ?? at(finding, 'finding_info', 'desc'), more),
        severity: ofLabel(label),
        facts: {
          Severity: label,
          Resource: at(finding, 'Resources', 0, 'Id') ?? at(finding, 'resources', 0, 'uid'),
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
      const error = at(detail, 'errorCode');
      const name = at(detail, 'eventName');
      return name === undefined
        ? undefined
        : {
            title: said(words(name, user && `by ${user}`), error),
            text: at(detail, 'errorMessage'),
            severity: error !== undefined || user === 'root' ? 'critical' : 'info',
            facts: {
              Service: at(detail, 'eventSource'),
              'Source IP': at(detail, 'sourceIPAddress'),
              User: at(detail, 'userIdentity', 'arn'),
              Login: at(detail, 'responseElements', 'ConsoleLogin'),
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
