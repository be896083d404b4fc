import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Alarm,
  Condition,
  Datapoint,
  History,
  MetricStat,
  Trigger,
} from '../../src/alarm/alarm.ts';
import type { ChartBlock } from '../../src/message/blocks.ts';
import { type ChartWords, renderChart } from '../../src/message/chart.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';

const words: ChartWords = {
  value: 'Value',
  threshold: 'Threshold',
  upper: 'Upper limit',
  lower: 'Lower limit',
  time: 'Time',
};

const EIGHT = Date.UTC(2026, 10, 22, 8);

const cpu: MetricStat = {
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
  statistic: 'Average',
  period: 300,
};

const above80: Condition = { comparison: 'GreaterThanThreshold', threshold: 80 };

function alarmOn(
  trigger: Trigger | undefined,
  evaluation: Partial<Alarm['evaluation']> = {},
): Alarm {
  return {
    name: 'web-1 CPU',
    partition: 'aws',
    state: 'ALARM',
    evaluation: { understood: true, values: [], ...evaluation },
    facts: [],
    ...(trigger === undefined ? {} : { trigger }),
  };
}

/** Datapoints a period (seconds) apart from `start` on; undefined is a gap. */
function historyOf(
  values: readonly (number | undefined)[],
  { start = EIGHT, period = 300 } = {},
): History {
  const datapoints = values.flatMap((value, index): Datapoint[] =>
    value === undefined ? [] : [{ at: start + index * period * 1000, value }],
  );
  return { datapoints, period };
}

function chartOf(alarm: Alarm, history: History, timeZone = 'UTC'): ChartBlock['chart'] {
  const block = renderChart(alarm, history, { timeZone, words });
  if (block === undefined) throw new Error('no chart was drawn');
  return block.chart;
}

function labelsOf(history: History, timeZone = 'UTC'): readonly string[] {
  return chartOf(alarmOn({ kind: 'metric', stat: cpu, condition: above80 }), history, timeZone)
    .axis_config.categories;
}

describe('the chart of a metric alarm', () => {
  const alarm = alarmOn({ kind: 'metric', stat: cpu, condition: above80 });

  it('draws the metric against its threshold', () => {
    expect(
      renderChart(alarm, historyOf([12.3456789, 79.96, 97.6482312]), {
        timeZone: 'Asia/Seoul',
        words,
      }),
    ).toEqual({
      type: 'data_visualization',
      title: 'CPUUtilization',
      chart: {
        type: 'line',
        series: [
          {
            name: 'Average',
            data: [
              { label: '17:00', value: 12.35 },
              { label: '17:05', value: 79.96 },
              { label: '17:10', value: 97.65 },
            ],
          },
          {
            name: 'Threshold 80\u00a0%',
            data: [
              { label: '17:00', value: 80 },
              { label: '17:05', value: 80 },
              { label: '17:10', value: 80 },
            ],
          },
        ],
        axis_config: {
          categories: ['17:00', '17:05', '17:10'],
          x_label: 'Time (Asia/Seoul)',
          y_label: '%',
        },
      },
    });
  });

  it('shows the newest 20 datapoints', () => {
    const { series, axis_config } = chartOf(
      alarm,
      historyOf(Array.from({ length: 30 }, (_, i) => i)),
    );
    expect(series[0]?.data.map(({ value }) => value)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 10),
    );
    expect(axis_config.categories[0]).toBe('08:50');
  });

  it('leaves the category out where a period has no datapoint', () => {
    expect(labelsOf(historyOf([1, undefined, undefined, 2, 3]))).toEqual([
      '08:00',
      '08:15',
      '08:20',
    ]);
  });

  it('is not drawn with fewer than 3 datapoints', () => {
    for (const values of [[], [1], [1, undefined, 2]]) {
      expect(renderChart(alarm, historyOf(values), { timeZone: 'UTC', words })).toBeUndefined();
    }
  });

  it('takes the threshold from the state reason where the alarm names none, also when it is 0', () => {
    const unnamed = alarmOn({ kind: 'metric', stat: cpu, condition: {} }, { threshold: 0 });
    expect(chartOf(unnamed, historyOf([1, 2, 3])).series[1]).toEqual({
      name: 'Threshold 0\u00a0%',
      data: ['08:00', '08:05', '08:10'].map((label) => ({ label, value: 0 })),
    });
  });

  it('draws the metric alone where no threshold is known', () => {
    const unnamed = alarmOn({ kind: 'metric', stat: cpu, condition: {} });
    expect(chartOf(unnamed, historyOf([1, 2, 3])).series).toHaveLength(1);
  });

  it('scales large numbers to a unit that reads well, the threshold with them', () => {
    const stat = { ...cpu, metricName: 'NetworkIn' };
    const { series, axis_config } = chartOf(
      alarmOn({ kind: 'metric', stat, condition: { threshold: 2e9 } }),
      historyOf([999_999, 1_234_567_890, 2_500_000_000]),
    );
    expect(axis_config.y_label).toBe('GB');
    expect(series.map(({ data }) => data.map(({ value }) => value))).toEqual([
      [0.001, 1.235, 2.5],
      [2, 2, 2],
    ]);
  });

  it('names no unit where none is known', () => {
    const stat = { ...cpu, namespace: 'Shop', metricName: 'Queue', statistic: 'p99' };
    const { series, axis_config } = chartOf(
      alarmOn({ kind: 'metric', stat, condition: { threshold: 123456 } }),
      historyOf([123_456.789, 0.000012345, -5]),
    );
    expect(axis_config).not.toHaveProperty('y_label');
    expect(series.map(({ name }) => name)).toEqual(['p99', 'Threshold 123,456']);
    expect(series[0]?.data.map(({ value }) => value)).toEqual([123_457, 0.00001234, -5]);
  });
});

