import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, AlarmState, History, Trigger } from '../../src/alarm/alarm.ts';
import type { FormName, SlackMessage } from '../../src/message/blocks.ts';
import { type Enrichment, type RenderOptions, renderAlarm } from '../../src/message/message.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { above80, buildAlarm, cpu, cpuAbove80, EIGHT, without } from '../helpers/alarms.ts';
import { anyAlarm, anyHistory } from '../helpers/any-alarm.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';
import { wordsFor } from '../helpers/words.ts';

const NBSP = '\u00a0';
const MINUTE = 60_000;
const english: RenderOptions = { words: wordsFor('en'), timeZone: 'UTC' };
const korean: RenderOptions = { words: wordsFor('ko'), timeZone: 'Asia/Seoul' };
const calling: RenderOptions = { ...english, mention: '<!here>' };

const history: History = {
  period: 300,
  datapoints: [22, 41.5, 63, 97.648].map((value, index) => ({
    at: EIGHT - (4 - index) * 5 * MINUTE,
    value,
  })),
};

function formOf(
  name: FormName,
  alarm: Alarm,
  options = english,
  enrichment: Enrichment = {},
): SlackMessage {
  const form = renderAlarm(alarm, options, enrichment).find((one) => one.name === name);
  if (form === undefined) throw new Error(`there is no form ${name}`);
  return form.body;
}

function blocksOf(alarm: Alarm, options = english, enrichment: Enrichment = {}): SlackMessage {
  return formOf('blocks', alarm, options, enrichment);
}

/** Every text of the message that a reader sees, one a line. */
function seen(body: SlackMessage): string {
  const collect = (value: unknown): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap(collect);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      key === 'text' && typeof inner === 'string' ? [inner] : collect(inner),
    );
  };
  return collect([body.blocks, body.attachments]).join('\n');
}

function typesOf(blocks: SlackMessage['blocks']): readonly string[] {
  return (blocks ?? []).map(({ type }) => type);
}

/** The first section: what happened. */
function sentenceOf(alarm: Alarm, options = english, enrichment: Enrichment = {}): string {
  const { blocks = [] } = blocksOf(alarm, options, enrichment);
  const section = blocks.find(({ type }) => type === 'section');
  return section?.type === 'section' ? (section.text?.text ?? '') : '';
}

