import { describe, expect, it } from 'vitest';
import type { Alarm, ChildAlarm, Evaluation, History, Trigger } from '../../src/alarm/alarm.ts';
import { readingOf } from '../../src/message/reading.ts';
import { renderSentence } from '../../src/message/sentence.ts';
import { above80, buildAlarm, cpu, cpuAbove80, EIGHT, without } from '../helpers/alarms.ts';
import { wordsFor } from '../helpers/words.ts';

const say = (alarm: Alarm, history?: History) =>
  renderSentence(alarm, readingOf(alarm, 'en'), wordsFor('en'), history).replaceAll('\u00a0', ' ');
const saying = (changes: Partial<Alarm>) => say(buildAlarm(changes));
const nothing: Evaluation = { understood: true, values: [] };

describe('the sentence of an ALARM', () => {
  it('says what was measured, beyond what, how often', () => {
    expect(saying({})).toBe(
      'CPUUtilization averaged *97.6 %*, above *80 %*, in *3 of the last 3* periods of 5 minutes.',
    );
  });

  it('counts the periods of the alarm where the reason counts none', () => {
    const evaluation = { ...nothing, values: [90], breaching: 2 };
    expect(saying({ evaluation })).toContain('in *2 of the last 3* periods of 5 minutes.');
  });

  it('is escaped, whatever the metric and its statistic are called', () => {
    const stat = { ...cpu, metricName: '<!here> *x*', statistic: '<b>&' };
    expect(saying({ trigger: { ...cpuAbove80, stat } })).toMatch(
      /^&lt;!here&gt; ∗x∗ \(&lt;b&gt;&amp;\) was \*97\.6\*,/,
    );
  });

  it('says nothing of a threshold that it does not know', () => {
    const trigger = { ...cpuAbove80, condition: {} };
    const evaluation = { ...nothing, values: [90] };
    expect(saying({ trigger, evaluation })).toBe('CPUUtilization averaged *90 %*.');
    const other = { ...cpuAbove80, condition: { threshold: 80, comparison: 'SomethingNew' } };
    expect(saying({ trigger: other, evaluation })).toBe('CPUUtilization averaged *90 %*.');
  });

  it.each<[string, Trigger, string]>([
    [
      'the label of an expression',
      { kind: 'math', expression: 'm1', label: 'Error rate', inputs: [], condition: above80 },
      'Error rate is at *97.6*, above *80*,',
    ],
    [
      'the alarm',
      { kind: 'math', expression: 'm1', inputs: [], condition: above80 },
      'web-1 CPU is at *97.6*, above *80*,',
    ],
  ])('names %s where there is no metric', (_, trigger, beginning) => {
    expect(saying({ trigger }).startsWith(beginning)).toBe(true);
  });

  it('tells of missing datapoints, and what they count for', () => {
    const evaluation = { ...nothing, missing: 3, treatedAs: 'breaching' };
    expect(saying({ evaluation })).toBe(
      'No datapoints for *3 periods of 5 minutes*. This alarm counts missing data as breaching.',
    );
    expect(saying({ evaluation: { ...evaluation, values: [90] } })).toBe(
      'CPUUtilization averaged *90 %*, above *80 %*. No datapoints for *3 periods of 5 minutes*.',
    );
  });

  it('counts the series of a query', () => {
    const evaluation = { ...nothing, seriesInAlarm: 0, seriesEvaluated: 14 };
    expect(saying({ evaluation })).toBe('*0 of 14* series are in ALARM.');
  });

  it('says that an alarm is new', () => {
    expect(saying({ evaluation: { ...nothing, unchecked: true } })).toBe(
      'The alarm is new or was changed, and has not been evaluated yet.',
    );
  });
});

describe('the sentence about a band', () => {
  const trigger: Trigger = {
    kind: 'anomaly',
    stat: cpu,
    condition: { comparison: 'GreaterThanUpperThreshold', period: 300 },
  };
  const evaluation = { ...nothing, values: [71], lower: 12, upper: 44 };

  it('says on which side of it the value is, and that it is back', () => {
    expect(saying({ trigger, evaluation })).toBe(
      'CPUUtilization averaged *71 %*, above its expected range of *12 %* to *44 %*.',
    );
    expect(saying({ trigger, evaluation, state: 'OK' })).toBe(
      'CPUUtilization averaged *71 %*, back in its expected range.',
    );
  });

  it('says so without numbers where there are none', () => {
    expect(saying({ trigger, evaluation: { ...nothing, values: [71] } })).toBe(
      'CPUUtilization averaged *71 %*, above its expected range.',
    );
  });

  it.each([
    [{ upper: 44 }, '(up to *44*)'],
    [{ lower: 80 }, '(from *80*)'],
  ])('of an expression says so, too: %j', (end, range) => {
    const { condition } = trigger;
    const math: Trigger = { kind: 'math', expression: 'm1', label: 'Ratio', inputs: [], condition };
    expect(saying({ trigger: math, evaluation: { ...nothing, values: [71], ...end } })).toBe(
      `Ratio is at *71*, above its expected range ${range}.`,
    );
  });
});

