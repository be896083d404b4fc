import { describe, expect, test } from 'vitest';
import { checkSlackLimits } from '../../../src/preview/fake-slack/message-rules.ts';
import { everyRow } from '../../helpers/every-row.ts';

const text = (length: number) => 'x'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: text(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: text(length), verbatim: true });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const section = (fields: object = { text: mrkdwn(10) }) => ({ type: 'section', ...fields });
const button = (fields: object = {}) => ({ type: 'button', text: plain(10), ...fields });
const image = (fields: object = {}) => ({
  type: 'image',
  alt_text: 'CPU',
  image_url: 'https://example.com/cpu.png',
  ...fields,
});
const overflow = (options: number) => ({
  type: 'overflow',
  options: many(options, (i) => ({ text: plain(75), value: `v${i}` })),
});

function line(fields: object = {}, series: object = {}, points = 3) {
  const categories = many(points, (i) => `12:${i}`);
  const data = categories.map((label, value) => ({ label, value }));
  return {
    type: 'data_visualization',
    title: 'CPU',
    chart: {
      type: 'line',
      series: [{ name: 'web-1', data, ...series }],
      axis_config: { categories, x_label: 'UTC', y_label: 'Percent' },
      ...fields,
    },
  };
}

function lines(count: number) {
  const { series } = line().chart;
  return line({ series: many(count, (i) => ({ ...series[0], name: `web-${i}` })) });
}

function pie(value: unknown) {
  return {
    type: 'data_visualization',
    title: 'Share',
    chart: { type: 'pie', segments: [{ label: 'a', value }] },
  };
}

const blocks = (...list: readonly unknown[]) => ({ text: 'ALARM', blocks: list });
const attached = (...list: readonly unknown[]) => ({ text: 'ALARM', attachments: list });

/** name, accepted, refused, the pointer that is blamed, Slack's word */
type Row = readonly [string, unknown, unknown, string, string];

