import { expect, it } from 'vitest';
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
  [
    'more alerts than anybody reads',
    {
      status: 'firing',
      commonLabels: { alertname: 'Disk' },
      alerts: [
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n0' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n1' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n2' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n3' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n4' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n5' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n6' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n7' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n8' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n9' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n10' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n11' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n12' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n13' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n14' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n15' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n16' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n17' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n18' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n19' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n20' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n21' } },
      ],
    },
    [
      'critical FIRING: Disk (22)',
      'Disk n0',
      'Disk n1',
      'Disk n2',
      'Disk n3',
      'Disk n4',
      'Disk n5',
      'Disk n6',
      'Disk n7',
      'Disk n8',
      'Disk n9',
      'Disk n10',
      'Disk n11',
      'Disk n12',
      'Disk n13',
      'Disk n14',
      'Disk n15',
      'Disk n16',
      'Disk n17',
      'Disk n18',
      'Disk n19',
      '+ 2',
      '- Alerts Labels Instance: n20',
      '- Alerts Labels Instance: n21',
    ],
  ],
  [
    'as many alerts as are shown',
    {
      status: 'firing',
      commonLabels: { alertname: 'Disk' },
      alerts: [
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n0' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n1' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n2' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n3' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n4' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n5' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n6' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n7' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n8' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n9' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n10' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n11' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n12' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n13' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n14' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n15' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n16' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n17' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n18' } },
        { status: 'firing', labels: { alertname: 'Disk', instance: 'n19' } },
      ],
    },
    [
      'critical FIRING: Disk (20)',
      'Disk n0',
      'Disk n1',
      'Disk n2',
      'Disk n3',
      'Disk n4',
      'Disk n5',
      'Disk n6',
      'Disk n7',
      'Disk n8',
      'Disk n9',
      'Disk n10',
      'Disk n11',
      'Disk n12',
      'Disk n13',
      'Disk n14',
      'Disk n15',
      'Disk n16',
      'Disk n17',
      'Disk n18',
      'Disk n19',
    ],
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
    'blocks within blocks within blocks',
    {
      blocks: [
        {
          text: {
            text: {
              text: {
                text: {
                  text: {
                    text: {
                      text: {
                        text: {
                          text: {
                            text: {
                              text: {
                                text: {
                                  text: {
                                    text: {
                                      text: { text: { text: { text: { text: { text: 'end' } } } } },
                                    },
                                  },
                                },
                              },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      ],
    },
    ['info …'],
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
    'blocks twelve levels down',
    {
      blocks: [
        {
          elements: [
            { elements: [{ elements: [{ elements: [{ elements: [{ elements: ['end'] }] }] }] }] },
          ],
        },
      ],
    },
    ['info …'],
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
