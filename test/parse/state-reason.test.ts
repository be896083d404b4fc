import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStateReason, treatMissingData } from '../../src/parse/state-reason.ts';
import { everyRow } from '../helpers/every-row.ts';

const at = (time: string): number => Date.parse(`2026-11-${time}:00Z`);

describe('parseStateReason', () => {
  it(
    'reads every form that CloudWatch writes',
    everyRow(
      [
        [
          'a list of datapoints, newest first',
          'Threshold Crossed: 3 out of the last 3 datapoints [93.41666666666667 (22/11/26 07:55:00), 88.9 (22/11/26 07:50:00), 84.25 (22/11/26 07:45:00)] were greater than the threshold (80.0) (minimum 3 datapoints for OK -> ALARM transition).',
          {
            understood: true,
            values: [93.41666666666667, 88.9, 84.25],
            threshold: 80,
            comparison: 'GreaterThanThreshold',
            breaching: 3,
            evaluated: 3,
            since: at('22T07:45'),
          },
        ],
        [
          'fewer datapoints than periods',
          'Threshold Crossed: 2 out of the last 5 datapoints [97.1 (22/11/26 08:02:00), 95.003 (22/11/26 08:00:00)] were greater than or equal to the threshold (95.0) (minimum 2 datapoints for OK -> ALARM transition).',
          {
            understood: true,
            values: [97.1, 95.003],
            threshold: 95,
            comparison: 'GreaterThanOrEqualToThreshold',
            breaching: 2,
            evaluated: 5,
            since: at('22T08:00'),
          },
        ],
        [
          'a return to OK, whose words name the comparison that no longer holds',
          'Threshold Crossed: 1 out of the last 3 datapoints [41.58 (22/11/26 08:30:00)] was not greater than the threshold (80.0) (minimum 1 datapoint for ALARM -> OK transition).',
          {
            understood: true,
            values: [41.58],
            threshold: 80,
            comparison: 'GreaterThanThreshold',
            breaching: 1,
            evaluated: 3,
            since: at('22T08:30'),
          },
        ],
        [
          'the value 0 and the threshold 0',
          'Threshold Crossed: 1 out of the last 1 datapoints [0.0 (08/12/26 00:45:00)] was less than or equal to the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).',
          {
            understood: true,
            values: [0],
            threshold: 0,
            comparison: 'LessThanOrEqualToThreshold',
            breaching: 1,
            evaluated: 1,
            since: Date.parse('2026-12-08T00:45:00Z'),
          },
        ],
        [
          'negative numbers and exponents',
          'Threshold Crossed: 1 out of the last 1 datapoints [-1.2345E-4 (22/11/26 08:00:00)] was less than the threshold (-1.0E-5) (minimum 1 datapoint for OK -> ALARM transition).',
          {
            understood: true,
            values: [-0.00012345],
            threshold: -0.00001,
            comparison: 'LessThanThreshold',
            breaching: 1,
            evaluated: 1,
            since: at('22T08:00'),
          },
        ],
        [
          'the form of 2018: one datapoint with its time',
          'Threshold Crossed: 1 datapoint [10.0 (05/09/18 12:15:00)] was greater than or equal to the threshold (10.0).',
          {
            understood: true,
            values: [10],
            threshold: 10,
            comparison: 'GreaterThanOrEqualToThreshold',
            breaching: 1,
            since: Date.parse('2018-09-05T12:15:00Z'),
          },
        ],
        [
          'the form of 2016: one datapoint without a time',
          'Threshold Crossed: 1 datapoint (10.0) was greater than or equal to the threshold (10.0).',
          {
            understood: true,
            values: [10],
            threshold: 10,
            comparison: 'GreaterThanOrEqualToThreshold',
            breaching: 1,
          },
        ],
        [
          'a count of datapoints that lists only the newest',
          'Threshold Crossed: 6 datapoints were greater than the threshold (80.0). The most recent datapoints which crossed the threshold: [91.2 (22/11/26 07:40:00), 90.05 (22/11/26 07:35:00)].',
          {
            understood: true,
            values: [91.2, 90.05],
            threshold: 80,
            comparison: 'GreaterThanThreshold',
            breaching: 6,
            since: at('22T07:35'),
          },
        ],
        [
          'one datapoint of a contributor',
          'Threshold Crossed: 1 datapoint was less than the threshold (1.0). The most recent datapoint which crossed the threshold: [0.0 (22/11/26 13:34:00)].',
          {
            understood: true,
            values: [0],
            threshold: 1,
            comparison: 'LessThanThreshold',
            breaching: 1,
            since: at('22T13:34'),
          },
        ],
        [
          'an anomaly above its band',
          'Thresholds Crossed: 2 out of the last 2 datapoints [71.4 (22/11/26 08:05:00), 66.25 (22/11/26 08:00:00)] were greater than the upper thresholds [44.41873, 43.9] (minimum 2 datapoints for OK -> ALARM transition).',
          {
            understood: true,
            values: [71.4, 66.25],
            upper: 44.41873,
            breaching: 2,
            evaluated: 2,
            since: at('22T08:00'),
          },
        ],
        [
          'an anomaly outside its band',
          'Thresholds Crossed: 1 out of the last 1 datapoints [0.0 (03/10/19 15:58:00)] was less than the lower thresholds [0.020599444741798756] or greater than the upper thresholds [0.3006915352732461] (minimum 1 datapoint for OK -> ALARM transition).',
          {
            understood: true,
            values: [0],
            lower: 0.020599444741798756,
            upper: 0.3006915352732461,
            breaching: 1,
            evaluated: 1,
            since: Date.parse('2019-10-03T15:58:00Z'),
          },
        ],
        [
          'missing datapoints that count as not breaching',
          'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
          { understood: true, values: [], missing: 1, treatedAs: 'notBreaching' },
        ],
        [
          'missing datapoints that count as breaching',
          'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
          { understood: true, values: [], missing: 3, treatedAs: 'breaching' },
        ],
        [
          'unknown datapoints',
          'Insufficient Data: 10 datapoints were unknown.',
          { understood: true, values: [], missing: 10 },
        ],
        [
          'one unknown datapoint',
          'Insufficient Data: 1 datapoint was unknown.',
          { understood: true, values: [], missing: 1 },
        ],
        [
          'a new alarm',
          'Unchecked: Initial alarm creation',
          { understood: true, values: [], unchecked: true },
        ],
        [
          'counted time series',
          '6 out of 14 time series evaluated to ALARM',
          { understood: true, values: [], seriesInAlarm: 6, seriesEvaluated: 14 },
        ],
        ['words of a person', 'Fire drill, 3 out of 4', { understood: false, values: [] }],
        [
          'words of a person that end like ours',
          'I tested it (Unchecked: Initial alarm creation)',
          { understood: false, values: [] },
        ],
        [
          'a wording not known yet',
          'Threshold Crossed: the sky fell',
          { understood: false, values: [] },
        ],
        [
          'a child of a composite alarm that moved',
          'arn:aws:cloudwatch:us-east-1:123456789012:alarm:child transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC',
          { understood: true, values: [] },
        ],
        [
          'a composite alarm that is new',
          'arn:aws:cloudwatch:us-east-1:123456789012:alarm:all of it was created and its alarm rule evaluates to OK',
          { understood: true, values: [] },
        ],
        [
          'words of a person about a composite alarm',
          'see arn:aws:cloudwatch:us-east-1:123456789012:alarm:child transitioned to ALARM',
          { understood: false, values: [] },
        ],
        ['nothing', '', { understood: false, values: [] }],
      ],
      (_, reason, expected) => {
        expect(parseStateReason(reason)).toEqual(expected);
      },
    ),
  );

  it('puts the datapoints in the order of time, whatever order they come in', () => {
    const reason =
      'Threshold Crossed: 2 out of the last 3 datapoints [1.0 (22/11/26 08:00:00), 2.0 (22/11/26 08:10:00)] were greater than the threshold (0.5).';
    expect(parseStateReason(reason).values).toEqual([2, 1]);
  });

  it('leaves out what is no datapoint, and a time that does not exist', () => {
    const reason =
      'Threshold Crossed: 3 datapoints [1.0 (22/11/26 08:00:00), n/a, 2.0 (99/99/26 08:10:00)] were greater than the threshold (0.5).';
    expect(parseStateReason(reason)).toMatchObject({ values: [1, 2], since: at('22T08:00') });
  });

  it('reads no further than 4,000 characters', () => {
    const late = `Threshold Crossed: ${' '.repeat(4_000)}1 datapoint (10.0) was greater than the threshold (5.0).`;
    expect(parseStateReason(late)).toEqual({ understood: false, values: [] });
  });

  it('takes no reason at all for words not understood', () => {
    expect(parseStateReason(undefined)).toEqual({ understood: false, values: [] });
  });
});

