import type { Words } from '../words.ts';

/** What is told of a night rather than of one change. */
export const night: Words['night'] = {
  still: (count) => `경보 지속: ${count}건`,
  stillHeading: (heading) => heading.replace(/^경보/, '경보 지속 중'),
  stillFor: (duration) => `*${duration}째* 경보 상태입니다`,
  again: (count, lasted) => {
    const often =
      count === undefined
        ? '24시간 안에 *20번 넘게* 발생한 경보입니다'
        : `24시간 안에 *${count}번째* 발생한 경보입니다`;
    if (lasted === undefined) return often;
    const { from, to } = lasted;
    if (count === 2) return `${often}(지난번 ${to} 지속)`;
    return `${often}(매번 ${from === to ? to : `${from}~${to}`} 지속)`;
  },
  company: (others) => `다른 경보 *${others}개도* 발생해 있습니다`,
  flapping: (count, span) => `경보가 반복되고 있습니다: ${span} 동안 *${count}번*`,
  flappingHint: '30분 동안 변화가 없으면 다시 알립니다',
};