describe('an ALARM', () => {
  const alarm = buildAlarm({
    description: 'Checkout is slow when this fires. Runbook: https://runbooks.example.com/cpu',
    evaluation: {
      understood: true,
      values: [97.648, 90, 85],
      breaching: 3,
      evaluated: 3,
      since: EIGHT - 15 * MINUTE,
    },
  });

  it('says on the phone state, what, value, limit, and which alarm', () => {
    expect(blocksOf(alarm).text).toBe(
      `🔴 ALARM: CPU of i-0123456789abcdef0 at 97.6% &gt; 80% for 15${NBSP}minutes (web-1 CPU)\nCheckout is slow when this fires.`,
    );
    expect(blocksOf(alarm, english, { instanceName: 'web-1' }).text).toBe(
      `🔴 ALARM: CPU of web-1 at 97.6% &gt; 80% for 15${NBSP}minutes (web-1 CPU)\nCheckout is slow when this fires.`,
    );
  });

  it('is a header, what happened, what to click, and grey lines in red', () => {
    const body = blocksOf(alarm, english, { instanceName: 'web-1' });
    expect(typesOf(body.blocks)).toEqual(['header', 'section', 'section']);
    expect(body.blocks?.[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: '🔴 ALARM: CPU of web-1 at 97.6%', emoji: true },
    });
    expect(body.blocks?.map((block) => 'expand' in block && block.expand)).toEqual([
      false,
      true,
      false,
    ]);
    expect(sentenceOf(alarm)).toBe(
      `Above *80%* for *15${NBSP}minutes* (3 of 3 periods).\nCheckout is slow when this fires.`,
    );
    expect(body.attachments?.map(({ color }) => color)).toEqual(['#D92D20']);
    expect(body.attachments?.[0]?.fallback).toBe(
      'web-1 CPU, OK → ALARM, i-0123456789abcdef0, 123456789012, ap-northeast-2',
    );
    expect(typesOf(body.attachments?.[0]?.blocks)).toEqual(['context']);
  });

  it('links to all that there is, the runbook first and bold', () => {
    const [, , links] = blocksOf(alarm).blocks ?? [];
    const text = links?.type === 'section' ? (links.text?.text ?? '') : '';
    expect(text).toMatch(/^\*<https:\/\/runbooks\.example\.com\/cpu\|Runbook>\*/);
    expect([...text.matchAll(/\|(\w+)>/g)].map(([, label]) => label)).toEqual([
      'Runbook',
      'Alarm',
      'Metric',
      'Instance',
    ]);
  });

  it('with much to read has what to click before the most of it', () => {
    const description = `${alarm.description} ${'Then call the owner of the service. '.repeat(6)}`;
    const { blocks = [] } = blocksOf({ ...alarm, description });
    const texts = blocks.slice(1).map((block) => 'text' in block && block.text);
    expect(texts).toMatchObject([
      { text: `Above *80%* for *15${NBSP}minutes* (3 of 3 periods).` },
      { text: expect.stringMatching(/^\*<https:\/\/runbooks/) },
      { text: expect.stringMatching(/^Checkout is slow when this fires\. .*owner/) },
    ]);
  });

  it(
    'has what to click before the most of it where that takes more than five lines of a phone',
    everyRow(
      [
        [3, 2],
        [4, 3],
      ],
      (lines, sections) => {
        const description = Array.from({ length: lines }, () => 'Call the owner.').join('\n');
        const { blocks } = blocksOf({ ...alarm, description });
        expect(typesOf(blocks)).toEqual(['header', ...Array(sections).fill('section')]);
      },
    ),
  );

  it('is one section where there is nothing to click, be it long', () => {
    const bare = without({ ...alarm, description: 'Call the owner.\n'.repeat(9) }, 'region');
    const trigger = { ...cpuAbove80, stat: { ...cpu, dimensions: [] } };
    const { blocks } = blocksOf({ ...bare, trigger });
    expect(typesOf(blocks)).toEqual(['header', 'section']);
  });

  it('gives its owner’s words the room that the others leave', () => {
    const children = [{ name: 'pay', state: 'ALARM' as const }];
    const shop = buildAlarm({
      description: 'x'.repeat(5_000),
      trigger: { kind: 'composite', children },
    });
    const explanation = { line: 'java 91%', details: [] };
    const { blocks = [] } = blocksOf(shop, calling, { explanation });
    const [opening = '', , more = ''] = blocks
      .slice(1)
      .map((block) => ('text' in block && typeof block.text === 'object' ? block.text.text : ''));
    expect(opening).toBe('<!here>\njava 91%');
    expect(more).toMatch(/^x+…\n• pay$/);
    expect(opening.length + more.length).toBe(2_900 + 2);
  });

  it('shows what is wrong with the settings, where that is so', () => {
    const notices = ['CHART is neither.', 'MENTION is <!nobody>.'];
    expect(blocksOf(alarm, { ...english, notices }).blocks?.at(-1)).toMatchObject({
      type: 'context',
      elements: [{ text: 'CHART is neither. MENTION is &lt;!nobody&gt;.' }],
    });
    expect(blocksOf(alarm, { ...english, notices: [] })).toEqual(blocksOf(alarm));
  });

  it('tells in its grey lines which alarm, since when, of what, and where', () => {
    const [line] = blocksOf(alarm).attachments?.[0]?.blocks ?? [];
    expect(line).toMatchObject({
      elements: [
        {
          text:
            `web-1 CPU  ·  OK → ALARM <!date^1795334400^{date_short_pretty} {time}|2026-11-22 08:00${NBSP}UTC>` +
            `  ·  above the limit since <!date^1795333500^{time}|2026-11-22 07:45${NBSP}UTC>` +
            '  ·  i-0123456789abcdef0  ·  123456789012  ·  ap-northeast-2' +
            `  ·  AWS/EC2  ·  average of 5${NBSP}minutes`,
        },
      ],
    });
  });

  it('calls for help where that is chosen, in every form', () => {
    for (const { name, body } of renderAlarm(alarm, calling, { history })) {
      const text = name === 'text' ? body.text : seen(body);
      expect(text.match(/<!here>/g), name).toEqual(['<!here>']);
    }
    expect(JSON.stringify(renderAlarm(alarm, english))).not.toContain('<!here>');
  });

  it('says how late it is', () => {
    expect(sentenceOf(alarm, english, { late: 42 * MINUTE })).toMatch(
      / \*Delivered 42\u00a0minutes late\*\.\n/,
    );
  });
});