describe('the chart of the other forms', () => {
  const history = historyOf([40, 44, 46]);

  it('draws an anomaly alarm against both ends of its band', () => {
    const trigger: Trigger = { kind: 'anomaly', stat: cpu, condition: {} };
    const { series } = chartOf(alarmOn(trigger, { lower: 20.123, upper: 44.4444 }), history);
    expect(series.map(({ name, data }) => [name, data[0]?.value])).toEqual([
      ['Average', 40],
      ['Upper limit 44.4\u00a0%', 44.44],
      ['Lower limit 20.1\u00a0%', 20.12],
    ]);
  });

  const cases: readonly [string, Trigger, string][] = [
    [
      'the label of a math expression',
      { kind: 'math', expression: 'm1/m2', label: 'Error rate', inputs: [], condition: above80 },
      'Error rate',
    ],
    [
      'the expression where it has no label',
      { kind: 'math', expression: '100*m1/m2', inputs: [], condition: above80 },
      '100*m1/m2',
    ],
    [
      'a query, cut to the limit',
      {
        kind: 'query',
        query: `SELECT MAX(CPUUtilization)\n FROM "AWS/EC2" ${'x'.repeat(60)}`,
        condition: {},
      },
      'SELECT MAX(CPUUtilization) FROM "AWS/EC2" xxxxxxx…',
    ],
    [
      'the alarm where the metric has no printable name',
      { kind: 'metric', stat: { ...cpu, metricName: ' \u202e ' }, condition: {} },
      'web-1 CPU',
    ],
  ];
  it.each(cases)('is titled with %s', (_, trigger, title) => {
    expect(renderChart(alarmOn(trigger), history, { timeZone: 'UTC', words })?.title).toBe(title);
  });

  it('is not drawn for a composite alarm, nor where the trigger is not known', () => {
    const composite = alarmOn({ kind: 'composite', children: [] });
    expect(renderChart(composite, history, { timeZone: 'UTC', words })).toBeUndefined();
    expect(renderChart(alarmOn(undefined), history, { timeZone: 'UTC', words })).toBeUndefined();
  });

  it('keeps the names of the series apart', () => {
    const trigger: Trigger = {
      kind: 'metric',
      stat: { ...cpu, statistic: 'Threshold 80\u00a0%' },
      condition: above80,
    };
    expect(chartOf(alarmOn(trigger), history).series.map(({ name }) => name)).toEqual([
      'Threshold 80\u00a0%',
      'Threshold 80\u00a0% 2',
    ]);
    const long = { ...words, upper: 'x'.repeat(30), lower: 'x'.repeat(30) };
    const band = alarmOn({ kind: 'anomaly', stat: cpu, condition: {} }, { lower: 1, upper: 2 });
    const series = renderChart(band, history, { timeZone: 'UTC', words: long })?.chart.series;
    expect(series?.map(({ name }) => name)).toEqual([
      'Average',
      `${'x'.repeat(19)}…`,
      `${'x'.repeat(18)} 3`,
    ]);
  });
});