const MESSAGE_RULES: readonly Row[] = [
  ['the body is an object', { text: 'x' }, ['x'], '', 'invalid_payload'],
  ['the body is not null', { text: 'x' }, null, '', 'invalid_payload'],
  ['text is a string', { text: 'x' }, { text: 5 }, '/text', 'invalid_payload'],
  ['there is something to show', { blocks: [section()] }, {}, '/text', 'no_text'],
  ['blank text is no text', { text: 'x' }, { text: ' \n', blocks: [] }, '/text', 'no_text'],
  ['text is not cut off', { text: text(40_000) }, { text: text(40_001) }, '/text', 'msg_too_long'],
  ['blocks is an array', blocks(), { text: 'x', blocks: {} }, '/blocks', 'invalid_blocks_format'],
  [
    '50 blocks',
    blocks(...many(50, () => section())),
    blocks(...many(51, () => section())),
    '/blocks',
    'invalid_blocks',
  ],
  [
    '50 blocks with those of the attachments',
    {
      ...blocks(...many(25, () => section())),
      ...{ attachments: [{ blocks: many(25, () => section()) }] },
    },
    {
      ...blocks(...many(25, () => section())),
      ...{ attachments: [{ blocks: many(26, () => section()) }] },
    },
    '',
    'invalid_blocks',
  ],
  [
    '12,000 characters in all blocks together',
    blocks(...many(4, () => section({ text: mrkdwn(3000) }))),
    blocks(...many(4, () => section({ text: mrkdwn(3000) })), section({ text: mrkdwn(1) })),
    '',
    'msg_blocks_too_long',
  ],
  [
    'unique block_id',
    blocks(
      section({ text: mrkdwn(1), block_id: 'a' }),
      section({ text: mrkdwn(1), block_id: 'b' }),
    ),
    blocks(
      section({ text: mrkdwn(1), block_id: 'a' }),
      section({ text: mrkdwn(1), block_id: 'a' }),
    ),
    '/blocks',
    'invalid_blocks',
  ],
  [
    'block_id of 255',
    blocks({ type: 'divider', block_id: text(255) }),
    blocks({ type: 'divider', block_id: text(256) }),
    '/blocks/0/block_id',
    'invalid_blocks',
  ],
  [
    'attachments is an array',
    attached(),
    { text: 'x', attachments: 'x' },
    '/attachments',
    'invalid_attachments',
  ],
  [
    '20 attachments',
    attached(...many(20, () => ({ text: 'x' }))),
    attached(...many(21, () => ({ text: 'x' }))),
    '/attachments',
    'too_many_attachments',
  ],
  [
    'no legacy field beside the blocks of an attachment',
    attached({ color: '#D92D20', fallback: 'x', blocks: [section()] }),
    attached({ color: '#D92D20', title: 'x', blocks: [section()] }),
    '/attachments/0/title',
    'invalid_attachments',
  ],
  [
    'a colour that Slack knows',
    attached({ color: 'danger', blocks: [section()] }),
    attached({ color: 'red', blocks: [section()] }),
    '/attachments/0/color',
    'invalid_attachments',
  ],
  [
    'a colour that Slack knows, in a legacy attachment',
    attached({ color: '2EB67D', text: 'x' }),
    attached({ color: '#12', text: 'x' }),
    '/attachments/0/color',
    'invalid_attachments',
  ],
  [
    'a footer of 300',
    attached({ text: 'x', footer: text(300) }),
    attached({ text: 'x', footer: text(301) }),
    '/attachments/0/footer',
    'invalid_attachments',
  ],
  [
    'an attachment says something',
    attached({ fallback: 'x' }),
    attached({ color: 'good' }),
    '/attachments/0',
    'no_text',
  ],
  [
    'an attachment has blocks',
    attached({ blocks: [section()] }),
    attached({ blocks: [] }),
    '/attachments/0/blocks',
    'invalid_attachments',
  ],
  [
    'an attachment is an object',
    attached({ text: 'x' }),
    attached('x'),
    '/attachments/0',
    'invalid_attachments',
  ],
  [
    'a bad block in an attachment',
    attached({ blocks: [{ type: 'divider' }] }),
    attached({ blocks: [{ type: 'alert' }] }),
    '/attachments/0/blocks/0',
    'invalid_attachments',
  ],
];

/** name, accepted block, refused block, pointer below the block */
type BlockRow = readonly [string, unknown, unknown, string];

