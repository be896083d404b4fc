import {
  at,
  consoleOf,
  dollars,
  isoTime,
  lines,
  listAt,
  nameOf,
  said,
  severityOf,
  words,
} from './note-fields.ts';
import type { Row } from './notes.ts';

/** The account: its health, bills and rules. */
export const ACCOUNT_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
  {
    kind: /^AWS Health /,
    tell: (_, detail) => {
      const entities = listAt(detail, 'affectedEntities').map((entity) =>
        at(entity, 'entityValue'),
      );
      const category = at(detail, 'eventTypeCategory');
      const isOver = at(detail, 'statusCode') === 'closed';
      return {
        title: said(
          words(at(detail, 'service'), at(detail, 'eventTypeCode')),
          lines(entities.slice(0, 3).map(nameOf)).replaceAll('\n', ', '),
        ),
        text: at(detail, 'eventDescription', 0, 'latestDescription'),
        severity: isOver
          ? 'good'
          : category === 'issue'
            ? 'critical'
            : category === 'accountNotification'
              ? 'info'
              : 'warning',
        facts: {
          Status: at(detail, 'statusCode'),
          Affected: entities.filter(Boolean).join('\n'),
          Start: isoTime(at(detail, 'startTime')),
          End: isoTime(at(detail, 'endTime')),
        },
        used: [at(detail, 'startTime'), at(detail, 'endTime')],
        links: {
          'AWS Health': 'https://health.aws.amazon.com/health/home#/account/dashboard/open-issues',
        },
      };
    },
  },
  // https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html
  {
    tell: (_, source) => {
      const impact = dollars(at(source, 'impact', 'totalImpact'));
      if (at(source, 'anomalyId') === undefined || impact === undefined) return undefined;
      const percent = at(source, 'impact', 'totalImpactPercentage');
      const causes = listAt(source, 'rootCauses').map((cause) =>
        ['service', 'usageType', 'region', 'linkedAccountName', 'linkedAccount']
          .map((key) => at(cause, key))
          .filter(Boolean)
          .join(', '),
      );
      return {
        title: said(`Cost anomaly of ${impact}`, at(source, 'dimensionalValue')),
        text: lines(
          said(
            'Spent',
            `${dollars(at(source, 'impact', 'totalActualSpend')) ?? '?'}, expected ${dollars(at(source, 'impact', 'totalExpectedSpend')) ?? '?'}${percent === undefined ? '' : ` (+${percent}%)`}`,
          ),
          causes,
        ),
        severity: 'warning',
        used: ['maxImpact', 'totalActualSpend', 'totalExpectedSpend', 'totalImpact'].map((key) =>
          at(source, 'impact', key),
        ),
        facts: { Start: at(source, 'anomalyStartDate'), End: at(source, 'anomalyEndDate') },
        links: { Anomaly: at(source, 'anomalyDetailsLink') },
      };
    },
  },
  // The text that AWS Budgets publishes, read as its pairs.
  {
    tell: (event) => {
      const name = at(event, 'Budget Name');
      if (name === undefined) return undefined;
      const type = at(event, 'Alert Type') ?? 'ACTUAL';
      const amount = at(event, `${type} Amount`);
      return {
        title: said(`Budget ${name}`, words(type, amount, 'of', at(event, 'Budgeted Amount'))),
        severity: type === 'FORECASTED' ? 'warning' : 'critical',
        facts: { Threshold: at(event, 'Alert Threshold'), Type: at(event, 'Budget Type') },
      };
    },
  },
  // https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
  {
    kind: /^Config /,
    tell: (event, detail) => {
      const state = at(detail, 'newEvaluationResult', 'complianceType');
      const rule = at(detail, 'configRuleName');
      if (rule === undefined) return undefined;
      return {
        title: said(words(at(detail, 'resourceId'), state), rule),
        text: at(detail, 'newEvaluationResult', 'annotation'),
        severity: severityOf(state),
        facts: {
          Type: at(detail, 'resourceType'),
          Was: at(detail, 'oldEvaluationResult', 'complianceType'),
        },
        links: {
          Rule: consoleOf(
            at(event, 'region'),
            (region) =>
              `config/home?region=${region}#/rules/details?configRuleName=${encodeURIComponent(rule)}`,
          ),
        },
      };
    },
  },
];