describe('an OK', () => {
  const ok = buildAlarm({
    state: 'OK',
    previousState: 'ALARM',
    evaluation: { understood: true, values: [41.6] },
  });
  const after: History = { ...history, alarmSince: EIGHT - 23 * MINUTE, peak: 98.123 };

  it('says first how long it was in ALARM, and how bad', () => {
    expect(sentenceOf(ok, english, { history: after })).toBe(
      `🟢 *Resolved after 23${NBSP}minutes: CPU of i-0123456789abcdef0 back to 41.6%*\n` +
        'Peak *98.1%*. No longer above *80%*.  ▁▃▅█',
    );
  });

  it(
    'draws no line of bars where the words take a phone’s room of four lines',
    everyRow(
      [
        [43, '*98.1*. No longer above *80*.  ▁▃▅█'],
        [44, '*98.1*. No longer above *80*.'],
      ],
      (letters, end) => {
        const metricName = `Time${'x'.repeat(letters)}`;
        const trigger = { ...cpuAbove80, stat: { ...cpu, metricName } };
        const said = sentenceOf({ ...ok, trigger }, english, { history: after });
        expect(said.split('Peak ')[1]).toBe(end);
      },
    ),
  );

  it('of which nothing more is known is two lines', () => {
    expect(sentenceOf(ok)).toBe(
      '🟢 *Resolved: CPU of i-0123456789abcdef0 back to 41.6%*\nNo longer above *80%*.',
    );
  });

  it('knows how long from its own payload where the history does not say', () => {
    const alarm = { ...ok, previousChangedAt: EIGHT - 5 * MINUTE };
    expect(sentenceOf(alarm)).toMatch(/^🟢 \*Resolved after 5\u00a0minutes: /);
  });

  it(
    'does not say how long where that is not known',
    everyRow<[string, Alarm]>(
      [
        ['the time before is none of ALARM', { ...ok, previousState: 'INSUFFICIENT_DATA' }],
        ['its own time is not known', without(ok, 'changedAt')],
        ['the clock would run backwards', { ...ok, changedAt: EIGHT - 60 * MINUTE }],
      ],
      (_, alarm) => {
        const known = { ...alarm, previousChangedAt: EIGHT - 5 * MINUTE };
        expect(JSON.stringify(renderAlarm(known, english))).not.toContain('Resolved after');
      },
    ),
  );

  it('is green, little, and calls nobody', () => {
    const body = blocksOf(ok, calling, { instanceName: 'web-1' });
    expect(typesOf(body.blocks)).toEqual(['section']);
    expect(body.attachments?.map(({ color }) => color)).toEqual(['#12B76A']);
    expect(typesOf(body.attachments?.[0]?.blocks)).toEqual(['context']);
    expect(seen(body)).toMatch(
      /\|web-1 CPU> {2}· {2}ALARM → OK {2}· {2}123456789012 {2}· {2}ap-northeast-2$/,
    );
    expect(JSON.stringify(body)).not.toContain('<!here>');
  });

  it('of a new alarm that has no better name is its name alone', () => {
    const name = 'n'.repeat(250);
    const settling = { ...ok, name, previousState: 'INSUFFICIENT_DATA' as const };
    const body = blocksOf(without({ ...settling }, 'trigger', 'arn'));
    expect(seen(body)).toMatch(
      /^🟢 OK {2}· {2}<https:[^>]*\|n{250}> {2}· {2}first state, or data is arriving again$/,
    );
  });

  it('of a new alarm, or of data that arrives again, is one grey line', () => {
    const settling: Alarm = { ...ok, previousState: 'INSUFFICIENT_DATA' };
    const forms = renderAlarm(settling, calling, { history: after, instanceName: 'web-1' });
    expect(forms.map(({ name }) => name)).toEqual(['blocks', 'text']);
    const [blocks, text] = forms;
    expect(typesOf(blocks?.body.blocks)).toEqual(['context']);
    expect(blocks?.body.attachments).toBeUndefined();
    expect(seen(blocksOf(settling, calling, { instanceName: 'web-1' }))).toMatch(
      /^🟢 OK {2}· {2}<https:[^>]*\|web-1 CPU> {2}· {2}CPU of web-1 {2}· {2}first state, or data is arriving again$/,
    );
    expect(text?.body.text).toMatch(/^🟢 OK: /);
    expect(JSON.stringify(forms)).not.toContain('<!here>');
  });
});