const BLOCK_RULES: readonly BlockRow[] = [
  [
    'header of 150',
    { type: 'header', text: plain(150) },
    { type: 'header', text: plain(151) },
    '/text/text',
  ],
  [
    'header in plain text',
    { type: 'header', text: plain(1) },
    { type: 'header', text: mrkdwn(1) },
    '/text/type',
  ],
  ['header with text', { type: 'header', text: plain(1) }, { type: 'header' }, ''],
  [
    'header text not empty',
    { type: 'header', text: plain(1) },
    { type: 'header', text: plain(0) },
    '/text/text',
  ],
  [
    'header level 1 to 4',
    { type: 'header', text: plain(1), level: 4 },
    { type: 'header', text: plain(1), level: 5 },
    '/level',
  ],
  [
    'section text of 3000',
    section({ text: mrkdwn(3000) }),
    section({ text: mrkdwn(3001) }),
    '/text/text',
  ],
  [
    'section text not blank',
    section({ text: mrkdwn(1) }),
    section({ text: { type: 'mrkdwn', text: ' ' } }),
    '/text/text',
  ],
  ['section text is a text object', section(), section({ text: 'x' }), '/text'],
  [
    'section text of a known kind',
    section(),
    section({ text: { type: 'raw_text', text: 'x' } }),
    '/text',
  ],
  [
    'section text without unknown property',
    section(),
    section({ text: { ...mrkdwn(1), emoji: true } }),
    '/text/emoji',
  ],
  ['section with text or fields', section({ fields: [mrkdwn(1)] }), section({}), ''],
  [
    'section without unknown property',
    section(),
    section({ text: mrkdwn(1), texts: [] }),
    '/texts',
  ],
  [
    'verbatim is true or false',
    section(),
    section({ text: { type: 'mrkdwn', text: 'x', verbatim: 'yes' } }),
    '/text/verbatim',
  ],
  [
    '10 fields',
    section({ fields: many(10, () => mrkdwn(9)) }),
    section({ fields: many(11, () => mrkdwn(9)) }),
    '/fields',
  ],
  ['1 field', section({ fields: [mrkdwn(9)] }), section({ fields: [] }), '/fields'],
  [
    'field of 2000',
    section({ fields: [mrkdwn(2000)] }),
    section({ fields: [mrkdwn(2001)] }),
    '/fields/0/text',
  ],
  [
    'context of 10',
    { type: 'context', elements: many(10, () => mrkdwn(9)) },
    { type: 'context', elements: many(11, () => mrkdwn(9)) },
    '/elements',
  ],
  [
    'context of 1',
    { type: 'context', elements: [image()] },
    { type: 'context', elements: [] },
    '/elements',
  ],
  [
    'context text not empty',
    { type: 'context', elements: [mrkdwn(1)] },
    { type: 'context', elements: [mrkdwn(0)] },
    '/elements/0/text',
  ],
  [
    'context without buttons',
    { type: 'context', elements: [plain(1)] },
    { type: 'context', elements: [button()] },
    '/elements/0',
  ],
  ['divider without more', { type: 'divider' }, { type: 'divider', text: 'x' }, '/text'],
  [
    'image alt text of 2000',
    image({ alt_text: text(2000) }),
    image({ alt_text: text(2001) }),
    '/alt_text',
  ],
  [
    'image URL of 3000',
    image({ image_url: `https://a.example/${text(2982)}` }),
    image({ image_url: `https://a.example/${text(2983)}` }),
    '/image_url',
  ],
  ['image URL on the web', image(), image({ image_url: 'file:///etc/passwd' }), '/image_url'],
  ['image with a source', image(), { type: 'image', alt_text: 'x' }, ''],
  [
    'image title of 2000',
    image({ title: plain(2000) }),
    image({ title: plain(2001) }),
    '/title/text',
  ],
  [
    'image element with alt text',
    section({ text: mrkdwn(1), accessory: image() }),
    section({ text: mrkdwn(1), accessory: { type: 'image', image_url: 'https://a.example' } }),
    '/accessory',
  ],
  [
    '25 actions',
    { type: 'actions', elements: many(25, () => button()) },
    { type: 'actions', elements: many(26, () => button()) },
    '/elements',
  ],
  [
    'unique action_id',
    { type: 'actions', elements: [button({ action_id: 'a' }), button({ action_id: 'b' })] },
    { type: 'actions', elements: [button({ action_id: 'a' }), button({ action_id: 'a' })] },
    '',
  ],
  [
    'action_id of 255',
    { type: 'actions', elements: [button({ action_id: text(255) })] },
    { type: 'actions', elements: [button({ action_id: text(256) })] },
    '/elements/0/action_id',
  ],
  [
    'button text of 75',
    { type: 'actions', elements: [button({ text: plain(75) })] },
    { type: 'actions', elements: [button({ text: plain(76) })] },
    '/elements/0/text/text',
  ],
  [
    'button text in plain text',
    { type: 'actions', elements: [button()] },
    { type: 'actions', elements: [button({ text: mrkdwn(1) })] },
    '/elements/0/text/type',
  ],
  [
    'button URL of 3000',
    { type: 'actions', elements: [button({ url: `https://a.example/${text(2982)}` })] },
    { type: 'actions', elements: [button({ url: `https://a.example/${text(2983)}` })] },
    '/elements/0/url',
  ],
  [
    'button URL is a URL',
    { type: 'actions', elements: [button({ url: 'https://a.example' })] },
    { type: 'actions', elements: [button({ url: 'javascript:alert(1)' })] },
    '/elements/0/url',
  ],
  [
    'button value of 2000',
    { type: 'actions', elements: [button({ value: text(2000) })] },
    { type: 'actions', elements: [button({ value: text(2001) })] },
    '/elements/0/value',
  ],
  [
    'button label of 75',
    { type: 'actions', elements: [button({ accessibility_label: text(75) })] },
    { type: 'actions', elements: [button({ accessibility_label: text(76) })] },
    '/elements/0/accessibility_label',
  ],
  [
    'button style',
    { type: 'actions', elements: [button({ style: 'danger' })] },
    { type: 'actions', elements: [button({ style: 'red' })] },
    '/elements/0/style',
  ],
  [
    'overflow of 2',
    { type: 'actions', elements: [overflow(2)] },
    { type: 'actions', elements: [overflow(1)] },
    '/elements/0/options',
  ],
  [
    'overflow of 5',
    { type: 'actions', elements: [overflow(5)] },
    { type: 'actions', elements: [overflow(6)] },
    '/elements/0/options',
  ],
  [
    'markdown of 12,000',
    { type: 'markdown', text: text(12_000) },
    { type: 'markdown', text: text(12_001) },
    '/text',
  ],
  ['a known block type', { type: 'divider' }, { type: 'sections' }, ''],
  ['a type of our own objects is no block type', { type: 'divider' }, { type: 'toString' }, ''],
  ['a block is an object', { type: 'divider' }, 'divider', ''],
  ['an alert is for modals', { type: 'card' }, { type: 'alert', text: plain(10) }, ''],
  [
    'a file cannot be sent',
    { type: 'table' },
    { type: 'file', external_id: 'x', source: 'remote' },
    '',
  ],
  ['a video needs a scope', { type: 'rich_text' }, { type: 'video', title: plain(1) }, ''],
  [
    'block_id of a block that is not read',
    { type: 'card', block_id: text(255) },
    { type: 'card', block_id: text(256) },
    '/block_id',
  ],
];

