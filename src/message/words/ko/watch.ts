import type { WatchWords } from '../watch.ts';

/** What the hourly run tells, and many alarms together. */
export const watch: WatchWords = {
  burning: (duration) => `*${duration}째* 경보`,
  missed: (count) => `알림 ${count}건이 도착하지 않았습니다`,
  rightless: (right) =>
    `함수에 ${right} 권한이 없어 지속 알림과 누락 확인을 하지 못합니다. 권한이 생기면 지난 24시간을 다시 확인합니다.`,
  unseen: 'CloudWatch에는 오류가 없지만 함수 로그에 이 알림의 기록이 없습니다',
  recovered: (count, span) => `${span} 동안 경보 ${count}건 해소`,
  backInAlarm: '다시 경보',
  storm: (count, span) => `${span} 동안 경보 ${count}건`,
  shared: (count, of, what) => `${of}개 중 *${count}개*: ${what}`,
  quiet: (count, span) => `${span} 동안 *${count}번* 반복된 뒤 30분째 변화가 없습니다`,
};
