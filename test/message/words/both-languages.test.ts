import { describe, expect, it } from 'vitest';
import { CULPRIT_WORDS } from '../../../src/message/words/culprit.ts';
import { LANGUAGES } from '../../../src/message/words/languages.ts';
import { REPORT_WORDS } from '../../../src/message/words/report.ts';
import { watchWords } from '../../../src/message/words/watch.ts';
import type { Breach, Language, Words } from '../../../src/message/words/words.ts';
import { everyRow } from '../../helpers/every-row.ts';
import { wordsFor } from '../../helpers/words.ts';

/** What is said, and how in English and in Korean; plain spaces stand for those that do not break. */
type Row<W> = readonly [
  say: (words: W) => string | undefined,
  english: string | undefined,
  korean: string | undefined,
];

const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

function bothSay<W>(of: (language: Language) => W, rows: readonly Row<W>[]): () => Promise<void> {
  return everyRow<Row<W>>(rows, (say, english, korean) => {
    expect([plain(say(of('en'))), plain(say(of('ko')))]).toEqual([english, korean]);
  });
}

const breach = (pieces: Partial<Breach>) => (words: Words) =>
  words.breached({
    label: undefined,
    beyond: undefined,
    limit: undefined,
    periods: undefined,
    newest: undefined,
    ...pieces,
  });

const periods =
  (breaching: number | undefined, evaluated?: number, length?: string, total?: string) =>
  (words: Words) =>
    words.periods({ breaching, evaluated, length, total });

