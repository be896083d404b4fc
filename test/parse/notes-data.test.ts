import { expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'an event of a database over SNS',
    {
      'Event Source': 'db-instance',
      'Source ID': 'bills-1',
      'Event Message': 'The storage is full',
      'Identifier Link': 'https://console.example.net/bills-1',
      'Event ID': 'https://docs.example.net/RDS-EVENT-0007',
    },
    [
      'critical bills-1: The storage is full',
      'Source: db-instance',
      '<https://console.example.net/bills-1|Resource>',
      '<https://docs.example.net/RDS-EVENT-0007|What it means>',
    ],
  ],
  [
    'an event of Redshift, as bad as it says',
    {
      Severity: 'ERROR',
      Resource: 'dwh',
      'Event Message': 'Cluster dwh was resized',
      'About this Event': 'https://docs.example.net/REDSHIFT-1',
      'Event ID': 'REDSHIFT-1',
    },
    [
      'critical dwh: Cluster dwh was resized',
      'Severity: ERROR',
      '- Event ID: REDSHIFT-1',
      '<https://docs.example.net/REDSHIFT-1|What it means>',
    ],
  ],
  [
    'an event of Redshift that says it is none',
    { Severity: 'ERROR or not', Resource: 'dwh', 'Event Message': 'Cluster dwh was resized' },
    ['info dwh: Cluster dwh was resized', 'Severity: ERROR or not'],
  ],
  [
    'an event of DMS over SNS',
    {
      'Event Source': 'replication-task',
      SourceId: 'copy-bills',
      'Event Message': 'Replication task has restarted',
    },
    ['warning copy-bills: Replication task has restarted', 'Source: replication-task'],
  ],
  [
    'an event of a database over EventBridge',
    {
      'detail-type': 'RDS DB Instance Event',
      detail: {
        SourceIdentifier: 'bills-1',
        SourceType: 'DB_INSTANCE',
        Message: 'Backup was made',
      },
    },
    ['info bills-1: Backup was made', 'Source: DB_INSTANCE'],
  ],
  [
    'a message of no database',
    { 'Event Message': 'Backup was made' },
    ['? ', '- Event message: Backup was made'],
  ],
  [
    'a database without a message',
    { 'Source ID': 'bills-1', 'Event Source': 'db-instance' },
    ['? ', '- Event source: db-instance', '- Source ID: bills-1'],
  ],
  [
    'a replication',
    {
      'detail-type': 'DMS Replication Task State Change',
      resources: ['arn:aws:dms:eu-west-1:111122223333:task:COPYBILLS'],
      detail: {
        eventType: 'REPLICATION_TASK_STOPPED',
        category: 'StateChange',
        type: 'REPLICATION_TASK',
        detailMessage: 'Stop reason: user',
        resourceLink: 'https://console.example.net/copy-bills',
      },
    },
    [
      'critical DMS COPYBILLS REPLICATION_TASK_STOPPED',
      'Stop reason: user',
      'Category: StateChange',
      'Type: REPLICATION_TASK',
      '- Resources: arn:aws:dms:eu-west-1:111122223333:task:COPYBILLS',
      '<https://console.example.net/copy-bills|Resource>',
    ],
  ],
  [
    'a replication without a type',
    { 'detail-type': 'DMS Replication Task State Change', detail: { category: 'StateChange' } },
    ['? DMS Replication Task State Change', '- Category: StateChange'],
  ],
  [
    'a cache that cannot fail over',
    { 'ElastiCache:FailoverUnavailable': 'sessions-001' },
    ['critical ElastiCache:FailoverUnavailable on sessions-001'],
  ],
  [
    'a cache that failed over',
    { Other: 1, 'ElastiCache:FailoverComplete': 'sessions-001' },
    ['warning ElastiCache:FailoverComplete on sessions-001', '- Other: 1'],
  ],
  [
    'a cache of which no name is given',
    { 'ElastiCache:CacheNodesRebooted': null },
    ['warning ElastiCache:CacheNodesRebooted'],
  ],
  [
    'a cache that is there',
    { 'ElastiCache:CacheClusterProvisioningComplete': 'sessions' },
    ['info ElastiCache:CacheClusterProvisioningComplete on sessions'],
  ],
  [
    'a key that only begins with ElastiCache',
    { 'ElastiCache:Some thing': 'sessions' },
    ['? ', '- ElastiCache:Some thing: sessions'],
  ],
  [
    'a key that only ends with ElastiCache',
    { 'My ElastiCache:Failover': 'sessions' },
    ['? ', '- My ElastiCache:Failover: sessions'],
  ],
  [
    'two files',
    {
      Records: [
        { eventSource: 'aws:other' },
        {
          eventSource: 'aws:s3',
          eventName: 'ObjectCreated:Put',
          eventTime: '2026-11-23T02:14:00Z',
          requestParameters: { sourceIPAddress: '192.0.2.7' },
          s3: { bucket: { name: 'papers' }, object: { key: '2026/a+b%C3%BC.pdf', size: 900 } },
        },
        {
          eventSource: 'aws:s3',
          eventName: 'ObjectCreated:Put',
          eventTime: '2026-11-23T02:14:00Z',
          requestParameters: { sourceIPAddress: '192.0.2.7' },
          s3: { bucket: { name: 'papers' }, object: { key: '100%+sure', size: 1500 } },
        },
      ],
    },
    [
      'info ObjectCreated:Put: papers 2026/a bü.pdf (900 B)',
      'papers 2026/a bü.pdf (900 B)',
      'papers 100%+sure (1.5 kB)',
      'Bucket: papers',
      'Source IP: 192.0.2.7',
      'Time: 2026-11-23T02:14:00Z',
      '- Records Event source: aws:other',
      '- Records Event source: aws:s3',
      '- Records Event source: aws:s3',
    ],
  ],
  [
    'one file, in a record of its own',
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-11-23T02:14:00Z',
      requestParameters: { sourceIPAddress: '192.0.2.7' },
      s3: { bucket: { name: 'papers' }, object: { key: 'a.pdf', size: 1024 } },
    },
    [
      'info ObjectCreated:Put: papers a.pdf (1 kB)',
      'Bucket: papers',
      'Source IP: 192.0.2.7',
      'Time: 2026-11-23T02:14:00Z',
      '- Event source: aws:s3',
    ],
  ],
  [
    'a file without a size',
    {
      Records: [
        {
          eventName: 'ObjectRemoved:Delete',
          s3: { bucket: { name: 'papers' }, object: { key: 'a.pdf' } },
        },
      ],
    },
    ['info ObjectRemoved:Delete: papers a.pdf', 'Bucket: papers'],
  ],
  [
    'a file as EventBridge tells of it',
    {
      'detail-type': 'Object Created',
      detail: {
        bucket: { name: 'papers' },
        object: { key: 'a+b.pdf', size: 2000000 },
        reason: 'PutObject',
        requester: '111122223333',
      },
    },
    [
      'info Object Created: papers a+b.pdf (2 MB)',
      'Reason: PutObject',
      'By: 111122223333',
      '- Object Size: 2000000',
    ],
  ],
  [
    'a file that is deleted',
    {
      'detail-type': 'Object Deleted',
      detail: { bucket: { name: 'papers' }, object: { key: 'a.pdf' } },
    },
    ['info Object Deleted: papers a.pdf'],
  ],
  [
    'an object without a key',
    { 'detail-type': 'Object Tags Added', detail: { bucket: { name: 'papers' } } },
    ['? Object Tags Added', '- Bucket Name: papers'],
  ],
  [
    'a letter that nobody takes',
    {
      notificationType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [
          { emailAddress: 'a@example.com', diagnosticCode: '550 unknown' },
          { emailAddress: 'b@example.com' },
          { status: '5.1.1' },
        ],
      },
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    [
      'critical Bounce (Permanent): a@example.com, b@example.com',
      '550 unknown',
      'Subject: Your bill',
      'From: till@example.net',
      'Bounce subtype: General',
      '- Bounce Bounced recipients Status: 5.1.1',
      '- Mail Destination: who@example.com',
    ],
  ],
  [
    'a letter that comes back for now',
    {
      notificationType: 'Bounce',
      bounce: { bounceType: 'Transient', bouncedRecipients: [] },
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    ['warning Bounce (Transient): who@example.com', 'Subject: Your bill', 'From: till@example.net'],
  ],
  [
    'a letter of which somebody complains',
    {
      eventType: 'Complaint',
      complaint: {
        complaintFeedbackType: 'abuse',
        complainedRecipients: [{ emailAddress: 'a@example.com' }],
      },
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    [
      'critical Complaint (abuse): a@example.com',
      'Subject: Your bill',
      'From: till@example.net',
      '- Mail Destination: who@example.com',
    ],
  ],
  [
    'a letter that is late',
    {
      eventType: 'DeliveryDelay',
      deliveryDelay: {
        delayType: 'MailboxFull',
        delayedRecipients: [{ emailAddress: 'a@example.com', diagnosticCode: '4.2.2' }],
      },
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    [
      'warning DeliveryDelay (MailboxFull): a@example.com',
      '4.2.2',
      'Subject: Your bill',
      'From: till@example.net',
      '- Mail Destination: who@example.com',
    ],
  ],
  [
    'a letter that was rejected',
    {
      eventType: 'Reject',
      reject: { reason: 'Bad content' },
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    [
      'critical Reject: who@example.com',
      'Bad content',
      'Subject: Your bill',
      'From: till@example.net',
    ],
  ],
  [
    'a letter that could not be written',
    {
      eventType: 'Rendering Failure',
      failure: { errorMessage: 'Attribute name is not present' },
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    [
      'critical Rendering Failure: who@example.com',
      'Attribute name is not present',
      'Subject: Your bill',
      'From: till@example.net',
    ],
  ],
  [
    'a letter that came',
    {
      notificationType: 'Delivery',
      delivery: {},
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    ['info Delivery: who@example.com', 'Subject: Your bill', 'From: till@example.net'],
  ],
  [
    'a letter without an address',
    { eventType: 'Open', mail: { source: 'till@example.net' } },
    ['info Open', 'From: till@example.net'],
  ],
  [
    'a letter without a sender',
    { notificationType: 'Bounce', mail: { destination: ['who@example.com'] } },
    ['? ', '- Notification type: Bounce', '- Mail Destination: who@example.com'],
  ],
  [
    'mail of no kind',
    {
      mail: {
        source: 'till@example.net',
        destination: ['who@example.com'],
        commonHeaders: { subject: 'Your bill' },
      },
    },
    [
      '? ',
      '- Mail Common headers Subject: Your bill',
      '- Mail Source: till@example.net',
      '- Mail Destination: who@example.com',
    ],
  ],
  [
    'a test of S3',
    { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'papers' },
    ['info S3 test event of papers', '- Service: Amazon S3', '- Event: s3:TestEvent'],
  ],
  [
    'a test of S3 without a bucket',
    { Event: 's3:TestEvent' },
    ['info S3 test event of a bucket', '- Event: s3:TestEvent'],
  ],
  [
    'another event',
    { Event: 's3:Test', Bucket: 'papers' },
    ['? ', '- Event: s3:Test', '- Bucket: papers'],
  ],
];

it(
  'the note of data, mail and machines says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);
