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
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const { locale } = wordsFor('en');
const words: ChartWords = {
  value: 'Value',
  threshold: 'Threshold',
  upper: 'Upper limit',
  lower: 'Lower limit',
  before: { second: 'Seconds', minute: 'Minutes', hour: 'Hours', day: 'Days' },
  of: (metric, resource) => `${metric} of ${resource}`,
  units: { minute: 'min', hour: 'h', day: 'days' },
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

function chartOf(alarm: Alarm, history: History): ChartBlock['chart'] {
  const block = renderChart(alarm, history, { words, locale });
  if (block === undefined) throw new Error('no chart was drawn');
  return block.chart;
}

function labelsOf(history: History): readonly string[] {
  return chartOf(alarmOn({ kind: 'metric', stat: cpu, condition: above80 }), history).axis_config
    .categories;
}

describe('the chart of a metric alarm', () => {
  const alarm = alarmOn({ kind: 'metric', stat: cpu, condition: above80 });

  it('draws the metric against its threshold', () => {
    expect(
      renderChart(alarm, historyOf([12.3456789, 79.96, 97.6482312]), {
        words,
        locale,
        resource: 'web-1',
      }),
    ).toEqual({
      type: 'data_visualization',
      title: 'CPUUtilization of web-1, Average',
      chart: {
        type: 'line',
        series: [
          {
            name: 'web-1',
            data: [
              { label: '-15', value: 12.35 },
              { label: '-10', value: 79.96 },
              { label: '-5', value: 97.65 },
            ],
          },
          {
            name: 'Threshold 80%',
            data: [
              { label: '-15', value: 80 },
              { label: '-10', value: 80 },
              { label: '-5', value: 80 },
            ],
          },
        ],
        axis_config: {
          categories: ['-15', '-10', '-5'],
          x_label: 'Minutes',
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
    expect(axis_config.categories[0]).toBe('-100');
  });

  it('is not drawn over a period without a datapoint', () => {
    expect(
      renderChart(alarm, historyOf([1, 2, undefined, 2, 3]), { words, locale }),
    ).toBeUndefined();
  });

  it('is not drawn with fewer than 3 datapoints', () => {
    for (const values of [[], [1], [1, undefined, 2]]) {
      expect(renderChart(alarm, historyOf(values), { words, locale })).toBeUndefined();
    }
  });

  it('takes the threshold from the state reason where the alarm names none, also when it is 0', () => {
    const unnamed = alarmOn({ kind: 'metric', stat: cpu, condition: {} }, { threshold: 0 });
    expect(chartOf(unnamed, historyOf([1, 2, 3])).series[1]).toEqual({
      name: 'Threshold 0%',
      data: ['-15', '-10', '-5'].map((label) => ({ label, value: 0 })),
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

  it('counts long times as its legend does, whatever they are measured in', () => {
    const axisOf = (namespace: string, metricName: string, threshold: number) => {
      const stat = { ...cpu, namespace, metricName };
      const alarm = alarmOn({ kind: 'metric', stat, condition: { threshold } });
      const { series, axis_config } = chartOf(alarm, historyOf([threshold / 2, threshold, 0]));
      return [axis_config.y_label, series[1]?.name, series[1]?.data[0]?.value];
    };
    expect(axisOf('AWS/SQS', 'ApproximateAgeOfOldestMessage', 900)).toEqual([
      'min',
      'Threshold 15\u00a0minutes',
      15,
    ]);
    expect(axisOf('AWS/Lambda', 'Duration', 600_000)).toEqual([
      'min',
      'Threshold 10\u00a0minutes',
      10,
    ]);
    expect(axisOf('AWS/Lambda', 'Duration', 1_500)).toEqual(['s', 'Threshold 1.5\u00a0s', 1.5]);
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
      ['Upper limit 44.4%', 44.44],
      ['Lower limit 20.1%', 20.12],
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
      'web-1 CPU, Average',
    ],
  ];
  it(
    'is titled with what is drawn',
    everyRow(cases, (_, trigger, title) => {
      expect(renderChart(alarmOn(trigger), history, { words, locale })?.title).toBe(title);
    }),
  );

  it('is not drawn for a composite alarm, nor where the trigger is not known', () => {
    const composite = alarmOn({ kind: 'composite', children: [] });
    expect(renderChart(composite, history, { words, locale })).toBeUndefined();
    expect(renderChart(alarmOn(undefined), history, { words, locale })).toBeUndefined();
  });

  it('keeps the names of the series apart', () => {
    const trigger: Trigger = {
      kind: 'metric',
      stat: { ...cpu, statistic: 'Threshold 80%' },
      condition: above80,
    };
    expect(chartOf(alarmOn(trigger), history).series.map(({ name }) => name)).toEqual([
      'Threshold 80%',
      'Threshold 80% 2',
    ]);
    const long = { ...words, upper: 'x'.repeat(30), lower: 'x'.repeat(30) };
    const band = alarmOn({ kind: 'anomaly', stat: cpu, condition: {} }, { lower: 1, upper: 2 });
    const series = renderChart(band, history, { words: long, locale })?.chart.series;
    expect(series?.map(({ name }) => name)).toEqual([
      'Average',
      `${'x'.repeat(19)}…`,
      `${'x'.repeat(18)} 3`,
    ]);
  });
});

describe('the labels of time', () => {
  it(
    'are as fine as the period',
    everyRow(
      [
        [10, ['-30', '-20', '-10'], 'Seconds'],
        [300, ['-15', '-10', '-5'], 'Minutes'],
        [43_200, ['-36', '-24', '-12'], 'Hours'],
        [86_400, ['-3', '-2', '-1'], 'Days'],
      ],
      (period, labels, axis) => {
        const history = historyOf([1, 2, 3], { period });
        expect(labelsOf(history)).toEqual(labels);
        const alarm = alarmOn({ kind: 'metric', stat: cpu, condition: above80 });
        expect(chartOf(alarm, history).axis_config.x_label).toBe(axis);
      },
    ),
  );

  it('count from the state change, a whole number of periods', () => {
    const alarm = alarmOn({ kind: 'metric', stat: cpu, condition: above80 });
    const history = historyOf([1, 2, 3]);
    const at = (minutes: number) =>
      chartOf({ ...alarm, changedAt: EIGHT + minutes * 60_000 }, history).axis_config.categories;
    expect(at(15.7)).toEqual(['-15', '-10', '-5']);
    expect(at(31)).toEqual(['-30', '-25', '-20']);
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
      statistic: fc.oneof(text, fc.constant('Threshold 80%')),
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
  it('keeps to the limits of Slack', () => {
    fc.assert(
      fc.property(
        text,
        trigger,
        evaluation,
        fc.oneof(regular, wild),
        (name, watched, seen, history) => {
          const alarm = { ...alarmOn(watched, seen), name };
          const block = renderChart(alarm, history, { words, locale });
          if (block === undefined) return;
          expect(checkSlackLimits({ text: 'ALARM', blocks: [block] })).toEqual([]);
          const values = block.chart.series.flatMap(({ data }) => data.map(({ value }) => value));
          expect(values.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is drawn whenever 3 periods have a datapoint, and none between them lacks one', () => {
    fc.assert(
      fc.property(trigger, regular, (watched, history) => {
        const finite = history.datapoints.filter(({ value }) => Number.isFinite(value));
        const block = renderChart(alarmOn(watched), history, { words, locale });
        const drawn = block?.chart.axis_config.categories.length ?? 0;
        const shown = finite.slice(-20);
        const span = ((shown.at(-1)?.at ?? 0) - (shown[0]?.at ?? 0)) / (history.period * 1000);
        const isWhole = shown.length >= 3 && span === shown.length - 1;
        expect(drawn).toBe(isWhole ? shown.length : 0);
      }),
    );
  });
});
