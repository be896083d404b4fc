import { oneLine } from '../text.ts';
import { fitPlain } from './mrkdwn.ts';

/** What a chart and its lines are called. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */

const TITLE_LIMIT = 50;
/** Characters of a title that stay on one line of a phone. */
const PHONE_LINE = 34;
const LABEL_LIMIT = 20;

interface TitleOptions {
  readonly words: {
    readonly value: string;
    readonly of: (metric: string, resource: string) => string;
  };
  readonly resource?: string | undefined;
}

/** `CPUUtilization of web-1, Average`: as much of it as one line on a phone has room for; the legend names the resource, too. */
export function titleFor(
  metrics: readonly (string | undefined)[],
  statistic: string | undefined,
  { words, resource }: TitleOptions,
): string {
  const metric = fitText([...metrics, words.value], TITLE_LIMIT);
  const of = resource === undefined ? metric : words.of(metric, resource);
  const names = [of, metric];
  const candidates =
    statistic === undefined ? names : [...names.map((name) => `${name}, ${statistic}`), metric];
  return candidates.map(oneLine).find((text) => text.length <= PHONE_LINE) ?? metric;
}

/** The first that fits into a legend whole: half a name is of no use. */
export function seriesName(names: readonly (string | undefined)[]): string {
  const fitting = names.filter((name = '') => oneLine(name).length <= LABEL_LIMIT);
  return fitText([...fitting, ...names], LABEL_LIMIT);
}

/** The first of `texts` that says something, on one line and cut to `limit`. */
export function fitText(texts: readonly (string | undefined)[], limit: number): string {
  const line = texts.map((text) => oneLine(text ?? '')).find((text) => text !== '');
  return fitPlain(line ?? '–', limit);
}

/** Slack wants each line of a chart to have another name. */
export function uniquelyNamed<T extends { readonly name: string }>(
  series: readonly T[],
): readonly T[] {
  return series.map((one, index) => {
    const taken = series.slice(0, index).some(({ name }) => name === one.name);
    return taken ? { ...one, name: `${one.name.slice(0, LABEL_LIMIT - 2)} ${index + 1}` } : one;
  });
}
