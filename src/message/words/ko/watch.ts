import type { WatchWords } from '../watch.ts';

/** What the hourly run tells. */
export const watch: WatchWords = {
  burning: (duration) => `*${duration}째* 경보`,
  missed: (count) => `알림 ${count}건이 도착하지 않았습니다`,
  rightless: (right) =>
    `함수에 ${right} 권한이 없어 지속 알림과 누락 확인을 하지 못합니다. 권한이 생기면 지난 24시간을 다시 확인합니다.`,
  unseen: 'CloudWatch에는 오류가 없지만 함수 로그에 이 알림의 기록이 없습니다',
};
