import type { Alarm, History } from '../alarm/alarm.ts';
import { section } from './blocks.ts';
import { renderChart } from './chart.ts';
import type { RenderOptions } from './message.ts';
import type { Reading } from './reading.ts';
import type { Block } from './slack-message.ts';
import { renderSparkline } from './sparkline.ts';

/** The metric's recent past as blocks; each form is empty where there is too little to show. */
export interface Past {
  readonly chart: readonly Block[];
  readonly sparkline: readonly Block[];
}

export type RenderPast = typeof renderPast;

/** As a chart, and as a line of text for where that can't be had. An OK is good news: a line of text will do. */
export function renderPast(
  alarm: Alarm,
  history: History,
  { unit }: Reading,
  { words, timeZone }: RenderOptions,
): Past {
  const { locale } = words;
  const line = renderSparkline(history, { unit, locale });
  const chart =
    alarm.state === 'OK'
      ? undefined
      : renderChart(alarm, history, { timeZone, locale, words: words.chart });
  return { chart: chart ? [chart] : [], sparkline: line ? [section(line)] : [] };
}
