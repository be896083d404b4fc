import { describe, expect, it } from 'vitest';
import { noteOf } from '../../src/parse/note-of.ts';
import { everyRow } from '../helpers/every-row.ts';
import { writtenNote } from '../helpers/written-note.ts';

const NOTES: readonly (readonly [what: string, event: unknown, lines: readonly string[]])[] = [
  [
    'alerts with all that they lead to',
    {
      status: 'firing',
      orgId: 1,
      externalURL: 'https://grafana.example.net',
      truncatedAlerts: 3,
      commonLabels: { alertname: 'Disk', severity: 'critical' },
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'Disk', instance: 'a' },
          annotations: {
            summary: 'Disk of a is full',
            runbook_url: 'https://wiki.example.net/disk',
          },
          dashboardURL: 'https://grafana.example.net/d/1',
          panelURL: 'https://grafana.example.net/p/1',
          generatorURL: 'https://grafana.example.net/g/1',
          silenceURL: 'https://grafana.example.net/s/1',
        },
        {
          status: 'firing',
          labels: { alertname: 'Disk', instance: 'b' },
          annotations: { message: 'Disk of b is full', runbook: 'see the wiki' },
        },
        {
          status: 'resolved',
          labels: { alertname: 'Disk', instance: 'c' },
          annotations: { description: 'Disk of c is full' },
        },
        { labels: { alertname: 'Disk', pod: 'p-1' } },
        { labels: { alertname: 'Disk', service: 'shop' } },
        {},
      ],
    },
    [
      'critical FIRING: Disk (9)',
      'Disk of a is full <https://wiki.example.net/disk|Runbook>',
      'Disk of b is full see the wiki',
      'resolved: Disk of c is full',
      'Disk p-1',
      'Disk shop',
      '+ 3',
      'Severity: critical',
      '- Org id: 1',
      '<https://grafana.example.net/d/1|Dashboard>',
      '<https://grafana.example.net/p/1|Panel>',
      '<https://grafana.example.net|Grafana>',
      '<https://grafana.example.net/g/1|Graph>',
      '<https://grafana.example.net/s/1|Silence>',
    ],
  ],
  [
    'alerts of one kind by their group',
    {
      status: 'firing',
      groupLabels: { alertname: 'Disk' },
      commonLabels: { severity: 'warning' },
      externalURL: 'https://alerts.example.net',
      alerts: [{ status: 'firing', labels: { alertname: 'Disk', instance: 'a' } }],
    },
    [
      'warning FIRING: Disk (1)',
      'Disk a',
      'Severity: warning',
      '<https://alerts.example.net|Alertmanager>',
    ],
  ],
  [
    'alerts of one kind by the first of them',
    {
      status: 'firing',
      alerts: [{ status: 'firing', labels: { alertname: 'Cpu', severity: 'info' } }],
    },
    ['info FIRING: Cpu (1)', 'Cpu', 'Severity: info'],
  ],
  [
    'alerts without a name',
    { status: 'firing', alerts: [{ labels: { severity: 'low' } }] },
    ['info FIRING: alerts (1)', 'Severity: low'],
  ],
  [
    'alerts of medium severity',
    { status: 'firing', alerts: [{ labels: { severity: 'medium', alertname: 'Cpu' } }] },
    ['warning FIRING: Cpu (1)', 'Cpu', 'Severity: medium'],
  ],
  [
    'alerts that are over',
    {
      status: 'resolved',
      commonLabels: { alertname: 'Disk', severity: 'critical' },
      alerts: [{ status: 'resolved', labels: { alertname: 'Disk', instance: 'a' } }],
    },
    ['good RESOLVED: Disk (1)', 'Disk a', 'Severity: critical'],
  ],
  ['no alerts', { status: 'firing', alerts: [] }, ['? ', '- Status: firing']],
  [
    'alerts without a state',
    { alerts: [{ status: 'firing', labels: { alertname: 'Disk', instance: 'a' } }] },
    [
      '? ',
      '- Alerts Labels Alertname: Disk',
      '- Alerts Status: firing',
      '- Alerts Labels Instance: a',
    ],
  ],
  [
    'a notification made for Amazon Q',
    {
      source: 'custom',
      content: {
        title: ':warning: Bills are *late*',
        description: 'The `printer` stopped.',
        nextSteps: ['Look', 'Restart it', 7],
      },
      version: '1.0',
      metadata: { eventType: 'failure', additionalContext: { priority: 'critical' } },
    },
    [
      'critical Bills are late',
      'The printer stopped.',
      '• Look',
      '• Restart it',
      'Priority: critical',
      '- Source: custom',
      '- Version: 1.0',
      '- Metadata Event type: failure',
    ],
  ],
  [
    'a notification made for Amazon Q without a title',
    { source: 'custom', content: { description: 'The printer stopped.' } },
    ['info The printer stopped.', '- Source: custom'],
  ],
  [
    'a notification made for Amazon Q with a summary only',
    { source: 'custom', metadata: { summary: 'Bills are late', eventType: 'warning' } },
    ['info Bills are late', '- Source: custom', '- Metadata Event type: warning'],
  ],
  [
    'a notification made for nobody',
    { source: 'other', content: { title: 'Bills are late' } },
    ['? Bills are late', '- Source: other'],
  ],
  [
    'a notification made for Amazon Q that says nothing',
    { source: 'custom', content: { nextSteps: ['Look'] } },
    ['? ', '- Source: custom', '- Content Next steps: Look'],
  ],
  [
    'a text with what Slack formats',
    {
      text: ':fire: *Deploy* failed :white_check_mark:\n*Branch:*\nmain\njob:end:prod and 10:30:45 `npm test` 2*3*4 *not\nbold* a:b: ::c:: x :100: :+1:y',
    },
    [
      'info Deploy failed ',
      'Branch: main',
      'job:end:prod and 10:30:45 npm test 2*3*4 *not',
      'bold* a:b: ::c:: x :100: :+1:y',
    ],
  ],
  [
    'a text of JSON within',
    { text: ' {"title":"Deploy failed","value":"till"}' },
    ['info Deploy failed: till'],
  ],
  ['a text that only looks like JSON', { text: '[ci] Deploy failed' }, ['info [ci] Deploy failed']],
  ['a text that is a number in a list', { text: '[1]' }, ['? ', '[1]', '- Text: 1']],
  [
    'an attachment as old tools write it',
    {
      text: 'Deploy',
      channel: '#ops',
      username: 'ci',
      icon_emoji: ':x:',
      attachments: [
        {
          color: 'danger',
          pretext: 'before',
          author_name: 'ci bot',
          title: 'till 42',
          title_link: 'https://ci.example.net/42',
          text: 'It failed',
          fields: [
            { title: 'Branch', value: 'main' },
            { title: 'Who', value: 7 },
          ],
          image_url: 'https://ci.example.net/42.png',
          footer: 'runner 7',
          fallback: 'not shown',
        },
      ],
    },
    [
      'critical Deploy',
      'before',
      'ci bot',
      '<https://ci.example.net/42|till 42>',
      'It failed',
      'Branch: main',
      'Who: 7',
      'https://ci.example.net/42.png',
      'runner 7',
    ],
  ],
  [
    'an attachment that is only a fallback',
    { attachments: [{ fallback: 'Deploy failed', color: 'warning' }] },
    ['warning Deploy failed'],
  ],
  [
    'an attachment that is nothing',
    { text: 'Deploy', attachments: [{ fallback: 7, color: 'good' }] },
    ['good Deploy'],
  ],
  [
    'a title of lines, and one whose link is none',
    {
      attachments: [
        { title: 'one\ntwo', title_link: 'https://ci.example.net/1' },
        { title: 'three', title_link: 'ftp://ci.example.net/2' },
        { text: 'x', title_link: 'https://ci.example.net/3' },
      ],
    },
    [
      'info one',
      'two',
      'https://ci.example.net/1',
      'three',
      'ftp://ci.example.net/2',
      'https://ci.example.net/3',
      'x',
    ],
  ],
  [
    'blocks',
    {
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Import' } },
        {
          type: 'section',
          text: { text: 'stopped' },
          accessory: { type: 'button', text: { text: 'Log' }, url: 'https://ci.example.net/43' },
        },
        { type: 'image', alt_text: 'a chart', image_url: 'https://ci.example.net/c.png' },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { text: 'No link' } },
            { type: 'button', url: 'https://ci.example.net/44' },
          ],
        },
      ],
    },
    [
      'info Import',
      'stopped',
      '<https://ci.example.net/43|Log>',
      'a chart',
      'https://ci.example.net/c.png',
      'No link',
      'https://ci.example.net/44',
    ],
  ],
  [
    'rich text',
    {
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Import ' },
                { type: 'text', text: 'stopped' },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                { type: 'text', text: 'exit ' },
                { type: 'text', text: '1' },
              ],
            },
            {
              type: 'rich_text_quote',
              elements: [
                { type: 'link', url: 'https://ci.example.net/1', text: 'log' },
                { type: 'text', text: ' of it' },
              ],
            },
            { type: 'rich_text_section' },
            {
              type: 'rich_text_list',
              elements: [
                { type: 'text', text: 'a' },
                { type: 'text', text: 'b' },
              ],
            },
            { type: 'my_rich_text_section', elements: [{ text: 'c' }, { text: 'd' }] },
            { type: 'rich_text_section_2', elements: [{ text: 'e' }, { text: 'f' }] },
          ],
        },
      ],
    },
    [
      'info Import stopped',
      'exit 1',
      '<https://ci.example.net/1|log> of it',
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ],
  ],
  [
    'an attachment in a colour that means danger',
    { attachments: [{ text: 'Deploy', color: '#E01E5A' }] },
    ['critical Deploy'],
  ],
  [
    'an attachment in a colour that means nothing',
    { attachments: [{ text: 'Deploy', color: '#e01e5a00' }] },
    ['info Deploy'],
  ],
  [
    'an attachment in a colour that holds danger',
    { attachments: [{ text: 'Deploy', color: 'x danger' }] },
    ['info Deploy'],
  ],
  [
    'an attachment in a colour with danger and more',
    { attachments: [{ text: 'Deploy', color: 'dangerous' }] },
    ['info Deploy'],
  ],
  ['a text of blanks', { text: '   ' }, ['? ']],
  [
    'a runbook in a text',
    {
      status: 'firing',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'Disk', instance: 'a' },
          annotations: { summary: 'one', runbook_url: 'see https://wiki.example.net' },
        },
        {
          status: 'firing',
          labels: { alertname: 'Disk', instance: 'b' },
          annotations: { summary: 'two', runbook_url: 'http://wiki.example.net' },
        },
      ],
    },
    [
      'critical FIRING: Disk (2)',
      'one see https://wiki.example.net',
      'two <http://wiki.example.net|Runbook>',
      '- Alerts Labels Instance: a',
      '- Alerts Labels Instance: b',
    ],
  ],
  [
    'links of Slack with and without encryption',
    {
      attachments: [
        { title: 'one', title_link: 'http://ci.example.net/1' },
        { title: 'two', title_link: 'see http://ci.example.net/2' },
      ],
    },
    ['info <http://ci.example.net/1|one>', 'two', 'see http://ci.example.net/2'],
  ],
  [
    'the name that all of them have, before that of their group',
    {
      status: 'firing',
      commonLabels: { alertname: 'Common' },
      groupLabels: { alertname: 'Group' },
      alerts: [{ status: 'firing', labels: { alertname: 'Disk', instance: 'a' } }],
    },
    ['critical FIRING: Common (1)', 'Disk a', '- Group labels Alertname: Group'],
  ],
  [
    'the name of their group, before that of the first',
    {
      status: 'firing',
      groupLabels: { alertname: 'Group' },
      alerts: [{ status: 'firing', labels: { alertname: 'Disk', instance: 'a' } }],
    },
    ['critical FIRING: Group (1)', 'Disk a'],
  ],
  [
    'a button with a value',
    { blocks: [{ type: 'button', text: { text: 'Log' }, value: 'click-1' }] },
    ['info Log'],
  ],
  [
    'an attachment in a colour that ends like danger',
    { attachments: [{ text: 'Deploy', color: 'x#e01e5a' }] },
    ['info Deploy'],
  ],
  [
    'a key that begins like one of Slack',
    { text: 'Deploy', texture: 1 },
    ['? ', 'Deploy', '- Texture: 1'],
  ],
  [
    'a key that ends like one of Slack',
    { text: 'Deploy', context: 1 },
    ['? ', 'Deploy', '- Context: 1'],
  ],
  [
    'a text with keys that Slack does not know',
    { text: 'Deploy', other: 1 },
    ['? ', 'Deploy', '- Other: 1'],
  ],
  ['no text at all, only what Slack knows', { channel: '#ops' }, ['? ', '- Channel: #ops']],
];