describe('in both languages', () => {
  it('each is loaded by its name', async () => {
    expect((await LANGUAGES.en()).locale.language).toBe('en');
    expect((await LANGUAGES.ko()).locale.language).toBe('ko');
  });

  it('nothing of ours is left empty, and Korean is Korean', () => {
    const texts = (value: unknown): readonly string[] => {
      if (typeof value === 'string') return [value];
      return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
    };
    const allOf = (language: Language) => {
      const { locale, cpu, ...others } = wordsFor(language);
      return texts([others, locale.durations, watchWords(locale), REPORT_WORDS[language]]);
    };
    expect(allOf('en')).not.toContain('');
    for (const text of allOf('ko')) expect(text).toMatch(/[가-힣]/);
    expect(allOf('ko')).toHaveLength(allOf('en').length);
    expect([wordsFor('en').cpu, wordsFor('ko').cpu]).toEqual(['CPU', 'CPU']);
  });

  it('a number has its marks', () => {
    for (const language of ['en', 'ko'] as const) {
      const { group, decimal } = wordsFor(language).locale;
      expect([group, decimal]).toEqual([',', '.']);
    }
  });

  it(
    'a headline says',
    bothSay(wordsFor, [
      [(w) => w.quoted('web'), '“web”', '‘web’'],
      [(w) => w.headline('ALARM', 'CPU', undefined), 'ALARM: CPU', '경보: CPU'],
      [
        (w) => w.resolved('5분', 'CPU', undefined, true),
        'Resolved after 5분: CPU',
        '5분 만에 해소: CPU',
      ],
      [
        (w) => w.resolved(undefined, 'CPU', '9', true),
        'Resolved: CPU back to 9',
        '해소: CPU 9 (회복)',
      ],
      [(w) => w.resolved(undefined, 'CPU', '9', false), 'Resolved: CPU at 9', '해소: CPU 9'],
      [
        (w) => w.lostInAlarm('CPU', undefined),
        'NO DATA: CPU (was in ALARM, not recovered)',
        '데이터 없음: CPU (경보 상태였으며 회복되지 않음)',
      ],
      [
        (w) => w.lostInAlarm('CPU', '5'),
        'NO DATA: CPU (was in ALARM for 5, not recovered)',
        '데이터 없음: CPU (5 동안 경보 상태였으며 회복되지 않음)',
      ],
      [(w) => w.alarmWithoutData('CPU'), 'ALARM: no data for CPU', '경보: CPU 데이터 없음'],
      [(w) => w.failed('web'), 'ALARM: web failed', '경보: web 실패'],
      [(w) => w.statusCheck('StatusCheckFailed'), 'status check', '상태 검사'],
      [
        (w) => w.statusCheck('StatusCheckFailed_Instance'),
        'instance status check',
        '인스턴스 상태 검사',
      ],
      [(w) => w.statusCheck('StatusCheckFailed_System'), 'system status check', '시스템 상태 검사'],
      [(w) => w.statusCheck('StatusCheckFailed_AttachedEBS'), 'EBS status check', 'EBS 상태 검사'],
      [(w) => w.pushSpan('5'), 'for 5', '(5 동안)'],
      [(w) => w.pushSpan(undefined), '', ''],
      [(w) => w.chart.of('CPU', 'web'), 'CPU of web', 'web CPU'],
    ]),
  );

  it(
    'a sentence says what was measured',
    bothSay(wordsFor, [
      [breach({}), undefined, undefined],
      [breach({ beyond: 'a 초과', periods: 'b' }), 'A 초과 b.', 'b a 초과 상태입니다.'],
      [breach({ beyond: 'a', periods: 'b', newest: 'c' }), 'A b; c.', 'b a 상태였습니다. c.'],
      [breach({ beyond: '범위보다 높습니다' }), '범위보다 높습니다.', '범위보다 높습니다.'],
      [breach({ label: 'CPU: 9', beyond: 'a' }), 'CPU: 9, a.', 'CPU: 9, a 상태입니다.'],
      [breach({ label: 'CPU: 9' }), 'CPU: 9.', 'CPU: 9.'],
      [breach({ limit: 'limit: a', periods: 'b' }), 'Limit: a, b.', 'limit: a, b.'],
      [breach({ newest: 'c' }), 'C.', 'c.'],
      [(w) => w.sentenceOf([]), undefined, undefined],
      [(w) => w.sentenceOf([undefined, 'a', 'b']), 'A, b.', 'a, b.'],
      [(w) => w.labelled('CPU', '9'), 'CPU: 9', 'CPU: 9'],
      [(w) => w.newest('9'), 'newest 9', '최근 값 9'],
      [(w) => w.limit('a'), 'limit: a', '임계값: a'],
      [(w) => w.inBandAgain, 'back in its expected range', '예상 범위로 돌아왔습니다'],
      [(w) => w.statusCheckFailed(undefined), 'Failed', '상태 검사에 실패했습니다'],
      [
        (w) => w.statusCheckFailed('5분 동안'),
        'Failed 5분 동안',
        '5분 동안 상태 검사에 실패했습니다',
      ],
      [(w) => w.worst('9', false), 'peak 9', '최고 9'],
      [
        (w) => w.configured('*9*'),
        'This alarm was created or changed *9* before.',
        '이 경보는 *9* 전에 만들어졌거나 변경되었습니다.',
      ],
    ]),
  );

  it(
    'a sentence counts periods',
    bothSay(wordsFor, [
      [periods(1, 1, '1\u00a0hour'), 'in the last *hour*', '최근 *1 hour* 동안'],
      [periods(1, 1, '11\u00a0minutes'), 'in the last *11 minutes*', '최근 *11 minutes* 동안'],
      [
        periods(1, 1, '1\u00a0hour 5\u00a0minutes'),
        'in the last *1 hour 5 minutes*',
        '최근 *1 hour 5 minutes* 동안',
      ],
      [periods(1, 1), 'in the last period', '최근 기간 동안'],
      [periods(1, 3), 'in *1 of the last 3* periods', '최근 기간 3회 중 *1회*'],
      [periods(3, 3), 'in *3 of the last 3* periods', '최근 기간 3회 중 *3회*'],
      [periods(1), 'in *1* period', '최근 기간 *1회*'],
      [
        (w) => w.noDatapoints(1, undefined),
        'No datapoints for *1 period*',
        '*1회 연속* 데이터가 들어오지 않았습니다',
      ],
      [
        (w) => w.noDatapoints(1, '5'),
        'No datapoints for *5*',
        '*5* 동안 데이터가 들어오지 않았습니다',
      ],
      [
        (w) => w.noDatapoints(2, '5'),
        'No datapoints for *2 periods of 5*',
        '*5 단위로 2회 연속* 데이터가 들어오지 않았습니다',
      ],
    ]),
  );

  it(
    'a statistic is said as a word, or as it is',
    bothSay(wordsFor, [
      [(w) => w.averageOf('Average', '5'), 'average of 5', '5 평균'],
      [(w) => w.averageOf('Maximum', undefined), 'maximum', '최대'],
      [(w) => w.averageOf('Minimum', undefined), 'minimum', '최소'],
      [(w) => w.averageOf('Sum', undefined), 'sum', '합계'],
      [(w) => w.averageOf('SampleCount', undefined), 'sample count', '샘플 수'],
      [(w) => w.averageOf('IQM', '5'), 'IQM of 5', '5 IQM'],
      [(w) => w.averageOf('TrimmedMean', undefined), 'TrimmedMean', 'TrimmedMean'],
      [(w) => w.averageOf('Mean(1)', undefined), 'Mean(1)', 'Mean(1)'],
      [(w) => w.averageOf(undefined, '5'), 'periods of 5', '5 주기'],
      [(w) => w.averageOf(undefined, undefined), '', ''],
    ]),
  );

  it(
    'it is said what came late, together, first or again',
    bothSay(wordsFor, [
      [(w) => w.settled('first'), 'first state of this alarm', '이 경보의 첫 상태입니다'],
      [(w) => w.settled('again'), 'data is arriving again', '데이터가 다시 들어옵니다'],
      [
        (w) => w.settled(undefined),
        'first state, or data is arriving again',
        '첫 상태이거나 데이터가 다시 들어옵니다',
      ],
      [
        (w) => w.breachingFrom(undefined, '07:50'),
        'breaching since 07:50',
        '임계값 위반 시작 07:50',
      ],
      [(w) => w.together(1, undefined), '1 notification', '알림 1건'],
      [(w) => w.together(5, undefined), '5 notifications', '알림 5건'],
      [(w) => w.together(5, 2), '5 notifications for 2 alarms', '알림 5건(경보 2개)'],
      [(w) => w.together(5, 1), '5 notifications for 1 alarm', '알림 5건(경보 1개)'],
      [(w) => w.part(1, 2), 'part 1 of 2', '2개 중 1번째'],
      [(w) => w.more(3), 'and 3 more', '외 3개'],
    ]),
  );

  it(
    'it is said what a night was like',
    bothSay(
      (language) => wordsFor(language).night,
      [
        [(w) => w.still(1), 'Still in ALARM: 1 alarm', '경보 지속: 1건'],
        [(w) => w.still(3), 'Still in ALARM: 3 alarms', '경보 지속: 3건'],
        [(w) => w.stillHeading('ALARM: ALARM'), 'Still in ALARM: ALARM', 'ALARM: ALARM'],
        [(w) => w.stillHeading('경보: 경보'), '경보: 경보', '경보 지속 중: 경보'],
        [(w) => w.stillHeading('a ALARM 경보'), 'a ALARM 경보', 'a ALARM 경보'],
        [(w) => w.stillFor('9'), 'Has been in ALARM for *9*', '*9째* 경보 상태입니다'],
        [
          (w) => w.again(2, undefined),
          '*2nd time* in 24 hours',
          '24시간 안에 *2번째* 발생한 경보입니다',
        ],
        [
          (w) => w.again(2, { from: '5', to: '5' }),
          '*2nd time* in 24 hours; the first lasted 5',
          '24시간 안에 *2번째* 발생한 경보입니다(지난번 5 지속)',
        ],
        [
          (w) => w.again(3, { from: '5', to: '5' }),
          '*3rd time* in 24 hours, 5 each',
          '24시간 안에 *3번째* 발생한 경보입니다(매번 5 지속)',
        ],
        [
          (w) => w.again(11, { from: '5', to: '9' }),
          '*11th time* in 24 hours, 5 to 9 each',
          '24시간 안에 *11번째* 발생한 경보입니다(매번 5~9 지속)',
        ],
        [
          (w) => w.again(undefined, undefined),
          '*More than 20 times* in 24 hours',
          '24시간 안에 *20번 넘게* 발생한 경보입니다',
        ],
        [
          (w) => w.again(1, undefined),
          '*1st time* in 24 hours',
          '24시간 안에 *1번째* 발생한 경보입니다',
        ],
        [(w) => w.company(1), 'Also in ALARM: *1 other*', '다른 경보 *1개도* 발생해 있습니다'],
        [(w) => w.company(7), 'Also in ALARM: *7 others*', '다른 경보 *7개도* 발생해 있습니다'],
        [
          (w) => w.flapping(6, '9'),
          'flapping: *6 times* in 9',
          '경보가 반복되고 있습니다: 9 동안 *6번*',
        ],
      ],
    ),
  );

  it(
    'it is said what the hourly run found',
    bothSay(
      (language) => watchWords(wordsFor(language).locale),
      [
        [(w) => w.burning('9'), 'in ALARM for *9*', '*9째* 경보'],
        [(w) => w.missed(1), '1 notification did not arrive', '알림 1건이 도착하지 않았습니다'],
        [(w) => w.missed(2), '2 notifications did not arrive', '알림 2건이 도착하지 않았습니다'],
        [
          (w) => w.rightless('a:B'),
          'No reminders, and nothing is told as missed: the function lacks the right a:B. The last 24 hours are made up for once it has it.',
          '함수에 a:B 권한이 없어 지속 알림과 누락 확인을 하지 못합니다. 권한이 생기면 지난 24시간을 다시 확인합니다.',
        ],
        [(w) => w.recovered(1, '9'), '1 alarm resolved in 9', '9 동안 경보 1건 해소'],
        [(w) => w.recovered(2, '9'), '2 alarms resolved in 9', '9 동안 경보 2건 해소'],
        [(w) => w.storm(1, '9'), '1 alarm in 9', '9 동안 경보 1건'],
        [(w) => w.storm(2, '9'), '2 alarms in 9', '9 동안 경보 2건'],
        [(w) => w.shared(4, 5, 'a: b'), '*4 of 5*: a: b', '5개 중 *4개*: a: b'],
        [
          (w) => w.quiet(20, '9'),
          'quiet for 30 minutes after it went off *20 times* in 9',
          '9 동안 *20번* 반복된 뒤 30분째 변화가 없습니다',
        ],
      ],
    ),
  );

  it(
    'it is said what a week was like',
    bothSay(
      (language) => REPORT_WORDS[language],
      [
        [
          (w) => w.heading(1, 1, 1),
          'Last week: 1 ALARM from 1 of 1 alarm',
          '지난주: 경보 1개 중 1개가 모두 1번 울렸습니다',
        ],
        [
          (w) => w.heading(57, 4, 12),
          'Last week: 57 ALARMs from 4 of 12 alarms',
          '지난주: 경보 12개 중 4개가 모두 57번 울렸습니다',
        ],
        [
          (w) => w.spoken(43, 38, '9'),
          '43 times, 38 of them over within 5 minutes, the longest 9',
          '43번 울렸으며, 그중 38번은 5분 안에 끝났고, 가장 길게는 9 동안 이어졌습니다',
        ],
        [
          (w) => w.spoken(1, 0, '9'),
          '1 time, the longest 9',
          '1번 울렸으며, 가장 길게는 9 동안 이어졌습니다',
        ],
        [(w) => w.silent(1), 'Never went off (1 alarm)', '한 번도 울리지 않은 경보(1개)'],
        [(w) => w.noData(2), 'Without data now (2 alarms)', '지금 데이터가 없는 경보(2개)'],
        [(w) => w.more(2), 'and 2 more', '외 2개'],
        [
          (w) => w.advice('85%', '9', 4, 43),
          '85% for 9 would have told 4 of 43, among them every one that lasted longer than 9.',
          '기준을 9 동안 85%로 바꾸었다면 43번 중 4번만 알렸을 것이고, 9보다 오래 이어진 경보는 하나도 빠지지 않았을 것입니다.',
        ],
      ],
    ),
  );

  it(
    'it is said what keeps a CPU busy',
    bothSay(
      (language) => CULPRIT_WORDS[language],
      [
        [(w) => w.process('java', 'pid 8', '91%'), 'java (pid 8) 91%', 'java (pid 8) 91%'],
        [(w) => w.calm('5%'), 'no process above 5% now', '지금은 5%를 넘는 프로세스가 없습니다'],
        [(w) => w.load('8.2', 1), 'load 8.2 on 1 core', '로드 8.2(코어 1개)'],
        [(w) => w.load('8.2', 2), 'load 8.2 on 2 cores', '로드 8.2(코어 2개)'],
        [(w) => w.steal('3%'), 'steal 3%', 'CPU steal 3%'],
        [
          (w) => w.heldBack('32%'),
          'steal 32%: the host holds the CPU back',
          'CPU steal 32%: 호스트가 CPU를 내주지 않고 있습니다',
        ],
        [(w) => w.memory('6', '7'), '6 of 7 of memory in use', '메모리 7 중 6 사용'],
        [(w) => w.uptime('9'), 'up 9', '가동 시간 9'],
        [(w) => w.creditsLeft('1'), '1 CPU credit left', 'CPU 크레딧 1 남음'],
        [(w) => w.creditsLeft('12'), '12 CPU credits left', 'CPU 크레딧 12 남음'],
        [
          (w) => w.creditsGone('9', undefined, false),
          'CPU credits gone 9 before',
          '경보 9 전에 CPU 크레딧 소진',
        ],
        [
          (w) => w.creditsGone('9', '20%', false),
          'CPU credits gone 9 before: the CPU is capped at 20%',
          '경보 9 전에 CPU 크레딧 소진: CPU가 20%로 제한됩니다',
        ],
        [
          (w) => w.creditsGone('9', '20%', true),
          'CPU credits gone 9 before: it runs on at full speed, for a charge',
          '경보 9 전에 CPU 크레딧 소진: 추가 요금을 내며 최대 속도를 유지합니다',
        ],
        [(w) => w.change('deployed', undefined, '9'), 'deployed 9 before', '경보 9 전 deployed'],
        [
          (w) => w.change('deployed', 'ci', '9'),
          'deployed by ci 9 before',
          '경보 9 전 deployed(ci)',
        ],
        [(w) => w.changes.get('RebootInstances'), 'rebooted', '재부팅'],
      ],
    ),
  );

  it('every change that is known has words', () => {
    const { en, ko } = CULPRIT_WORDS;
    expect([...en.changes.keys()]).toEqual([...ko.changes.keys()]);
    for (const [operation, said] of en.changes) {
      expect(operation).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(said).toMatch(/^[a-z ]+$/);
      expect(ko.changes.get(operation)).toMatch(/[가-힣]/);
    }
    expect([en.nameless, ko.nameless]).toEqual(['a process without a name', '이름 없는 프로세스']);
  });
});
