import { describe, expect, it } from 'vitest';
import { everyRow } from '../../helpers/every-row.ts';
import { wordsFor } from '../../helpers/words.ts';

const NBSP = '\u00a0';
const en = wordsFor('en');
const ko = wordsFor('ko');

describe.each([
  ['en', en],
  ['ko', ko],
] as const)('the words of %s', (language, words) => {
  it('belong to that language', () => {
    expect(words.locale.language).toBe(language);
  });

  it(
    'say an unknown word as it is',
    everyRow(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'SomethingNew'], (word) => {
      expect(words.beyond(word, '1')).toBeUndefined();
      expect(words.averageOf(word, undefined).toLowerCase()).toBe(word.toLowerCase());
    }),
  );
});

describe('English', () => {
  it(
    'says a comparison with a limit',
    everyRow(
      [
        ['GreaterThanThreshold', 'above 5'],
        ['GreaterThanOrEqualToThreshold', 'at or above 5'],
        ['LessThanThreshold', 'below 5'],
        ['LessThanOrEqualToThreshold', 'at or below 5'],
        ['', undefined],
        [undefined, undefined],
      ],
      (comparison, words) => {
        expect(en.beyond(comparison, '5')).toBe(words);
      },
    ),
  );

  it(
    'says a comparison with a band',
    everyRow(
      [
        ['GreaterThanUpperThreshold', '1', '2', 'above its expected range of 1 to 2'],
        ['GreaterThanUpperThreshold', undefined, '2', 'above its expected range (up to 2)'],
        ['LessThanLowerThreshold', '1', undefined, 'below its expected range (from 1)'],
        ['LessThanLowerThreshold', undefined, undefined, 'below its expected range'],
        [
          'LessThanLowerOrGreaterThanUpperThreshold',
          '1',
          '2',
          'outside its expected range of 1 to 2',
        ],
        [undefined, undefined, undefined, 'outside its expected range'],
      ],
      (comparison, lower, upper, words) => {
        expect(en.outOfBand(comparison, lower, upper)).toBe(words);
      },
    ),
  );

  it(
    'counts datapoints and periods',
    everyRow(
      [
        [3, 5, `1${NBSP}minute`, undefined, 'in *3 of the last 5* minutes'],
        [3, 5, `5${NBSP}minutes`, undefined, `in *3 of the last 5* periods of 5${NBSP}minutes`],
        [3, 3, `5${NBSP}minutes`, '15 minutes', 'for *15 minutes* (3 of 3 periods)'],
        [3, 3, undefined, undefined, 'in *3 of the last 3* periods'],
        [1, 3, undefined, undefined, 'in *1 of the last 3* periods'],
        [1, 1, `5${NBSP}minutes`, '5 minutes', `in the last *5${NBSP}minutes*`],
        [1, 1, `1${NBSP}hour`, '1 hour', 'in the last *hour*'],
        [1, 1, undefined, undefined, 'in the last period'],
        [3, undefined, '5 minutes', undefined, 'in *3* periods of 5 minutes'],
        [1, undefined, '5 minutes', undefined, 'in *1* period of 5 minutes'],
        [undefined, 3, '5 minutes', undefined, undefined],
      ],
      (breaching, evaluated, length, total, words) => {
        expect(en.periods({ breaching, evaluated, length, total })).toBe(words);
      },
    ),
  );

  it.each([
    [1, '1 hour', 'No datapoints for *1 hour*'],
    [3, undefined, `No datapoints for *3${NBSP}periods*`],
  ])('says that %i periods had no datapoints', (count, length, words) => {
    expect(en.noDatapoints(count, length)).toBe(words);
  });

  it(
    'says how missing data is treated',
    everyRow(
      [
        ['breaching', 'This alarm treats missing data as breaching.'],
        ['notBreaching', 'This alarm treats missing data as good.'],
        ['missing', undefined],
        [undefined, undefined],
      ],
      (treated, words) => {
        expect(en.missingCounts(treated)).toBe(words);
      },
    ),
  );

  it.each([
    [['a'], 0, 'In ALARM: a'],
    [['a', 'b'], 3, 'In ALARM: a, b and 3 more'],
  ])('lists the children %j and %i more', (children, rest, words) => {
    expect(en.childrenInAlarm(children, rest)).toBe(words);
  });

  it(
    'heads a message with state, what and value',
    everyRow(
      [
        ['ALARM', 'CPU', '5', 'ALARM: CPU at 5'],
        ['OK', 'CPU', '5', 'OK: CPU at 5'],
        ['INSUFFICIENT_DATA', 'CPU', undefined, 'NO DATA: CPU'],
      ] as const,
      (state, subject, value, words) => {
        expect(en.headline(state, subject, value)).toBe(words);
      },
    ),
  );

  it(
    'says what a statistic is of',
    everyRow(
      [
        ['Average', '5 minutes', 'average of 5 minutes'],
        ['SampleCount', '1 hour', 'sample count of 1 hour'],
        ['p99', '1 minute', 'p99 of 1 minute'],
        ['Sum', undefined, 'sum'],
        [undefined, '1 minute', 'periods of 1 minute'],
        [undefined, undefined, ''],
      ],
      (statistic, length, words) => {
        expect(en.averageOf(statistic, length)).toBe(words);
      },
    ),
  );

  it(
    'heads a digest',
    everyRow(
      [
        [1, undefined, `1${NBSP}late notification`],
        [5, undefined, `5${NBSP}late notifications`],
        [5, 2, `5${NBSP}late notifications for 2${NBSP}alarms`],
        [5, 1, `5${NBSP}late notifications for 1${NBSP}alarm`],
      ],
      (count, alarms, words) => {
        expect(en.digest(count, alarms)).toBe(words);
      },
    ),
  );

  it('says how an ALARM ended', () => {
    expect(en.resolved('5 minutes', 'CPU', '4%', true)).toBe(
      'Resolved after 5 minutes: CPU back to 4%',
    );
    expect(en.resolved(undefined, 'CPU', '94%', false)).toBe('Resolved: CPU at 94%');
    expect(en.lostInAlarm('CPU', '5 minutes')).toBe(
      'NO DATA: CPU (was in ALARM for 5 minutes, not recovered)',
    );
    expect(en.worst('*1%*', true)).toBe('lowest *1%*');
    expect(en.worst('*99%*', false)).toBe('peak *99%*');
  });

  it('says why a first OK came', () => {
    expect(en.settled('first')).toBe('first state of this alarm');
    expect(en.settled('again')).toBe('data is arriving again');
    expect(en.settled(undefined)).toBe('first state, or data is arriving again');
  });

  it('says the rest', () => {
    expect(en.metricOf('CPU', 'web-1')).toBe('CPU of web-1');
    expect(en.withinAgain('above 5')).toBe('no longer above 5');
    expect(en.sentence(['a', 'b'])).toBe('A, b.');
    expect(en.seriesInAlarm(2, 14)).toBe('*2 of 14* series are in ALARM.');
    expect(en.reasonGiven('drill')).toBe(
      'Not CloudWatch’s own wording; reason: “drill” (most likely set by hand).',
    );
    expect(en.breachingFrom('below', '07:50')).toBe('below the limit since 07:50');
    expect(en.breachingFrom('outside', '07:50')).toBe('breaching since 07:50');
    expect(en.late('5 minutes')).toBe('Delivered 5 minutes late');
    expect(en.changes(3)).toBe(`3${NBSP}state changes`);
  });
});

