import type { IncomingHttpHeaders } from 'node:http';

export interface AwsAnswer {
  /** The operation that was asked for. */
  readonly what: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const PERIOD = 300;

/** What CloudWatch (JSON protocol) and EC2 (Query protocol) say about a busy instance; an error for what is not known. */
export function answerAws(headers: IncomingHttpHeaders, body: string): AwsAnswer {
  const target = headers['x-amz-target'];
  const operation =
    typeof target === 'string'
      ? target.slice(target.indexOf('.') + 1)
      : (new URLSearchParams(body).get('Action') ?? '');
  switch (operation) {
    case 'GetMetricStatistics':
      return json(operation, {
        Label: 'CPUUtilization',
        Datapoints: series().map(({ time, value }) => ({
          Timestamp: time,
          Average: value,
          Unit: 'Percent',
        })),
      });
    case 'DescribeAlarmHistory':
      return json(operation, { AlarmHistoryItems: [] });
    case 'DescribeAlarms':
      return json(operation, { MetricAlarms: [], CompositeAlarms: [] });
    case 'DescribeTags':
      return { what: operation, status: 200, headers: { 'content-type': 'text/xml' }, text: TAGS };
    default:
      return {
        what: `unknown: ${operation}`,
        status: 400,
        headers: {},
        text: '{"__type":"InvalidAction"}',
      };
  }
}

function json(what: string, answer: unknown): AwsAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { what, status: 200, headers, text: JSON.stringify(answer) };
}

/** The last 20 periods; times in seconds. */
function series(): readonly { time: number; value: number }[] {
  const newest = Math.floor(Date.now() / 1000 / PERIOD) * PERIOD;
  return Array.from({ length: 20 }, (_, index) => ({
    time: newest - index * PERIOD,
    value: 93.4 - index * 2.25,
  }));
}

const TAGS = `<?xml version="1.0" encoding="UTF-8"?>
<DescribeTagsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><tagSet><item>
<resourceId>i-0123456789abcdef0</resourceId><resourceType>instance</resourceType><key>Name</key><value>web-1</value>
</item></tagSet></DescribeTagsResponse>`;