const CHART_RULES: readonly BlockRow[] = [
  ['title of 50', { ...line(), title: text(50) }, { ...line(), title: text(51) }, '/title'],
  ['title not empty', line(), { ...line(), title: '' }, '/title'],
  ['a known chart type', line({ type: 'bar' }), line({ type: 'scatter' }), '/chart'],
  ['6 series', lines(6), lines(7), '/chart/series'],
  ['1 series', lines(1), lines(0), '/chart/series'],
  [
    'series name of 20',
    line({}, { name: text(20) }),
    line({}, { name: text(21) }),
    '/chart/series/0/name',
  ],
  [
    'unique series names',
    lines(2),
    line({ series: [...line().chart.series, ...line().chart.series] }),
    '/chart',
  ],
  ['20 points', line({}, {}, 20), line({}, {}, 21), '/chart/series/0/data'],
  ['point label of 20', chartOf([text(20)]), chartOf([text(21)]), '/chart/series/0/data/0/label'],
  [
    'numbers are numbers',
    line(),
    line({}, { data: [{ label: '12:0', value: '1' }] }),
    '/chart/series/0/data/0/value',
  ],
  [
    'no NaN, which JSON turns into null',
    line(),
    line({}, { data: [{ label: '12:0', value: null }] }),
    '/chart/series/0/data/0/value',
  ],
  [
    'a point for each category',
    line(),
    line({}, { data: [{ label: '12:0', value: 1 }] }),
    '/chart',
  ],
  [
    'no point outside the categories',
    chartOf(['a', 'b']),
    chartOf(['a', 'b'], ['a', 'c']),
    '/chart',
  ],
  ['one point a category', chartOf(['a', 'b']), chartOf(['a', 'b'], ['a', 'a']), '/chart'],
  ['unique categories', chartOf(['a', 'b']), chartOf(['a', 'a'], ['a', 'a']), '/chart'],
  [
    'x_label of 50',
    line({ axis_config: axes({ x_label: text(50) }) }),
    line({ axis_config: axes({ x_label: text(51) }) }),
    '/chart/axis_config/x_label',
  ],
  [
    'y_label of 50',
    line({ axis_config: axes({ y_label: text(50) }) }),
    line({ axis_config: axes({ y_label: text(51) }) }),
    '/chart/axis_config/y_label',
  ],
  [
    'axis labels not empty',
    line(),
    line({ axis_config: axes({ y_label: '' }) }),
    '/chart/axis_config/y_label',
  ],
  ['pie values above zero', pie(1), pie(0), '/chart/segments/0/value'],
];

