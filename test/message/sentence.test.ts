import { describe, expect, it } from 'vitest';
import type { Alarm, Evaluation, History, Trigger } from '../../src/alarm/alarm.ts';
import { readingOf } from '../../src/message/reading.ts';
import { lastedInAlarm, renderSentence } from '../../src/message/sentence.ts';
import { above80, buildAlarm, cpu, cpuAbove80, EIGHT, without } from '../helpers/alarms.ts';
import { wordsFor } from '../helpers/words.ts';

const say = (alarm: Alarm, history?: History) =>
  renderSentence(alarm, readingOf(alarm, wordsFor('en').locale), wordsFor('en'), {
    history,
  }).replaceAll('\u00a0', ' ');
const saying = (changes: Partial<Alarm>) => say(buildAlarm(changes));
const nothing: Evaluation = { understood: true, values: [] };

describe('the sentence of an ALARM', () => {
  it('says what was measured, beyond what, how often', () => {
    expect(saying({})).toBe('Above *80%* for *15 minutes* (3 of 3 periods).');
  });

  it('counts the periods of the alarm only where the reason speaks of all of them', () => {
    const evaluation = { ...nothing, values: [90], breaching: 2 };
    expect(saying({ evaluation })).toBe('Above *80%* in *2* periods of 5 minutes.');
    expect(saying({ evaluation: { ...evaluation, missing: 1 } })).toContain(
      'in *2 of the last 3* periods of 5 minutes; newest *90%*.',
    );
    const condition = { ...above80, datapointsToAlarm: 2 };
    expect(saying({ evaluation, trigger: { ...cpuAbove80, condition } })).toBe(
      'Above *80%* in *2 of the last 3* periods of 5 minutes; newest *90%*.',
    );
  });

  it('claims no breach that it does not know of', () => {
    const evaluation = { ...nothing, values: [70] };
    expect(saying({ evaluation })).toBe('Limit: above *80%*.');
    expect(saying({ evaluation: { ...nothing, values: [90] } })).toBe('Above *80%*.');
    expect(saying({ evaluation: { ...evaluation, breaching: 2, evaluated: 3 } })).toBe(
      'Above *80%* in *2 of the last 3* periods of 5 minutes; newest *70%*.',
    );
  });

  it('says of a status check that passes again nothing more: 1 and 0 are no measurements', () => {
    const stat = { ...cpu, metricName: 'StatusCheckFailed', period: 60 };
    const evaluation = { understood: true, values: [0] };
    const state = { state: 'OK', previousState: 'ALARM' } as const;
    const alarm = buildAlarm({ trigger: { ...cpuAbove80, stat }, evaluation, ...state });
    const history = { datapoints: [], period: 60, peak: 1 };
    expect(say(alarm, history)).toBe('');
  });

  it('says a failed status check in words', () => {
    const stat = { ...cpu, metricName: 'StatusCheckFailed', period: 60 };
    const condition = {
      ...above80,
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      period: 60,
    };
    const evaluation = { ...nothing, values: [1], breaching: 2, evaluated: 2 };
    expect(saying({ trigger: { kind: 'metric', stat, condition }, evaluation })).toBe(
      'Failed for *2 minutes* (2 of 2 periods).',
    );
  });

  it('says that somebody created or changed the alarm a moment before', () => {
    expect(saying({ configuredAt: EIGHT - 14_000 })).toMatch(
      / This alarm was created or changed \*14 seconds\* before\.$/,
    );
    expect(saying({ configuredAt: EIGHT - 3_600_000 })).not.toContain('created');
  });

  it('says nothing of a threshold that it does not know', () => {
    const trigger = { ...cpuAbove80, condition: {} };
    const evaluation = { ...nothing, values: [90] };
    expect(saying({ trigger, evaluation })).toBe('');
    const other = { ...cpuAbove80, condition: { threshold: 80, comparison: 'SomethingNew' } };
    expect(saying({ trigger: other, evaluation })).toBe('');
    const often = { ...evaluation, breaching: 3, evaluated: 3 };
    expect(saying({ trigger, evaluation: often })).toBe('');
    const { threshold: _, ...limitless } = above80;
    expect(saying({ trigger: { ...cpuAbove80, condition: limitless }, evaluation: often })).toBe(
      'For *15 minutes* (3 of 3 periods).',
    );
  });

  it('names what was measured where the header names the alarm', () => {
    const trigger: Trigger = {
      kind: 'math',
      expression: 'm1',
      label: '<b> *x*',
      inputs: [],
      condition: above80,
    };
    const named = (changes: Partial<Alarm>) => {
      const alarm = buildAlarm({ trigger, ...changes });
      const reading = readingOf(alarm, wordsFor('en').locale);
      return renderSentence(alarm, reading, wordsFor('en'), { isName: true });
    };
    expect(named({})).toBe(
      '&lt;b&gt; ∗x∗: *97.6*, above *80* for *15\u00a0minutes* (3 of 3 periods).',
    );
    expect(named({ evaluation: { ...nothing, values: [90], breaching: 2, evaluated: 3 } })).toBe(
      '&lt;b&gt; ∗x∗: *90*, above *80* in *2 of the last 3* periods of 5\u00a0minutes.',
    );
    expect(named({ state: 'OK', evaluation: { ...nothing, values: [70] } })).toBe(
      '&lt;b&gt; ∗x∗: *70*, no longer above *80*.',
    );
    const { label: _, ...nameless } = trigger;
    expect(named({ trigger: nameless })).toBe('Above *80* for *15\u00a0minutes* (3 of 3 periods).');
  });

  it('tells of missing datapoints, and what they count for', () => {
    const evaluation = { ...nothing, missing: 3, treatedAs: 'breaching' };
    expect(saying({ evaluation })).toBe(
      'No datapoints for *3 periods of 5 minutes*. This alarm treats missing data as breaching. Limit: above *80%*.',
    );
    expect(saying({ evaluation: { ...evaluation, values: [90] } })).toBe(
      'Above *80%*. No datapoints for *3 periods of 5 minutes*. This alarm treats missing data as breaching.',
    );
  });

  it('counts the series of a query', () => {
    const evaluation = { ...nothing, seriesInAlarm: 0, seriesEvaluated: 14 };
    expect(saying({ evaluation })).toBe('*0 of 14* series are in ALARM. Limit: above *80%*.');
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
    expect(saying({ trigger, evaluation })).toBe('Above its expected range of *12%* to *44%*.');
    expect(saying({ trigger, evaluation, state: 'OK' })).toBe('Back in its expected range.');
  });

  it('says so without numbers where there are none', () => {
    expect(saying({ trigger, evaluation: { ...nothing, values: [71] } })).toBe(
      'Above its expected range.',
    );
  });

  it('says that it is back without numbers, too', () => {
    const bare = { ...nothing, values: [40] };
    expect(saying({ trigger, evaluation: bare, state: 'OK' })).toBe('Back in its expected range.');
  });

  it.each([
    [{ upper: 44 }, '(up to *44*)'],
    [{ lower: 80 }, '(from *80*)'],
  ])('of an expression says so, too: %j', (end, range) => {
    const { condition } = trigger;
    const math: Trigger = { kind: 'math', expression: 'm1', label: 'Ratio', inputs: [], condition };
    expect(saying({ trigger: math, evaluation: { ...nothing, values: [71], ...end } })).toBe(
      `Above its expected range ${range}.`,
    );
  });
});