describe('Korean', () => {
  it(
    'says a comparison with a limit',
    everyRow(
      [
        ['GreaterThanThreshold', '5 초과'],
        ['GreaterThanOrEqualToThreshold', '5 이상'],
        ['LessThanThreshold', '5 미만'],
        ['LessThanOrEqualToThreshold', '5 이하'],
        [undefined, undefined],
      ],
      (comparison, words) => {
        expect(ko.beyond(comparison, '5')).toBe(words);
      },
    ),
  );

  it(
    'says a comparison with a band',
    everyRow(
      [
        ['GreaterThanUpperThreshold', '1', '2', '예상 범위(1~2)보다 높습니다'],
        ['GreaterThanUpperThreshold', undefined, '2', '예상 범위(2 이하)보다 높습니다'],
        ['LessThanLowerThreshold', '1', undefined, '예상 범위(1 이상)보다 낮습니다'],
        [undefined, undefined, undefined, '예상 범위를 벗어났습니다'],
      ],
      (comparison, lower, upper, words) => {
        expect(ko.outOfBand(comparison, lower, upper)).toBe(words);
      },
    ),
  );

  it(
    'counts datapoints and periods',
    everyRow(
      [
        [3, 5, '1분', undefined, '최근 1분 단위 5회 중 *3회*'],
        [3, 3, '5분', '15분', '*15분* 동안(3회 중 3회)'],
        [1, 1, '5분', '5분', '최근 *5분* 동안'],
        [3, undefined, undefined, undefined, '최근 기간 *3회*'],
        [undefined, 3, '5분', undefined, undefined],
      ],
      (breaching, evaluated, length, total, words) => {
        expect(ko.periods({ breaching, evaluated, length, total })).toBe(words);
      },
    ),
  );

  it(
    'says how missing data is treated',
    everyRow(
      [
        ['breaching', '이 경보는 누락된 데이터를 임계값 위반으로 봅니다.'],
        ['notBreaching', '이 경보는 누락된 데이터를 정상으로 봅니다.'],
        ['missing', undefined],
      ],
      (treated, words) => {
        expect(ko.missingCounts(treated)).toBe(words);
      },
    ),
  );

  it(
    'heads a message with state, what and value',
    everyRow(
      [
        ['ALARM', '5', '경보: CPU 5'],
        ['OK', '5', '정상: CPU 5'],
        ['INSUFFICIENT_DATA', undefined, '데이터 없음: CPU'],
      ] as const,
      (state, value, words) => {
        expect(ko.headline(state, 'CPU', value)).toBe(words);
      },
    ),
  );

  it('says the rest', () => {
    expect(ko.metricOf('CPU', 'web-1')).toBe('web-1 CPU');
    expect(ko.withinAgain('5 초과')).toBe('더 이상 5 초과 상태가 아닙니다');
    expect(ko.sentence(['a', 'b'])).toBe('a, b.');
    expect(ko.noDatapoints(3, '5분')).toBe('*5분 단위로 3회 연속* 데이터가 들어오지 않았습니다');
    expect(ko.noDatapoints(3, undefined)).toBe('*3회 연속* 데이터가 들어오지 않았습니다');
    expect(ko.resolved('5분', 'CPU', '4%', true)).toBe('5분 만에 해소: CPU 4% (회복)');
    expect(ko.worst('*1%*', true)).toBe('최저 *1%*');
    expect(ko.seriesInAlarm(2, 14)).toBe('시계열 *14개 중 2개가* 경보 상태입니다.');
    expect(ko.childrenInAlarm(['a', 'b'], 0)).toBe('다음 경보가 발생했습니다: a, b');
    expect(ko.childrenInAlarm(['a', 'b'], 3)).toBe('다음 경보가 발생했습니다: a, b 외 3개');
    expect(ko.reasonGiven('drill')).toContain('사유: “drill”');
    expect(ko.averageOf('Average', '5분')).toBe('5분 평균');
    expect(ko.breachingFrom('above', '07:50')).toBe('임계값 위반 시작 07:50');
    expect(ko.late('5분')).toBe('5분 늦게 전달됨');
    expect(ko.digest(5, undefined)).toBe('늦게 전달된 알림 5건');
    expect(ko.digest(5, 2)).toBe('늦게 전달된 알림 5건(경보 2개)');
    expect(ko.changes(3)).toBe('상태 변경 3회');
  });
});
