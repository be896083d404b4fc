import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, MetricStat, Trigger } from '../../src/alarm/alarm.ts';
import { metricUrl } from '../../src/message/metric-url.ts';
import { above80, buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';

/** Reads the console's notation, written from what it is and not from how it is made. */
function readGraph(url: string | undefined): unknown {
  const [, text = ''] = (url ?? '').split('#metricsV2:graph=');
  let at = 0;
  const peek = () => text.charAt(at);
  const take = (expected: string) => {
    if (peek() !== expected) throw new Error(`${expected} expected at ${at} of ${text}`);
    at += 1;
  };
  const takeWhile = (pattern: RegExp) => {
    const start = at;
    while (at < text.length && pattern.test(peek())) at += 1;
    return text.slice(start, at);
  };
  const readValue = (): unknown => {
    take('~');
    if (peek() === "'") {
      take("'");
      return decode(takeWhile(/[\w.*-]/));
    }
    if (peek() !== '(') return JSON.parse(takeWhile(/[\w.+-]/));
    take('(');
    const value = peek() === '~' || peek() === ')' ? readList() : readFields();
    take(')');
    return value;
  };
  const readList = (): unknown[] => {
    const list: unknown[] = [];
    while (peek() === '~') list.push(readValue());
    return list;
  };
  const readFields = (): object => {
    const fields: [string, unknown][] = [];
    for (;;) {
      fields.push([takeWhile(/\w/), readValue()]);
      if (peek() !== '~') return Object.fromEntries(fields);
      take('~');
    }
  };
  const graph = readValue();
  if (at < text.length) throw new Error(`${text.slice(at)} is left`);
  return graph;
}

function decode(text: string): string {
  return text.replace(/\*\*([0-9a-f]{4})|\*([0-9a-f]{2})/g, (_, long, short) =>
    String.fromCharCode(Number.parseInt(long ?? short, 16)),
  );
}

function graphOf(trigger: Trigger, changes: Partial<Alarm> = {}): unknown {
  return readGraph(metricUrl(buildAlarm({ trigger, ...changes })));
}

function input(id: string, metricName: string, more: Partial<MetricStat> = {}): MetricStat {
  return {
    id,
    namespace: 'Shop',
    metricName,
    dimensions: [],
    statistic: 'Sum',
    period: 60,
    ...more,
  };
}

describe('the graph of', () => {
  it('a metric is that metric with its statistic, period and threshold, around the state change', () => {
    expect(graphOf(cpuAbove80)).toEqual({
      metrics: [['AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-0123456789abcdef0']],
      view: 'timeSeries',
      stacked: false,
      region: 'ap-northeast-2',
      period: 300,
      stat: 'Average',
      start: '2026-11-22T06:20:00.000Z',
      end: '2026-11-22T08:15:00.000Z',
      annotations: { horizontal: [{ label: 'web-1 CPU', value: 80 }] },
    });
  });

  it('anomaly detection has the band, under the id that the band names', () => {
    const stat = { ...cpu, id: 'm1' };
    const { threshold: _, ...condition } = above80;
    const band = 'ANOMALY_DETECTION_BAND(m1, 2)';
    expect(graphOf({ kind: 'anomaly', stat, band, condition })).toMatchObject({
      metrics: [
        ['AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-0123456789abcdef0', { id: 'm1' }],
        [{ expression: band, id: 'alarm_series' }],
      ],
      stat: 'Average',
    });
  });

  it('metric math has every input, unseen, with the statistic and period of its own', () => {
    const inputs = [input('m1', 'Errors'), input('m2', 'Requests', { statistic: 'SampleCount' })];
    const expression = '100 * m1 / FILL(m2, 0)';
    expect(
      graphOf({ kind: 'math', expression, label: 'Error rate', inputs, condition: above80 }),
    ).toMatchObject({
      metrics: [
        [{ expression, label: 'Error rate', id: 'alarm_series' }],
        ['Shop', 'Errors', { id: 'm1', stat: 'Sum', period: 60, visible: false }],
        ['Shop', 'Requests', { id: 'm2', stat: 'SampleCount', period: 60, visible: false }],
      ],
      period: 300,
    });
  });

  it('a metric of another account asks that one', () => {
    const stat = { ...cpu, dimensions: [], accountId: '444455556666' };
    expect(graphOf({ ...cpuAbove80, stat })).toMatchObject({
      metrics: [['AWS/EC2', 'CPUUtilization', { accountId: '444455556666' }]],
    });
    const own = { ...stat, accountId: '123456789012' };
    expect(graphOf({ ...cpuAbove80, stat: own })).toMatchObject({
      metrics: [['AWS/EC2', 'CPUUtilization']],
    });
  });

  it('any names is written in the notation of the console', () => {
    const stat = { ...cpu, metricName: 'CPU % (é)', dimensions: [] };
    expect(metricUrl(buildAlarm({ name: 'a\tb 경보ŀ', trigger: { ...cpuAbove80, stat } }))).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#metricsV2:graph=' +
        "~(metrics~(~(~'AWS*2fEC2~'CPU*20*25*20*28*e9*29))~view~'timeSeries~stacked~false~region~'ap-northeast-2" +
        "~period~300~stat~'Average~start~'2026-11-22T06*3a20*3a00.000Z~end~'2026-11-22T08*3a15*3a00.000Z" +
        "~annotations~(horizontal~(~(label~'a*09b*20**acbd**bcf4**0140~value~80))))",
    );
  });

  it('a query is the query', () => {
    const query = '\n select AVG(CPUUtilization) FROM "AWS/EC2" GROUP BY InstanceId';
    expect(graphOf({ kind: 'query', query, condition: above80 })).toMatchObject({
      metrics: [[{ expression: query, id: 'alarm_series' }]],
    });
  });

  it('a metric of no dimension and no threshold has neither', () => {
    const { threshold: _, ...condition } = above80;
    const graph = graphOf({ kind: 'metric', stat: { ...cpu, dimensions: [] }, condition });
    expect(graph).toMatchObject({ metrics: [['AWS/EC2', 'CPUUtilization']] });
    expect(graph).not.toHaveProperty('annotations');
  });

  it(
    'begins early enough for its period',
    everyRow(
      [
        [10, '2026-11-22T07:00:00.000Z'],
        [60, '2026-11-22T07:00:00.000Z'],
        [3_600, '2026-11-21T12:00:00.000Z'],
        [86_400, '2026-11-02T08:00:00.000Z'],
        [Number.MAX_SAFE_INTEGER, '2026-11-02T08:00:00.000Z'],
      ],
      (period, start) => {
        const graph = graphOf({ kind: 'metric', stat: cpu, condition: { ...above80, period } });
        expect(graph).toMatchObject({ start });
      },
    ),
  );
});