it(
  'the note of a tool says all of it, what matters first',
  everyRow(NOTES, (_what, event, lines) => {
    expect(writtenNote(noteOf(event, undefined))).toEqual(lines);
  }),
);

describe('what is written for Slack is read twelve levels deep, no more', () => {
  type Wrap = (inner: unknown) => unknown;
  const within = (levels: number, wrap: Wrap, end: unknown) =>
    Array.from({ length: levels }).reduce<unknown>(wrap, end);
  const list: Wrap = (inner) => ({ elements: [inner] });
  const inLine: Wrap = (inner) => ({ type: 'rich_text_section', elements: [inner] });

  it(
    'in blocks, titles and rich text',
    everyRow(
      [
        [{ blocks: [within(5, list, { text: 'end' })] }, 'end'],
        [{ blocks: [within(6, list, { text: 'end' })] }, '…'],
        [{ blocks: [within(20, (text) => ({ text }), 'end')] }, '…'],
        [{ blocks: [within(20, inLine, { text: 'end' })] }, '…'],
        [{ attachments: [within(20, (title) => ({ title }), 'end')] }, '…'],
      ],
      (event, title) => {
        expect(noteOf(event, undefined)).toMatchObject({ title });
      },
    ),
  );
});

describe('of many alerts', () => {
  const firing = (count: number) => ({
    status: 'firing',
    commonLabels: { alertname: 'Disk' },
    alerts: Array.from({ length: count }, (_, i) => ({ labels: { alertname: `a${i}` } })),
  });

  it('twenty are shown, and the others are counted', () => {
    const [title, ...lines] = writtenNote(noteOf(firing(22), undefined));
    expect(title).toBe('critical FIRING: Disk (22)');
    expect(lines.slice(18, 21)).toEqual(['a18', 'a19', '+ 2']);
    expect(noteOf(firing(20), undefined).text?.endsWith('\na19')).toBe(true);
  });
});