describe('parseStateReason with reasonData', () => {
  const TEST = 'Fire drill';

  it('takes what the reason leaves out from reasonData, newest datapoint first', () => {
    const reasonData = JSON.stringify({
      version: '1.0',
      period: 300,
      recentDatapoints: [84.25, 88.9, 93.4],
      threshold: 80,
    });
    expect(parseStateReason(TEST, reasonData)).toEqual({
      understood: false,
      values: [93.4, 88.9, 84.25],
      threshold: 80,
      period: 300,
    });
  });

  it('prefers the evaluated datapoints and skips those without a value', () => {
    const reasonData = {
      recentDatapoints: [1, 2, 3],
      evaluatedDatapoints: [
        { timestamp: '2026-11-22T08:10:00.000+0000' },
        { timestamp: '2026-11-22T08:05:00.000+0000', value: 0 },
        'x',
        { timestamp: '2026-11-22T08:00:00.000+0000', value: 4 },
      ],
    };
    expect(parseStateReason(TEST, reasonData).values).toEqual([0, 4]);
  });

  it('reads the band at the newest datapoint, which reasonData lists last', () => {
    const reasonData = {
      recentDatapoints: [60, 66.25, 71.4],
      recentLowerThresholds: [12, 12.301, 12.75],
      recentUpperThresholds: [43, 43.9, 44.41873],
    };
    expect(parseStateReason(TEST, reasonData)).toMatchObject({ lower: 12.75, upper: 44.41873 });
  });

  it('trusts the reason more than reasonData', () => {
    const reason = 'Threshold Crossed: 1 datapoint (10.0) was greater than the threshold (5.0).';
    const reasonData = { recentDatapoints: [11], threshold: 6, period: 60 };
    expect(parseStateReason(reason, reasonData)).toMatchObject({
      understood: true,
      values: [10],
      threshold: 5,
      period: 60,
    });
  });

  it(
    'gets nothing from anything else',
    everyRow(
      [
        ['broken JSON', '{"threshold": 80'],
        ['JSON that is no object', '[80]'],
        ['null', null],
        ['a number', 80],
        [
          'wrong types',
          { threshold: {}, period: -5, recentDatapoints: 'x', evaluatedDatapoints: [null, 5] },
        ],
        ['numbers as no number', { recentDatapoints: [null, 'NaN', {}] }],
      ],
      (_, reasonData) => {
        expect(parseStateReason(TEST, reasonData)).toEqual({ understood: false, values: [] });
      },
    ),
  );

  it('never throws and never gives a number that is none, whatever comes', () => {
    const words = fc.constantFrom(
      'Threshold Crossed: ',
      '1 out of the last ',
      '3 datapoints [',
      '1.0',
      ' (22/11/26 08:00:00)',
      '], ',
      'was ',
      'the threshold (',
      '1e999',
      ')',
      'upper thresholds [',
      'no datapoints were received for ',
      '99999999999999999999',
      ' periods',
      '-',
      '.',
    );
    const reason = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(reason, fc.jsonValue(), (text, reasonData) => {
        const { values, ...rest } = parseStateReason(text, reasonData);
        for (const value of [...values, ...Object.values(rest)]) {
          if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
        }
      }),
    );
  });
});