describe('an alarm without data', () => {
  const noData = buildAlarm({
    state: 'INSUFFICIENT_DATA',
    previousState: 'OK',
    evaluation: { understood: true, values: [], missing: 3 },
  });

  it('says since when nothing arrived, and what that usually means of an instance', () => {
    expect(sentenceOf(noData)).toBe(
      `No datapoints for *3${NBSP}periods of 5${NBSP}minutes*. ` +
        'For an instance this usually means that it was stopped or terminated.',
    );
  });

  it('guesses nothing of what is no instance', () => {
    const stat = { ...cpu, dimensions: [{ name: 'QueueName', value: 'orders' }] };
    const trigger = { ...cpuAbove80, stat };
    expect(sentenceOf({ ...noData, trigger })).not.toContain('instance');
  });

  it('is neither red nor green, has no value in its header, and calls nobody', () => {
    const body = blocksOf(noData, calling);
    expect(body.attachments?.map(({ color }) => color)).toEqual(['#C9B458']);
    expect(body.blocks?.[0]).toMatchObject({
      text: { text: '⚪ NO DATA: CPU of i-0123456789abcdef0' },
    });
    expect(JSON.stringify(body)).not.toContain('<!here>');
  });
});

describe('the forms of a message', () => {
  it('are chart, sparkline and text where the past is known', () => {
    const forms = renderAlarm(buildAlarm(), english, { history });
    expect(forms.map(({ name }) => name)).toEqual(['chart', 'blocks', 'text']);
    expect(typesOf(forms[0]?.body.blocks)).toEqual([
      'header',
      'section',
      'section',
      'data_visualization',
    ]);
    expect(typesOf(forms[1]?.body.blocks)).toEqual(['header', 'section', 'section', 'section']);
    expect(seen(blocksOf(buildAlarm(), english, { history }))).toContain(`▁▃▅█ 22% – 97.6%`);
    expect(forms[2]?.body).not.toHaveProperty('blocks');
  });

  it('have a sparkline alone where a chart would have too few points', () => {
    const short = { ...history, datapoints: history.datapoints.slice(0, 2) };
    const forms = renderAlarm(buildAlarm(), english, { history: short });
    expect(forms.map(({ name }) => name)).toEqual(['blocks', 'text']);
    expect(seen(blocksOf(buildAlarm(), english, { history: short }))).toContain('▁█');
  });

  it.each([
    ['nothing is known', {}],
    ['there is no datapoint', { history: { period: 300, datapoints: [] } }],
  ])('are blocks and text where %s', (_, enrichment) => {
    const forms = renderAlarm(buildAlarm(), english, enrichment);
    expect(forms.map(({ name }) => name)).toEqual(['blocks', 'text']);
  });

  it('tell the phone the same, and have Slack follow no link', () => {
    const [chart, blocks, text] = renderAlarm(buildAlarm(), english, { history });
    expect(chart?.body.text).toBe(blocks?.body.text);
    expect(text?.body.text.split('\n')[0]).toBe(blocks?.body.text.split('\n')[0]);
    for (const form of [chart, blocks, text]) {
      expect(form?.body).toMatchObject({ unfurl_links: false, unfurl_media: false });
    }
  });

  it('are the same for the same alarm', () => {
    const render = () => JSON.stringify(renderAlarm(buildAlarm(), calling, { history }));
    expect(render()).toBe(render());
  });
});

