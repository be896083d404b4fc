import type { Alarm } from '../alarm/alarm.ts';
import { metricAccount } from '../alarm/subject.ts';
import { present } from '../json.ts';
import { joinFitting } from './blocks.ts';
import { alarmUrl, logsUrl, resourceUrl } from './console-url.ts';
import type { Description } from './description.ts';
import { metricUrl } from './metric-url.ts';
import { bold, link } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words/words.ts';

/** What to click, in the order in which one does: the runbook first. */

const LINKS_LIMIT = 2_600;

/** Empty where there is nothing to link to. A link that does not fit is left out. */
export function renderLinks(
  alarm: Alarm,
  reading: Reading,
  { labels }: Words,
  { runbook, links = [] }: { readonly runbook: string | undefined } & Pick<Description, 'links'>,
): string {
  const { dimensions, stat, instanceId } = reading;
  const { partition, region, portal } = alarm;
  const place = present({ partition, region, portal, accountId: metricAccount(alarm, reading) });
  const targets = [
    [alarmUrl(alarm), labels.alarm],
    [metricUrl(alarm), labels.metric],
    [
      resourceUrl(place, dimensions, stat?.namespace),
      instanceId === undefined ? labels.resource : labels.instance,
    ],
    [logsUrl(alarm, dimensions, stat?.namespace), labels.logs],
    ...links.map(({ url, label }) => [url, label] as const),
  ] as const;
  const first = runbook === undefined ? '' : bold(link(runbook, labels.runbook));
  const others = targets.map(([url, label]) => (url === undefined ? '' : link(url, label)));
  return joinFitting([first, ...others], LINKS_LIMIT);
}