function axes(fields: object) {
  return { ...line().chart.axis_config, ...fields };
}

function chartOf(categories: readonly string[], labels = categories) {
  const data = labels.map((label, value) => ({ label, value }));
  return line({ series: [{ name: 'web-1', data }], axis_config: { categories } });
}

const problems = (body: unknown) =>
  checkSlackLimits(body).map(({ pointer, error }) => ({ pointer, error }));

describe('a whole message', () => {
  test(
    'is refused as Slack refuses it',
    everyRow(MESSAGE_RULES, (_name, good, bad, pointer, error) => {
      expect(problems(good)).toEqual([]);
      expect(problems(bad)).toContainEqual({ pointer, error });
    }),
  );

  test('takes two charts, not three', () => {
    expect(problems(blocks(line(), pie(1)))).toEqual([]);
    expect(problems(blocks(line(), line(), pie(1)))).toEqual([
      { pointer: '', error: 'invalid_blocks' },
    ]);
  });

  test('takes 12,000 characters of markdown in all its blocks together', () => {
    const half = { type: 'markdown', text: text(6000) };
    expect(problems(blocks(half, half))).toEqual([]);
    expect(problems(blocks(half, half, { type: 'markdown', text: 'x' }))).toContainEqual({
      pointer: '',
      error: 'invalid_blocks',
    });
  });

  test('names every fault in the order of the body', () => {
    const found = checkSlackLimits({
      text: 'ALARM',
      blocks: [{ type: 'header', text: plain(151) }, section({})],
      attachments: [{ color: 'red', blocks: [section()] }],
    });
    expect(found).toEqual([
      {
        pointer: '/blocks/0/text/text',
        rule: 'at most 150 characters, has 151',
        error: 'invalid_blocks',
      },
      { pointer: '/blocks/1', rule: 'needs text or fields', error: 'invalid_blocks' },
      {
        pointer: '/attachments/0/color',
        rule: 'must be one of good, warning, danger, #rrggbb',
        error: 'invalid_attachments',
      },
    ]);
  });

  test('points into a property whose name holds the separators of a JSON pointer', () => {
    expect(problems(blocks({ type: 'divider', 'a/b~c': 1 }))).toEqual([
      { pointer: '/blocks/0/a~1b~0c', error: 'invalid_blocks' },
    ]);
  });
});

describe('a block', () => {
  test(
    'is refused as Slack refuses it',
    everyRow(BLOCK_RULES, (_name, good, bad, pointer) => {
      expect(problems(blocks(good))).toEqual([]);
      const at = pointer === '' ? expect.stringMatching(/^\/blocks(\/0)?$/) : `/blocks/0${pointer}`;
      expect(problems(blocks(bad))).toContainEqual({ pointer: at, error: 'invalid_blocks' });
    }),
  );
});

describe('a chart', () => {
  test(
    'is refused as Slack refuses it',
    everyRow(CHART_RULES, (_name, good, bad, pointer) => {
      expect(problems(blocks(good))).toEqual([]);
      expect(problems(blocks(bad))).toContainEqual({
        pointer: `/blocks/0${pointer}`,
        error: 'invalid_blocks',
      });
    }),
  );
});