describe('the sentence of an OK', () => {
  const ok = { state: 'OK', previousState: 'ALARM' } as const;
  const minutes = (count: number) => EIGHT - count * 60_000;

  it('says what is no longer so', () => {
    expect(
      saying({ ...ok, evaluation: { ...nothing, values: [41.58], breaching: 1, evaluated: 3 } }),
    ).toBe('No longer above *80%*.');
    expect(saying({ ...ok, evaluation: { ...nothing, values: [90] } })).toBe('Limit: above *80%*.');
    const trigger = { ...cpuAbove80, condition: {} };
    expect(saying({ ...ok, trigger, evaluation: { ...nothing, values: [90] } })).toBe('');
  });

  it('says how bad it was', () => {
    const alarm = buildAlarm({ ...ok, evaluation: nothing });
    const history: History = { period: 300, datapoints: [], alarmSince: minutes(40), peak: 99.12 };
    expect(say(alarm, history)).toBe('Peak *99.1%*.');
    expect(say(buildAlarm(), history)).toBe('Above *80%* for *15 minutes* (3 of 3 periods).');
    const condition = { ...above80, comparison: 'LessThanThreshold' };
    expect(say({ ...alarm, trigger: { ...cpuAbove80, condition } }, history)).toBe(
      'Lowest *99.1%*.',
    );
  });

  it('knows how long it was in ALARM, by the history before the payload', () => {
    const lasted = (alarm: Alarm, history?: History) =>
      lastedInAlarm(alarm, wordsFor('en'), history)?.replaceAll('\u00a0', ' ');
    const alarm = buildAlarm({ ...ok, evaluation: nothing, previousChangedAt: minutes(35) });
    const history: History = { period: 300, datapoints: [] };
    expect(lasted(alarm)).toBe('35 minutes');
    expect(lasted(alarm, history)).toBe('35 minutes');
    expect(lasted(alarm, { ...history, alarmSince: minutes(40) })).toBe('40 minutes');
    expect(lasted({ ...alarm, previousChangedAt: EIGHT })).toBe('0 seconds');
    expect(lasted({ ...alarm, previousState: 'INSUFFICIENT_DATA' })).toBeUndefined();
    expect(lasted({ ...alarm, state: 'ALARM' })).toBeUndefined();
    expect(lasted({ ...alarm, changedAt: minutes(36) })).toBeUndefined();
    expect(lasted(without(alarm, 'changedAt'))).toBeUndefined();
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
      'No datapoints for *5 minutes*.',
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
      'Not CloudWatch’s own wording; reason: “drill &lt;1&gt;” (most likely set by hand).',
    );
    expect(saying({ ...noData, evaluation })).toBe('');
    const contributor = [{ name: 'pod', value: 'checkout-1' }];
    expect(saying({ ...noData, evaluation, contributor, reason: 'A new <form>.' })).toBe(
      'A new &lt;form&gt;.',
    );
  });
});

describe('the sentence of a composite alarm', () => {
  const trigger: Trigger = { kind: 'composite', children: [] };

  it('is none: its children say it', () => {
    expect(saying({ trigger, evaluation: nothing })).toBe('');
    expect(saying({ trigger, evaluation: nothing, state: 'INSUFFICIENT_DATA' })).toBe(
      'CloudWatch has too little data to tell the state.',
    );
  });

  it('gives the words of whoever set it', () => {
    const evaluation = { understood: false, values: [] };
    expect(saying({ trigger, evaluation, reason: 'drill' })).toBe(
      'Not CloudWatch’s own wording; reason: “drill” (most likely set by hand).',
    );
  });
});