describe('the labels of time', () => {
  it('show seconds where the period is shorter than a minute', () => {
    expect(labelsOf(historyOf([1, 2, 3], { period: 10 }))).toEqual([
      '08:00:00',
      '08:00:10',
      '08:00:20',
    ]);
  });

  it('show the day once a day or more is covered', () => {
    expect(labelsOf(historyOf([1, 2, 3], { period: 86_400 }))).toEqual([
      '11-22 08:00',
      '11-23 08:00',
      '11-24 08:00',
    ]);
    expect(labelsOf(historyOf([1, 2, 3], { period: 43_200 }))).toEqual([
      '11-22 08:00',
      '11-22 20:00',
      '11-23 08:00',
    ]);
  });

  it('stay times of day where midnight is crossed', () => {
    const start = Date.UTC(2026, 10, 22, 23, 55);
    expect(labelsOf(historyOf([1, 2, 3], { start }))).toEqual(['23:55', '00:00', '00:05']);
  });

  it('name the offset where clocks are set back and an hour comes twice', () => {
    const start = Date.UTC(2026, 9, 25, 0, 30);
    expect(labelsOf(historyOf([1, 2, 3], { start, period: 1800 }), 'Europe/Berlin')).toEqual([
      '02:30 CEST',
      '02:00 CET',
      '02:30 CET',
    ]);
  });

  it('show the year where the same day of several years is there', () => {
    const points = [2024, 2025, 2026].map((year) => ({ at: Date.UTC(year, 0, 1), value: year }));
    expect(labelsOf({ datapoints: points, period: 60 })).toEqual([
      '2024-01-01 00:00',
      '2025-01-01 00:00',
      '2026-01-01 00:00',
    ]);
  });
});

describe('any chart', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const number = fc.oneof(fc.double(), fc.double({ min: -1e4, max: 1e4 }), fc.integer());
  const stat: fc.Arbitrary<MetricStat> = fc.record(
    {
      namespace: fc.oneof(text, fc.constant('AWS/EC2')),
      metricName: fc.oneof(text, fc.constant('NetworkIn')),
      dimensions: fc.constant([]),
      statistic: fc.oneof(text, fc.constant('Threshold 80\u00a0%')),
      unit: fc.oneof(text, fc.constantFrom('Bytes', 'Percent', 'Microseconds')),
    },
    { requiredKeys: ['metricName', 'dimensions'] },
  );
  const condition: fc.Arbitrary<Condition> = fc.record({ threshold: number }, { requiredKeys: [] });
  const trigger: fc.Arbitrary<Trigger> = fc.oneof(
    fc.record({ kind: fc.constant('metric'), stat, condition }),
    fc.record({ kind: fc.constant('anomaly'), stat, condition }),
    fc.record({ kind: fc.constant('query'), query: text, condition }),
    fc.record({ kind: fc.constant('math'), expression: text, inputs: fc.constant([]), condition }),
  );
  const evaluation = fc.record(
    { threshold: number, lower: number, upper: number },
    { requiredKeys: [] },
  );
  const regular = fc
    .record({
      start: fc.integer({ min: 0, max: 4e12 }),
      period: fc.constantFrom(1, 10, 60, 300, 3600, 86_400),
      values: fc.array(fc.option(number, { nil: undefined }), { maxLength: 40 }),
    })
    .map(({ values, ...when }) => historyOf(values, when));
  const wild = fc.record({
    period: number,
    datapoints: fc.array(fc.record({ at: number, value: number }), { maxLength: 40 }),
  });
  const timeZone = fc.constantFrom('UTC', 'Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe');

  it('keeps to the limits of Slack', () => {
    fc.assert(
      fc.property(
        text,
        trigger,
        evaluation,
        fc.oneof(regular, wild),
        timeZone,
        (name, watched, seen, history, zone) => {
          const alarm = { ...alarmOn(watched, seen), name };
          const block = renderChart(alarm, history, { timeZone: zone, words });
          if (block === undefined) return;
          expect(checkSlackLimits({ text: 'ALARM', blocks: [block] })).toEqual([]);
          const values = block.chart.series.flatMap(({ data }) => data.map(({ value }) => value));
          expect(values.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is drawn whenever 3 periods have a datapoint', () => {
    fc.assert(
      fc.property(trigger, regular, timeZone, (watched, history, zone) => {
        const finite = history.datapoints.filter(({ value }) => Number.isFinite(value));
        const block = renderChart(alarmOn(watched), history, { timeZone: zone, words });
        const drawn = block?.chart.axis_config.categories.length ?? 0;
        expect(drawn).toBe(finite.length < 3 ? 0 : Math.min(20, finite.length));
      }),
    );
  });
});
