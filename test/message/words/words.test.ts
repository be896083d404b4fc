import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../helpers/words.ts';

const NBSP = '\u00a0';
const en = wordsFor('en');
const ko = wordsFor('ko');

describe.each([
  ['en', en],
  ['ko', ko],
] as const)('the words of %s', (language, words) => {
  it('belong to that language', () => {
    expect(words.locale).toBe(language);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'SomethingNew'])(
    'say %s as it is, and nothing that only looks known',
    (word) => {
      expect(words.measured('M', word, '1')).toBe(
        language === 'en' ? `M (${word}) was 1` : `M ${word} 1`,
      );
      expect(words.beyond(word, '1')).toBeUndefined();
      expect(words.averageOf(word, undefined).toLowerCase()).toBe(word.toLowerCase());
    },
  );
});

describe('English', () => {
  it.each([
    ['Average', 'CPU averaged 5'],
    ['Maximum', 'CPU peaked at 5'],
    ['Minimum', 'CPU went as low as 5'],
    ['Sum', 'CPU added up to 5'],
    ['SampleCount', 'CPU had 5 samples'],
    ['p99', 'CPU (p99) was 5'],
    [undefined, 'CPU is at 5'],
  ])('says what %s measured', (statistic, sentence) => {
    expect(en.measured('CPU', statistic, '5')).toBe(sentence);
  });

  it.each([
    ['GreaterThanThreshold', 'above 5'],
    ['GreaterThanOrEqualToThreshold', 'at or above 5'],
    ['LessThanThreshold', 'below 5'],
    ['LessThanOrEqualToThreshold', 'at or below 5'],
    ['', undefined],
    [undefined, undefined],
  ])('says %s', (comparison, words) => {
    expect(en.beyond(comparison, '5')).toBe(words);
  });

  it.each([
    ['GreaterThanUpperThreshold', '1', '2', 'above its expected range of 1 to 2'],
    ['GreaterThanUpperThreshold', undefined, '2', 'above its expected range (up to 2)'],
    ['LessThanLowerThreshold', '1', undefined, 'below its expected range (from 1)'],
    ['LessThanLowerThreshold', undefined, undefined, 'below its expected range'],
    ['LessThanLowerOrGreaterThanUpperThreshold', '1', '2', 'outside its expected range of 1 to 2'],
    [undefined, undefined, undefined, 'outside its expected range'],
  ])('says %s for a band of %s to %s', (comparison, lower, upper, words) => {
    expect(en.outOfBand(comparison, lower, upper)).toBe(words);
  });

  it.each([
    ['3', '5', '1 minute', 'in *3 of the last 5* periods of 1 minute'],
    ['1', '3', undefined, 'in *1 of the last 3* periods'],
    ['1', '1', '5 minutes', 'in the last period of 5 minutes'],
    ['3', undefined, '5 minutes', 'in *3* periods of 5 minutes'],
    ['1', undefined, '5 minutes', 'in *1* period of 5 minutes'],
    [undefined, '3', '5 minutes', undefined],
  ])('counts %s of %s periods of %s', (breaching, evaluated, length, words) => {
    expect(en.periods({ breaching, evaluated, length })).toBe(words);
  });

  it.each([
    [1, '1 hour', `No datapoints for *1${NBSP}period of 1 hour*`],
    [3, undefined, `No datapoints for *3${NBSP}periods*`],
  ])('says that %i periods had no datapoints', (count, length, words) => {
    expect(en.noDatapoints(count, length)).toBe(words);
  });

  it.each([
    ['breaching', 'This alarm counts missing data as breaching.'],
    ['notBreaching', 'This alarm counts missing data as good.'],
    ['missing', undefined],
    [undefined, undefined],
  ])('says how %s treats missing data', (treated, words) => {
    expect(en.missingCounts(treated)).toBe(words);
  });

  it.each([
    [['a'], 0, 'a is in ALARM'],
    [['a', 'b'], 0, 'a and b are in ALARM'],
    [['a', 'b', 'c'], 0, 'a, b and c are in ALARM'],
    [['a', 'b'], 3, 'a, b and 3 more are in ALARM'],
    [['a'], 1, 'a and 1 more are in ALARM'],
  ])('lists the children %j and %i more', (children, rest, words) => {
    expect(en.childrenInAlarm(children, rest)).toBe(words);
  });

  it.each([
    ['ALARM', 'CPU', '5', 'ALARM: CPU at 5'],
    ['OK', 'CPU', '5', 'OK: CPU back to 5'],
    ['INSUFFICIENT_DATA', 'CPU', undefined, 'NO DATA: CPU'],
  ] as const)('heads %s of %s at %s', (state, subject, value, words) => {
    expect(en.headline(state, subject, value)).toBe(words);
  });

  it.each([
    ['Average', '5 minutes', 'average of 5 minutes'],
    ['SampleCount', '1 hour', 'sample count of 1 hour'],
    ['p99', '1 minute', 'p99 of 1 minute'],
    ['Sum', undefined, 'sum'],
    [undefined, '1 minute', '1 minute'],
    [undefined, undefined, ''],
  ])('says %s of %s', (statistic, length, words) => {
    expect(en.averageOf(statistic, length)).toBe(words);
  });

  it.each([
    [1, undefined, `1${NBSP}notification delivered late`],
    [5, undefined, `5${NBSP}notifications delivered late`],
    [5, 2, `5${NBSP}notifications delivered late, about 2${NBSP}alarms`],
    [5, 1, `5${NBSP}notifications delivered late, about 1${NBSP}alarm`],
  ])('heads a digest of %i, %s alarms', (count, alarms, words) => {
    expect(en.digest(count, alarms)).toBe(words);
  });

  it('says how long it was in ALARM, and the peak where it is known', () => {
    expect(en.wasInAlarm('5 minutes')).toBe('Was in ALARM for *5 minutes*.');
    expect(en.wasInAlarm('5 minutes', '1 %', true)).toBe(
      'Was in ALARM for *5 minutes*, lowest *1 %*.',
    );
    expect(en.wasInAlarm('5 minutes', '99 %')).toBe('Was in ALARM for *5 minutes*, peak *99 %*.');
  });

  it('says the rest', () => {
    expect(en.metricOf('CPU', 'web-1')).toBe('CPU of web-1');
    expect(en.withinAgain('above 5')).toBe('no longer above 5');
    expect(en.sentence(['a', 'b'])).toBe('a, b.');
    expect(en.seriesInAlarm(2, 14)).toBe('*2 of 14* series are in ALARM.');
    expect(en.reasonGiven('drill')).toBe('Reason given: drill');
    expect(en.breachingFrom('07:50')).toBe('breaching since 07:50');
    expect(en.late('5 minutes')).toBe('Delivered 5 minutes late');
    expect(en.changes(3)).toBe(`3${NBSP}state changes`);
  });
});