describe('the form of text alone', () => {
  it(
    'has all that must not be missing',
    everyRow<[AlarmState, string]>(
      [
        ['ALARM', '🔴 ALARM'],
        ['OK', '🟢 Resolved'],
        ['INSUFFICIENT_DATA', '🟠 NO DATA'],
      ],
      (state, word) => {
        const alarm = buildAlarm({
          state,
          previousState: 'ALARM',
          description: 'Runbook: https://runbooks.example.com/cpu',
        });
        const { text } = formOf('text', alarm);
        expect(text).toMatch(new RegExp(`^${word}: `));
        expect(text).toContain('(web-1 CPU)');
        if (state !== 'INSUFFICIENT_DATA') expect(text).toContain(`97.6%`);
        expect(text).toContain(`2026-11-22 08:00${NBSP}UTC`);
        expect(text).toContain('123456789012  ·  ap-northeast-2');
        expect(text).toMatch(/<https:[^>]*alarmsV2:alarm\/web-1%20CPU\|Alarm>/);
        expect(text).toContain('<https://runbooks.example.com/cpu|Runbook>');
      },
    ),
  );

  it('of an alarm of which little is known has that little', () => {
    const bare = without(
      buildAlarm({ evaluation: { understood: false, values: [] }, reason: 'drill' }),
      'trigger',
      'region',
      'regionName',
      'accountId',
      'changedAt',
      'previousState',
    );
    expect(formOf('text', bare).text).toBe(
      '🔴 ALARM: web-1 CPU\nNot CloudWatch’s own wording; reason: “drill” (most likely set by hand).\nALARM',
    );
  });
});

/** One alarm of every kind, in words that are no English. */
const TRIGGERS: Readonly<Record<string, Trigger>> = {
  metric: cpuAbove80,
  math: {
    kind: 'math',
    expression: '100 * m1',
    label: '오류율',
    inputs: [{ ...cpu, id: 'm1' }],
    condition: above80,
  },
  anomaly: {
    kind: 'anomaly',
    stat: cpu,
    band: 'ANOMALY_DETECTION_BAND(m1, 2)',
    condition: { comparison: 'GreaterThanUpperThreshold', period: 300 },
  },
  query: { kind: 'query', query: 'SELECT 1', label: '오류율', condition: above80 },
  composite: {
    kind: 'composite',
    rule: 'ALARM("결제")',
    children: [
      { name: '결제', state: 'ALARM' },
      { name: '주문', state: 'OK' },
    ],
  },
};

const EVALUATIONS: Readonly<Record<string, Alarm['evaluation']>> = {
  measured: {
    understood: true,
    values: [97.648],
    breaching: 2,
    evaluated: 3,
    lower: 10,
    upper: 40,
  },
  missing: { understood: true, values: [], missing: 3, treatedAs: 'breaching' },
  unchecked: { understood: true, values: [], unchecked: true },
  series: { understood: true, values: [], seriesInAlarm: 2, seriesEvaluated: 14 },
  'set by hand': { understood: false, values: [] },
};

