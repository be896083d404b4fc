import { type JsonObject, readObject } from '../json.ts';
import { at, lines, listAt, said, severityOf, shortOf, sizeOf, words } from './note-fields.ts';
import type { Row, Severity } from './notes.ts';

/** `2026/Rechnung Müller.pdf` of the form in which S3 writes keys into notifications. */
function keyOf(key: string | undefined): string | undefined {
  try {
    return key && decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

function databaseSeverity(message: string): Severity {
  if (/fail(?!over)|error|unavailable|corrupt|out of|exhaust|full/i.test(message))
    return 'critical';
  return /failover|restart|shutdown|started|low|patch|recover/i.test(message) ? 'warning' : 'info';
}

/** How RDS, DMS and Redshift name what an event is about. */
const SOURCES = ['Source ID', 'SourceId', 'Resource'];

function objectLine(record: JsonObject): string {
  const size = sizeOf(at(record, 's3', 'object', 'size'));
  return words(
    at(record, 's3', 'bucket', 'name'),
    keyOf(at(record, 's3', 'object', 'key')),
    size && `(${size})`,
  );
}

/** Data, mail and machines. */
export const DATA_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html, and DMS and Redshift alike
  {
    tell: (event, detail) => {
      const message = at(event, 'Event Message') ?? at(detail, 'Message');
      const source =
        SOURCES.map((key) => at(event, key)).find(Boolean) ?? at(detail, 'SourceIdentifier');
      if (message === undefined || source === undefined) return undefined;
      const level = at(event, 'Severity');
      return {
        title: said(source, message),
        severity: /^error$/i.test(level ?? '') ? 'critical' : databaseSeverity(message),
        facts: {
          Severity: level,
          Source: at(event, 'Event Source') ?? at(detail, 'SourceType'),
        },
        links: {
          Resource: at(event, 'Identifier Link'),
          'What it means': at(event, 'About this Event') ?? at(event, 'Event ID'),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_EventBridge.html
  {
    kind: /^DMS /,
    tell: (event, detail) => {
      const type = at(detail, 'eventType');
      const name = shortOf(at(event, 'resources', 0));
      return type === undefined
        ? undefined
        : {
            title: words('DMS', name, type),
            text: at(detail, 'detailMessage'),
            severity: severityOf(type),
            facts: { Category: at(detail, 'category'), Type: at(detail, 'type') },
            links: { Resource: at(detail, 'resourceLink') },
          };
    },
  },
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html
  {
    tell: (event) => {
      const [key] = Object.keys(event).filter((name) => /^ElastiCache:\w+$/.test(name));
      if (key === undefined) return undefined;
      const name = at(event, key);
      return {
        title: words(key, name && `on ${name}`),
        severity: /fail|unavailable|error/i.test(key.replace('FailoverComplete', ''))
          ? 'critical'
          : /failover|removed|reboot/i.test(key)
            ? 'warning'
            : 'info',
      };
    },
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
  {
    tell: (event) => {
      const all = listAt(event, 'Records').filter((record) => record['s3'] !== undefined);
      const records = event['s3'] === undefined ? all : [event];
      const [record] = records;
      if (record === undefined) return undefined;
      return {
        title: said(at(record, 'eventName'), objectLine(record)),
        text: records.length > 1 ? lines(records.map(objectLine)) : undefined,
        severity: 'info',
        used: records.flatMap((one) => [
          at(one, 's3', 'object', 'key'),
          at(one, 's3', 'object', 'size'),
        ]),
        facts: {
          Bucket: at(record, 's3', 'bucket', 'name'),
          'Source IP': at(record, 'requestParameters', 'sourceIPAddress'),
          Time: at(record, 'eventTime'),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
  {
    kind: /^Object /,
    tell: (event, detail) => {
      const key = at(detail, 'object', 'key');
      const size = sizeOf(at(detail, 'object', 'size'));
      return key === undefined
        ? undefined
        : {
            title: said(
              at(event, 'detail-type'),
              words(at(detail, 'bucket', 'name'), key, size && `(${size})`),
            ),
            severity: 'info',
            facts: { Reason: at(detail, 'reason'), By: at(detail, 'requester') },
          };
    },
  },
  // https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
  {
    tell: (event) => {
      const kind = at(event, 'notificationType') ?? at(event, 'eventType');
      if (kind === undefined || at(event, 'mail', 'source') === undefined) return undefined;
      const key = kind.replace('Rendering ', '');
      const part = readObject(event, key.charAt(0).toLowerCase() + key.slice(1));
      const people = ['bouncedRecipients', 'complainedRecipients', 'delayedRecipients'].flatMap(
        (list) => listAt(part, list),
      );
      const type =
        at(part, 'bounceType') ?? at(part, 'complaintFeedbackType') ?? at(part, 'delayType');
      const whom =
        people.length > 0
          ? people.map((one) => at(one, 'emailAddress'))
          : [at(event, 'mail', 'destination', 0)];
      return {
        title: said(words(kind, type && `(${type})`), whom.filter(Boolean).join(', ')),
        text: lines(
          at(part, 'reason'),
          at(part, 'errorMessage'),
          people.map((one) => at(one, 'diagnosticCode')),
        ),
        severity:
          kind === 'Complaint' || type === 'Permanent' || /reject|failure/i.test(kind)
            ? 'critical'
            : kind === 'Bounce' || kind === 'DeliveryDelay'
              ? 'warning'
              : 'info',
        facts: {
          Subject: at(event, 'mail', 'commonHeaders', 'subject'),
          From: at(event, 'mail', 'source'),
          'Bounce subtype': at(part, 'bounceSubType'),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html
  {
    tell: (event) =>
      at(event, 'Event') === 's3:TestEvent'
        ? {
            title: `S3 test event of ${shortOf(at(event, 'Bucket')) ?? 'a bucket'}`,
            severity: 'info',
          }
        : undefined,
  },
];