describe('treatMissingData', () => {
  it(
    'reads how missing data is treated',
    everyRow(
      [
        ['missing', 'missing'],
        ['notBreaching', 'notBreaching'],
        ['NonBreaching', 'notBreaching'],
        ['breaching', 'breaching'],
        ['ignore', 'ignore'],
        ['notmissing', 'missing'],
        ['breaching, or so', undefined],
        ['- TreatMissingData:                    missing', 'missing'],
        ['- TreatMissingData:NonBreaching', 'notBreaching'],
        ['- TreatMissingData:                    breaching ', 'breaching'],
        ['', undefined],
        ['something else', undefined],
        [undefined, undefined],
      ],
      (text, expected) => {
        expect(treatMissingData(text)).toBe(expected);
      },
    ),
  );
});

describe('counts of more than one digit', () => {
  it(
    'are read whole',
    everyRow(
      [
        [
          'Threshold Crossed: 10 out of the last 12 datapoints [93.4 (22/11/26 07:55:00)] were greater than the threshold (80.0) (minimum 10 datapoints for OK -> ALARM transition).',
          { breaching: 10, evaluated: 12 },
        ],
        [
          'Threshold Crossed: 12 datapoints were greater than the threshold (80.0). The most recent datapoints which crossed the threshold: [93.4 (22/11/26 07:55:00)].',
          { breaching: 12 },
        ],
        [
          'Insufficient Data: no datapoints were received for 24 periods and 24 missing datapoints were treated as [Missing].',
          { missing: 24 },
        ],
        ['10 out of 24 time series evaluated to ALARM', { seriesInAlarm: 10, seriesEvaluated: 24 }],
      ],
      (reason, expected) => {
        expect(parseStateReason(reason)).toMatchObject(expected);
      },
    ),
  );
});