describe('Korean', () => {
  it.each([
    ['Average', 'CPU 평균 5'],
    ['Maximum', 'CPU 최대 5'],
    ['Minimum', 'CPU 최소 5'],
    ['Sum', 'CPU 합계 5'],
    ['SampleCount', 'CPU 샘플 수 5'],
    ['p99', 'CPU p99 5'],
    [undefined, 'CPU 5'],
  ])('says what %s measured', (statistic, sentence) => {
    expect(ko.measured('CPU', statistic, '5')).toBe(sentence);
  });

  it.each([
    ['GreaterThanThreshold', '5 초과'],
    ['GreaterThanOrEqualToThreshold', '5 이상'],
    ['LessThanThreshold', '5 미만'],
    ['LessThanOrEqualToThreshold', '5 이하'],
    [undefined, undefined],
  ])('says %s', (comparison, words) => {
    expect(ko.beyond(comparison, '5')).toBe(words);
  });

  it.each([
    ['GreaterThanUpperThreshold', '1', '2', '예상 범위(1~2) 위'],
    ['GreaterThanUpperThreshold', undefined, '2', '예상 범위(최대 2) 위'],
    ['LessThanLowerThreshold', '1', undefined, '예상 범위(최소 1) 아래'],
    [undefined, undefined, undefined, '예상 범위 밖'],
  ])('says %s for a band of %s to %s', (comparison, lower, upper, words) => {
    expect(ko.outOfBand(comparison, lower, upper)).toBe(words);
  });

  it.each([
    ['3', '5', '1분', '최근 기간(각 1분) *5개 중 3개*'],
    ['1', '1', '5분', '최근 기간(각 5분)'],
    ['3', undefined, undefined, '기간 *3개*'],
    [undefined, '3', '5분', undefined],
  ])('counts %s of %s periods of %s', (breaching, evaluated, length, words) => {
    expect(ko.periods({ breaching, evaluated, length })).toBe(words);
  });

  it.each([
    ['breaching', '이 경보는 누락된 데이터를 임계값 위반으로 봅니다.'],
    ['notBreaching', '이 경보는 누락된 데이터를 정상으로 봅니다.'],
    ['missing', undefined],
  ])('says how %s treats missing data', (treated, words) => {
    expect(ko.missingCounts(treated)).toBe(words);
  });

  it.each([
    ['ALARM', '5', '경보: CPU 5'],
    ['OK', '5', '정상: CPU 5 (회복)'],
    ['INSUFFICIENT_DATA', undefined, '데이터 없음: CPU'],
  ] as const)('heads %s at %s', (state, value, words) => {
    expect(ko.headline(state, 'CPU', value)).toBe(words);
  });

  it('says the rest', () => {
    expect(ko.metricOf('CPU', 'web-1')).toBe('web-1 CPU');
    expect(ko.withinAgain('5 초과')).toBe('5 초과 상태 해소');
    expect(ko.sentence(['a', 'b'])).toBe('a, b.');
    expect(ko.noDatapoints(3, '5분')).toBe('데이터 포인트 없음: *기간(각 5분) 3개*');
    expect(ko.noDatapoints(3, undefined)).toBe('데이터 포인트 없음: *기간 3개*');
    expect(ko.wasInAlarm('5분')).toBe('경보 지속 시간 *5분*.');
    expect(ko.wasInAlarm('5분', '1 %', true)).toBe('경보 지속 시간 *5분*, 최저 *1 %*.');
    expect(ko.wasInAlarm('5분', '99 %')).toBe('경보 지속 시간 *5분*, 최고 *99 %*.');
    expect(ko.seriesInAlarm(2, 14)).toBe('경보 상태인 시계열: *14개 중 2개*.');
    expect(ko.childrenInAlarm(['a', 'b'], 0)).toBe('a, b 경보 상태');
    expect(ko.childrenInAlarm(['a', 'b'], 3)).toBe('a, b 외 3개 경보 상태');
    expect(ko.reasonGiven('drill')).toBe('전달된 사유: drill');
    expect(ko.averageOf('Average', '5분')).toBe('5분 평균');
    expect(ko.breachingFrom('07:50')).toBe('위반 시작 07:50');
    expect(ko.late('5분')).toBe('5분 늦게 전달됨');
    expect(ko.digest(5, undefined)).toBe('늦게 전달된 알림 5건');
    expect(ko.digest(5, 2)).toBe('늦게 전달된 알림 5건(경보 2개)');
    expect(ko.changes(3)).toBe('상태 변경 3회');
  });
});