describe('the sentence of an OK', () => {
  const ok = { state: 'OK', previousState: 'ALARM' } as const;
  const minutes = (count: number) => EIGHT - count * 60_000;

  it('says what is no longer so', () => {
    expect(
      saying({ ...ok, evaluation: { ...nothing, values: [41.58], breaching: 1, evaluated: 3 } }),
    ).toBe('CPUUtilization averaged *41.6 %*, no longer above *80 %*.');
  });

  it('says how long it was in ALARM, by the history before the payload, and the peak', () => {
    const alarm = buildAlarm({ ...ok, evaluation: nothing, previousChangedAt: minutes(35) });
    const history: History = { period: 300, datapoints: [] };
    expect(say(alarm)).toBe('Was in ALARM for *35 minutes*.');
    expect(say(alarm, history)).toBe('Was in ALARM for *35 minutes*.');
    expect(say(alarm, { ...history, alarmSince: minutes(40), peak: 99.12 })).toBe(
      'Was in ALARM for *40 minutes*, peak *99.1 %*.',
    );
  });

  it.each<[string, Partial<Alarm>]>([
    ['it was not in ALARM before', { previousState: 'INSUFFICIENT_DATA' }],
    ['it is in ALARM', { state: 'ALARM' }],
    ['the times contradict each other', { changedAt: minutes(36) }],
  ])('says nothing of it when %s', (_, changes) => {
    const alarm = buildAlarm({
      ...ok,
      evaluation: nothing,
      previousChangedAt: minutes(35),
      ...changes,
    });
    expect(say(alarm)).toBe('');
    expect(say(without(alarm, 'changedAt'))).toBe('');
  });

  it('may have been in ALARM for no time at all', () => {
    const alarm = buildAlarm({ ...ok, evaluation: nothing, previousChangedAt: EIGHT });
    expect(say(alarm)).toBe('Was in ALARM for *0 seconds*.');
  });
});

describe('the sentence without data', () => {
  const noData = { state: 'INSUFFICIENT_DATA' } as const;
  const elsewhere = { ...cpuAbove80, stat: { ...cpu, dimensions: [] } };

  it('says since how many periods, and what that usually means for an instance', () => {
    expect(saying({ ...noData, evaluation: { ...nothing, missing: 3 } })).toBe(
      'No datapoints for *3 periods of 5 minutes*. For an instance this usually means that it was stopped or terminated.',
    );
  });

  it('says nothing of instances where there is none', () => {
    const evaluation = { ...nothing, missing: 1 };
    expect(saying({ ...noData, evaluation, trigger: elsewhere })).toBe(
      'No datapoints for *1 period of 5 minutes*.',
    );
    expect(saying({ ...noData, evaluation: nothing, trigger: elsewhere })).toBe(
      'CloudWatch has too little data to tell the state.',
    );
  });

  it('says that the alarm is new', () => {
    expect(saying({ ...noData, evaluation: { ...nothing, unchecked: true } })).toBe(
      'The alarm is new or was changed, and has not been evaluated yet.',
    );
  });

  it('gives the words of whoever set it', () => {
    const evaluation = { understood: false, values: [] };
    expect(saying({ ...noData, evaluation, reason: ' drill <1> ' })).toBe(
      'Reason given: drill &lt;1&gt;',
    );
    expect(saying({ ...noData, evaluation })).toBe('');
  });
});

describe('the sentence of a composite alarm', () => {
  const composite = (...children: ChildAlarm[]): Trigger => ({ kind: 'composite', children });
  const child = (name: string): ChildAlarm => ({ name, state: 'ALARM' });
  const MET = 'The rule of this composite alarm is met.';

  it.each<[string, Trigger, string]>([
    ['none', composite(), MET],
    [
      'one',
      composite(child('a'), { name: 'b', state: 'OK' }, { name: 'c' }),
      `${MET} *a* is in ALARM.`,
    ],
    ['two', composite(child('a'), child('<b>')), `${MET} *a* and *&lt;b&gt;* are in ALARM.`],
    [
      'twelve',
      composite(...'abcdefghijkl'.split('').map(child)),
      `${MET} *a*, *b*, *c*, *d*, *e*, *f*, *g*, *h*, *i*, *j* and 2 more are in ALARM.`,
    ],
  ])('names the children in ALARM: %s', (_, trigger, sentence) => {
    expect(saying({ trigger, evaluation: nothing })).toBe(sentence);
  });

  it('tells of the rule in the other states', () => {
    const trigger = composite(child('a'));
    expect(saying({ trigger, evaluation: nothing, state: 'OK' })).toBe(
      'The rule of this composite alarm is no longer met.',
    );
    expect(saying({ trigger, evaluation: nothing, state: 'INSUFFICIENT_DATA' })).toBe(
      'CloudWatch has too little data to tell the state.',
    );
  });

  it('gives the words of whoever set it, and claims nothing of the rule', () => {
    const evaluation = { understood: false, values: [] };
    expect(saying({ trigger: composite(child('a')), evaluation, reason: 'drill' })).toBe(
      'Reason given: drill',
    );
    expect(saying({ trigger: composite(), evaluation })).toBe(MET);
  });
});
