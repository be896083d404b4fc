import { describe, expect, it } from 'vitest';
import { everyRow } from '../../helpers/every-row.ts';
import { wordsFor } from '../../helpers/words.ts';

const note = wordsFor('ko').note;

describe('a note in Korean', () => {
  it(
    'says the words that are ours, and those of others as they came',
    everyRow(
      [
        ['Approval needed: deploy', '승인 필요: deploy'],
        ['Cost anomaly of AmazonEC2: 9 USD', '비용 이상 AmazonEC2: 9 USD'],
        ['Spent: 9 USD, expected 5 USD', '지출 9 USD, 예상 5 USD'],
        ['a\nSpent: 9 USD, expected 5 USD\nb', 'a\n지출 9 USD, 예상 5 USD\nb'],
        ['Budget of all: ACTUAL $9.00 of $8', '예산 of all: 실제 $9.00 / 한도 $8'],
        ['Budget of all: FORECASTED $9.00 of $8', '예산 of all: 예상 $9.00 / 한도 $8'],
        ['Alarm created: cpu', '경보 생성: cpu'],
        ['Alarm changed: cpu', '경보 변경: cpu'],
        ['Alarm deleted: cpu', '경보 삭제: cpu'],
        ['S3 test event of logs', 'S3 테스트 이벤트: logs'],
        ['i-0123456789abcdef0: Spot interruption', 'i-0123456789abcdef0: 스팟 인스턴스 중단 예고'],
        ['i-01234567: Spot interruption (stop)', 'i-01234567: 스팟 인스턴스 중단 예고 (stop)'],
        ['i-01234567: Spot rebalance recommended', 'i-01234567: 스팟 인스턴스 재조정 권고'],
        ['Security Hub finding', 'Security Hub 탐지 결과'],
        ['i-0123456789abcdef0 is stopped', 'i-0123456789abcdef0 중지됨'],
        ['i-01234567 is terminated', 'i-01234567 종료됨'],
        ['i-01234567 is running', 'i-01234567 실행 중'],
      ],
      (text, korean) => {
        expect(note?.phrase(text)).toBe(korean);
      },
    ),
  );

  it(
    'leaves alone what only looks like them',
    everyRow(
      [
        'No Approval needed: deploy',
        'A Cost anomaly of EC2',
        'a Spent: 9, expected 5',
        'The Budget of all: ACTUAL $9 of $8',
        'The Budget of all: FORECASTED $9 of $8',
        'An Alarm created: cpu',
        'An Alarm changed: cpu',
        'An Alarm deleted: cpu',
        'An S3 test event of logs',
        'a: Spot interruptions',
        'a: Spot rebalance recommended by AWS',
        'A Security Hub finding',
        'Security Hub findings',
        'the i-01234567 is stopped',
        'i-01234567 is stopped now',
        'the i-01234567 is terminated',
        'i-01234567 is terminated now',
        'the i-01234567 is running',
        'i-01234567 is running now',
        'i-0123456 is running',
      ],
      (text) => {
        expect(note?.phrase(text)).toBe(text);
      },
    ),
  );

  it(
    'has the usual names of facts, and others as they came',
    everyRow(
      [
        ['Account', '계정'],
        ['Account id', '계정 ID'],
        ['Affected', '영향 대상'],
        ['Alarm', '경보'],
        ['URL', 'URL'],
        ['Window id', '유지 관리 기간 ID'],
        ['Workflow', '워크플로'],
        ['Colour', 'Colour'],
        ['constructor', 'constructor'],
        ['', ''],
      ],
      (name, korean) => {
        expect(note?.label(name)).toBe(korean);
      },
    ),
  );
});
