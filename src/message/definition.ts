import type { Alarm, Dimension, MetricStat } from '../alarm/alarm.ts';
import { metricAccount } from '../alarm/subject.ts';
import { fitCode, fitInline } from './mrkdwn.ts';
import { tellingDimensions, tellingName } from './names.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words/words.ts';

/** What an alarm is made of where that is not one metric. */

const CODE_LIMIT = 700;

/** The expression, query or rule, as code: what the alarm is made of where that is not one metric. */
export function definition({ trigger }: Alarm, { labels }: Words): string | undefined {
  switch (trigger?.kind) {
    case 'math':
      return code(labels.expression, trigger.expression);
    case 'query':
      return code(labels.query, trigger.query);
    case 'composite':
      return trigger.rule && code(labels.rule, readableRule(trigger.rule));
    default:
      return undefined;
  }
}

function code(label: string, text: string): string {
  return `${label} \`${fitCode(text, CODE_LIMIT)}\``;
}

/** `ALARM("arn:aws:cloudwatch:…:alarm:cpu")` as `ALARM(cpu)`: an ARN says nothing to the reader that its name does not. */
function readableRule(rule: string): string {
  return rule.replace(/arn:aws[a-z-]*:cloudwatch:[^:")]*:[^:")]*:alarm:/g, '').replaceAll('"', '');
}

/** `m1 = HTTPCode_Target_5XX_Count of checkout`: what the expression is made of; what all share is said already. */
export function inputs(alarm: Alarm, reading: Reading, words: Words): readonly string[] {
  const { trigger } = alarm;
  if (trigger?.kind !== 'math') return [];
  const account = metricAccount(alarm, reading);
  const isShared = ({ name, value }: Dimension) =>
    reading.dimensions.some((shared) => shared.name === name && shared.value === value);
  return trigger.inputs.map(({ dimensions, ...input }) => {
    const own = dimensions.filter((dimension) => !isShared(dimension));
    const { accountId = account } = input;
    const of = accountId === account ? '' : ` (${accountId})`;
    const name = inputName({ ...input, dimensions: own }, words) + of;
    return fitInline(input.id === undefined ? name : `${input.id} = ${name}`, 200);
  });
}

function inputName({ metricName, dimensions }: MetricStat, words: Words): string {
  const of = dimensions
    .filter(({ name }) => name === 'InstanceId')
    .concat(tellingDimensions(dimensions))
    .flatMap(({ value }) => tellingName(value) ?? []);
  return of.length === 0 ? metricName : words.metricOf(metricName, [...new Set(of)].join(' / '));
}