describe('there is no graph', () => {
  const { namespace: _, ...nameless } = cpu;
  const math = { kind: 'math', condition: above80 } as const;
  it(
    'for what the console cannot draw',
    everyRow<[string, Trigger]>(
      [
        ['of a composite alarm', { kind: 'composite', children: [] }],
        ['of PromQL', { kind: 'query', query: 'rate(errors[5m])', condition: above80 }],
        ['of PromQL with such a word', { kind: 'query', query: 'a or SELECT', condition: above80 }],
        ['of PromQL in such letters', { kind: 'query', query: 'xSELECT 1', condition: above80 }],
        ['of a metric without its namespace', { ...cpuAbove80, stat: nameless }],
        ['of a band that is not told', { kind: 'anomaly', stat: cpu, condition: above80 }],
        [
          'of a band around another metric',
          {
            kind: 'anomaly',
            stat: { ...cpu, id: 'm1' },
            band: 'ANOMALY_DETECTION_BAND(m2)',
            condition: above80,
          },
        ],
        [
          'of an expression over another expression, which is not told',
          { ...math, expression: 'e1 / m1', inputs: [input('m1', 'Errors')] },
        ],
        [
          'of an expression over a metric without its namespace',
          { ...math, expression: 'm1', inputs: [input('m2', 'Errors'), { ...nameless, id: 'm1' }] },
        ],
      ],
      (_name, trigger) => {
        expect(metricUrl(buildAlarm({ trigger }))).toBeUndefined();
      },
    ),
  );

  it.each(['trigger', 'changedAt', 'region'] as const)('of an alarm without its %s', (key) => {
    expect(metricUrl(without(buildAlarm(), key))).toBeUndefined();
  });

  it('where the link would be too long for Slack', () => {
    const dimensions = Array.from({ length: 30 }, (_each, index) => ({
      name: `Dimension${index}`,
      value: '/'.repeat(50),
    }));
    const trigger = { ...cpuAbove80, stat: { ...cpu, dimensions } };
    expect(metricUrl(buildAlarm({ trigger }))).toBeUndefined();
  });
});

it('the link of any names is sound, and the console reads those names', () => {
  const short = outsideText(3);
  fc.assert(
    fc.property(short, short, short, short, (name, namespace, metricName, value) => {
      const dimensions = [{ name: 'Path', value }];
      const stat = { ...cpu, namespace, metricName, dimensions };
      const url = metricUrl(buildAlarm({ name, trigger: { ...cpuAbove80, stat } }));
      if (url === undefined) return;
      expect(url).toMatch(/^https:\/\/[!-~]+$/);
      expect(url).not.toMatch(/[<>|]/);
      expect(new URL(url).hostname).toBe('ap-northeast-2.console.aws.amazon.com');
      const path = [namespace, metricName, 'Path', value].map((text) => text.toWellFormed());
      expect(readGraph(url)).toMatchObject({
        metrics: [path],
        annotations: { horizontal: [{ label: name.toWellFormed() }] },
      });
    }),
  );
});