const CASES = (['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const).flatMap((state) =>
  Object.entries(TRIGGERS).flatMap(([kind, trigger]) =>
    Object.entries(EVALUATIONS).map(([how, evaluation]) => ({
      name: `${state} of a ${kind} alarm that is ${how}`,
      state,
      trigger,
      evaluation,
    })),
  ),
);

describe('an alarm of any kind in any state', () => {
  it(
    'says in both languages how it was evaluated',
    everyRow(CASES, ({ state, trigger, evaluation }) => {
      const alarm = buildAlarm({
        name: '결제',
        state,
        previousState: 'ALARM',
        previousChangedAt: EIGHT - 5 * MINUTE,
        trigger,
        evaluation,
        ...(evaluation.understood ? {} : { reason: '연습' }),
      });
      expect(sentenceOf(alarm, english)).toMatch(/^[🟢A-Z*오결<•]/u);
      const body = blocksOf(alarm, korean, { late: 42 * MINUTE });
      expect(sentenceOf(alarm, korean)).toMatch(/[가-힣]/);
      expect(leftovers(seen(body))).toEqual([]);
      expect(leftovers(formOf('text', alarm, korean).text)).toEqual([]);
    }),
  );
});

/** Words of the Latin alphabet that are neither names of AWS's nor of the reader's own. */
function leftovers(text: string): readonly string[] {
  const ours = text
    .replace(/<https?:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!date\^[^>]*>/g, '')
    .replace(/`[^`]*`|&[a-z]+;/g, '')
    .replace(/2026-11-22 17:00\u00a0GMT\+9/g, '')
    .replace(/ap-northeast-2|CloudWatch/g, '')
    .replace(/i-0123456789abcdef0|CPUUtilization|AWS\/EC2|CPU/g, '');
  return ours.match(/[A-Za-z]{2,}/g) ?? [];
}

describe('the message of any alarm', () => {
  const choices = fc.constantFrom(
    { language: 'en', timeZone: 'UTC', mention: '<!here>' } as const,
    { language: 'ko', timeZone: 'Asia/Seoul', mention: '<!subteam^S012AB3CD>' } as const,
  );
  const enrichment = fc.record(
    {
      history: anyHistory,
      instanceName: outsideText(),
      late: fc.integer({ min: 60_000, max: 1e12 }),
    },
    { requiredKeys: [] },
  );

  it('writes a time before 1970, which Slack does not know, as words', () => {
    const alarm = buildAlarm({ changedAt: Date.parse('1901-12-13T20:45:52Z') });
    const body = blocksOf(alarm);
    expect(findUnsafeText(body)).toEqual([]);
    expect(JSON.stringify(body)).toMatch(/1901-12-13 20:45/);
  });

  it('is in every form inside the limits of Slack, and holds no text that Slack would take for markup', () => {
    fc.assert(
      fc.property(anyAlarm, choices, enrichment, (alarm, { language, ...chosen }, known) => {
        const forms = renderAlarm(alarm, { ...chosen, words: wordsFor(language) }, known);
        expect(forms.at(-1)?.name).toBe('text');
        const given = JSON.stringify([alarm, known]);
        for (const { name, body } of forms) {
          expect(checkSlackLimits(body), name).toEqual([]);
          expect(findUnsafeText(body, { mention: chosen.mention, given }), name).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('begins with its state, on the phone and on the screen', () => {
    fc.assert(
      fc.property(anyAlarm, (alarm) => {
        for (const { body } of renderAlarm(alarm, english)) {
          expect(body.text).toMatch(/^[🔴🟢⚪🟠] (?:ALARM: |OK: |Resolved|NO DATA: )/u);
          if (body.blocks) expect(seen(body)).toMatch(/^[🔴🟢⚪🟠] /u);
        }
      }),
    );
  });
});
