import { NBSP } from '../../format.ts';
import type { Words } from '../words.ts';

/** 1st, 2nd, 3rd, 4th, 11th, up to 20. */
function ordinal(count: number): string {
  return `${count}${['th', 'st', 'nd', 'rd'][count] ?? 'th'}`;
}

/** What is told of a night rather than of one change. */
export const night: Words['night'] = {
  still: (count) => `Still in ALARM: ${count}${NBSP}${count === 1 ? 'alarm' : 'alarms'}`,
  stillHeading: (heading) => heading.replace(/^ALARM/, 'Still in ALARM'),
  stillFor: (duration) => `Has been in ALARM for *${duration}*`,
  again: (count, lasted) => {
    const often =
      count === undefined
        ? '*More than 20 times* in 24 hours'
        : `*${ordinal(count)} time* in 24 hours`;
    if (lasted === undefined) return often;
    const { from, to } = lasted;
    if (count === 2) return `${often}; the first lasted ${to}`;
    return `${often}, ${from === to ? to : `${from} to ${to}`} each`;
  },
  company: (others) => `Also in ALARM: *${others}${NBSP}${others === 1 ? 'other' : 'others'}*`,
  flapping: (count, span) => `flapping: *${count}${NBSP}times* in ${span}`,
  flappingHint: `next word once it has been quiet for 30${NBSP}minutes`,
};