describe('wordings with one of a thing, or in other words', () => {
  const POINT = '[93.4 (22/11/26 07:55:00)]';
  it(
    'are read, too',
    everyRow(
      [
        [
          `Threshold Crossed: 1 out of the last 1 datapoint ${POINT} was greater than the threshold (80.0).`,
          { understood: true, values: [93.4], breaching: 1, evaluated: 1 },
        ],
        [
          `Threshold Crossed: 1 out of the last 12 query result ${POINT} was greater than the threshold (80.0).`,
          { understood: true, values: [93.4], breaching: 1, evaluated: 12 },
        ],
        [
          `Threshold Crossed: 2 out of the last 3 log query evaluation results ${POINT} were less than the threshold (80.0).`,
          { understood: true, values: [93.4], breaching: 2, evaluated: 3 },
        ],
        [
          'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
          { understood: true, missing: 1, treatedAs: 'breaching' },
        ],
        [
          'Threshold Crossed: 12 missing datapoints were treated as NonBreaching.',
          { understood: true, missing: 12, treatedAs: 'notBreaching' },
        ],
        [
          'Threshold Crossed: 1 missing datapoint was treated as [Breaching].',
          { understood: true, missing: 1, treatedAs: 'breaching' },
        ],
        [
          'Threshold Crossed: 2 datapoints were greater than the threshold (80.0). The most recent datapoints: [84.25, 93.4].',
          { understood: true, values: [93.4, 84.25], breaching: 2 },
        ],
        [
          'Insufficient Data: no datapoints were received for 12 periods.',
          { understood: true, missing: 12 },
        ],
        [
          'Threshold Crossed: no datapoints were received for 1 period and 2 missing datapoints were treated as [Missing].',
          { understood: true, missing: 1, treatedAs: 'missing' },
        ],
        [
          'Threshold Crossed: 2 datapoints [2.0, 1.0] were greater than the threshold (0.5).',
          { understood: true, values: [2, 1] },
        ],
        ['12 time series evaluated to OK', { understood: true, values: [] }],
        ['All 12 time series evaluated to OK', { understood: false }],
        [
          `See: Threshold Crossed: 1 datapoint ${POINT} was greater than the threshold (80.0).`,
          { understood: false, values: [93.4] },
        ],
      ],
      (reason, expected) => {
        expect(parseStateReason(reason)).toMatchObject(expected);
      },
    ),
  );
});

describe('the first datapoint that breached', () => {
  const datapoint = (clock: string, value: number) => ({
    timestamp: `2026-11-22T${clock}:00.000+0000`,
    value,
  });
  const evaluatedDatapoints = [
    datapoint('08:10', 10),
    datapoint('08:05', 4),
    datapoint('08:00', 6),
    { value: 9 },
  ];
  const crossed = 'Threshold Crossed: 1 datapoint (10.0) was';

  it(
    'is taken from the recorded datapoints where the reason gives no times',
    everyRow(
      [
        [`${crossed} greater than the threshold (5.0).`, {}, at('22T08:00')],
        [`${crossed} greater than the threshold (5.0).`, { threshold: 9 }, at('22T08:00')],
        [`${crossed} greater than the threshold.`, { threshold: 9 }, at('22T08:10')],
        [`${crossed} less than the threshold (5.0).`, {}, at('22T08:05')],
        [`${crossed} greater than the threshold (50.0).`, {}, undefined],
        [`${crossed} greater than the threshold.`, {}, undefined],
        ['Fire drill', { threshold: 5 }, undefined],
        [
          'Threshold Crossed: 1 datapoint [10.0 (22/11/26 07:55:00)] was greater than the threshold (5.0).',
          {},
          at('22T07:55'),
        ],
      ] as const,
      (reason, more, since) => {
        const { since: found } = parseStateReason(reason, { evaluatedDatapoints, ...more });
        expect(found).toBe(since);
      },
    ),
  );

  it('is found among very many', () => {
    const many = Array.from({ length: 200_000 }, () => datapoint('08:10', 10));
    const reason = `${crossed} greater than the threshold (5.0).`;
    expect(parseStateReason(reason, { evaluatedDatapoints: many }).since).toBe(at('22T08:10'));
  });
});
