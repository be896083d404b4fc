import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, Trigger } from '../../src/alarm/alarm.ts';
import type { SlackMessage } from '../../src/message/blocks.ts';
import { type DigestItem, renderDigest } from '../../src/message/digest.ts';
import type { RenderOptions } from '../../src/message/message.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { isVisible } from '../../src/text.ts';
import { buildAlarm, EIGHT, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';
import { wordsFor } from '../helpers/words.ts';

const NBSP = '\u00a0';
const MINUTE = 60_000;
const english: RenderOptions = { words: wordsFor('en'), timeZone: 'UTC' };
const korean: RenderOptions = { words: wordsFor('ko'), timeZone: 'Asia/Seoul' };

const composite: Trigger = { kind: 'composite', children: [] };

function alarmEntry<Key>(key: Key, changes: Partial<Alarm> = {}): DigestItem<Key> {
  return { key, content: { kind: 'alarm', alarm: buildAlarm(changes) } };
}

function noteEntry<Key>(key: Key, text: string): DigestItem<Key> {
  return { key, content: { kind: 'note', note: { text, facts: [] } } };
}

function digestOf<Key>(
  entries: readonly DigestItem<Key>[],
  options = english,
  now = EIGHT + MINUTE,
) {
  return renderDigest(entries, options, now);
}

/** The lines that a message shows, without its heading and its hint. */
function linesOf(body: SlackMessage | undefined): readonly string[] {
  return (body?.blocks ?? []).flatMap((block) =>
    block.type === 'section' && block.text ? [block.text.text] : [],
  );
}

function bodyOf<Key>(
  entries: readonly DigestItem<Key>[],
  options = english,
  now = EIGHT + 42 * MINUTE,
) {
  const [message] = digestOf(entries, options, now);
  return message?.forms[0]?.body;
}

describe('a line of a digest', () => {
  it('tells state, what, which alarm, when and how late', () => {
    const [line] = linesOf(bodyOf([alarmEntry(1)], english, EIGHT + 42 * MINUTE));
    expect(line?.split('  ·  ')).toEqual([
      `🔴 ALARM: CPU of i-0123456789abcdef0 at 97.6%`,
      '<https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#alarmsV2:alarm/web-1%20CPU|web-1 CPU>',
      `<!date^1795334400^{date_short_pretty} {time}|2026-11-22 08:00${NBSP}UTC>`,
      `Delivered 42${NBSP}minutes late`,
    ]);
  });

  it('is told in Korean', () => {
    const [line] = linesOf(bodyOf([alarmEntry(1)], korean, EIGHT + 42 * MINUTE));
    expect(line).toContain('🔴 경보: i-0123456789abcdef0 CPU 97.6');
    expect(line).toContain('42분 늦게 전달됨');
    expect(line).toContain('17:00');
  });

  it(
    'begins with the sign of its state',
    everyRow(
      [
        ['OK', '🟢 OK: CPU'],
        ['INSUFFICIENT_DATA', '⚪ NO DATA: CPU'],
      ] as const,
      (state, beginning) => {
        const [line] = linesOf(bodyOf([alarmEntry(1, { state })]));
        expect(line?.startsWith(beginning)).toBe(true);
      },
    ),
  );

  it('names an alarm without a link where there is none, or it is long', () => {
    const alarm = without(buildAlarm(), 'region');
    const [line] = linesOf(bodyOf([{ key: 1, content: { kind: 'alarm', alarm } }]));
    expect(line).toContain('  ·  web-1 CPU  ·  ');
    const [long] = linesOf(bodyOf([alarmEntry(1, { name: '가'.repeat(200) })]));
    expect(long).toContain(`  ·  ${'가'.repeat(149)}…  ·  `);
  });

  it('of a state change without a time tells no time', () => {
    const alarm = without(buildAlarm(), 'changedAt');
    const [line] = linesOf(bodyOf([{ key: 1, content: { kind: 'alarm', alarm } }]));
    expect(line).toMatch(
      /^🔴 ALARM: CPU of i-0123456789abcdef0 at 97.6% {2}· {2}[^·]*\|web-1 CPU>$/,
    );
  });

  it(
    'tells what changed',
    everyRow(
      [
        ['a minute ago', 60_000, `Delivered 1${NBSP}minute late`],
        ['just now', 59_999, undefined],
        ['in the future, by a clock that is ahead', -5_000, undefined],
      ],
      (_, age, late) => {
        const [line = ''] = linesOf(bodyOf([alarmEntry(1)], english, EIGHT + age));
        expect(line.split('  ·  ')[3]).toBe(late);
      },
    ),
  );

  it('names the instance where its name is known', () => {
    const names = new Map([['i-0123456789abcdef0', 'web-1']]);
    const entries = [alarmEntry(1), alarmEntry(2, { name: 'shop', trigger: composite })];
    const lines = linesOf(bodyOf(entries, { ...english, instanceNames: names }));
    expect(lines.map((line) => line.split('  ·  ')[0])).toEqual([
      '🔴 ALARM: CPU of web-1 at 97.6%',
      '🔴 ALARM: shop: 97.6',
    ]);
  });

  it('says nothing of time where no try failed', () => {
    const onTime = { ...alarmEntry(1), isOnTime: true };
    const [line] = linesOf(bodyOf([onTime]));
    expect(line).toMatch(/UTC>$/);
    const changed = alarmEntry(2, { state: 'OK', changedAt: EIGHT - MINUTE });
    const [late] = linesOf(bodyOf([onTime, changed]));
    expect(late).toContain(`Delivered 42${NBSP}minutes late`);
  });

  it('of a note is how the note reads', () => {
    const note = { title: 'Deployment', text: '1.2.3 of <shop> & more', facts: [] };
    expect(linesOf(bodyOf([{ key: 1, content: { kind: 'note', note } }]))).toEqual([
      'Deployment: 1.2.3 of &lt;shop&gt; &amp; more',
    ]);
  });
});

describe('an alarm that changed its state several times', () => {
  const changes = [
    alarmEntry('third', { state: 'OK', changedAt: EIGHT + 2 * MINUTE }),
    alarmEntry('first', { state: 'ALARM', changedAt: EIGHT }),
    alarmEntry('second', { state: 'INSUFFICIENT_DATA', changedAt: EIGHT + MINUTE }),
  ];

  it('is one line with its newest state, whatever order they came in', () => {
    const [message] = digestOf(changes);
    const lines = linesOf(message?.forms[0]?.body);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^🟢 OK.*3\u00a0state changes$/);
    expect(message?.keys).toEqual(['third', 'first', 'second']);
  });

  it('counts a state change that came twice once', () => {
    const twice = [alarmEntry(1), alarmEntry(2)];
    expect(linesOf(bodyOf(twice))[0]).not.toContain('state changes');
    expect(digestOf(twice)[0]?.keys).toEqual([1, 2]);
  });

  it('takes the last that came where no time tells them apart', () => {
    const alarm = (state: Alarm['state']): DigestItem<string> => ({
      key: state,
      content: { kind: 'alarm', alarm: without(buildAlarm({ state }), 'changedAt') },
    });
    expect(linesOf(bodyOf([alarm('ALARM'), alarm('OK')]))[0]).toMatch(/^🟢 OK/);
  });

  it(
    'has a line of its own for each series and account',
    everyRow(
      [
        [
          'another account',
          { arn: 'arn:aws:cloudwatch:ap-northeast-2:210987654321:alarm:web-1 CPU' },
        ],
        ['another contributor', { contributor: [{ name: 'InstanceId', value: 'i-01234567' }] }],
        ['another name', { name: 'web-2 CPU' }],
      ],
      (_, change) => {
        expect(linesOf(bodyOf([alarmEntry(1), alarmEntry(2, change)]))).toHaveLength(2);
      },
    ),
  );
});

describe('a digest', () => {
  it('begins with what is in ALARM now, the newest first; notes come last', () => {
    const entries = [
      noteEntry(1, 'a note'),
      alarmEntry(2, { name: 'ok', state: 'OK', changedAt: EIGHT + 9 * MINUTE }),
      alarmEntry(3, { name: 'old', changedAt: EIGHT }),
      alarmEntry(4, { name: 'no data', state: 'INSUFFICIENT_DATA' }),
      alarmEntry(5, { name: 'new', changedAt: EIGHT + MINUTE }),
    ];
    const names = linesOf(bodyOf(entries)).map((line) => /\|([^>|]+)> {2}·|^(a note)$/.exec(line));
    expect(names.map((name) => name?.[1] ?? name?.[2])).toEqual([
      'new',
      'old',
      'no data',
      'ok',
      'a note',
    ]);
  });

  it('says how many are late, and about how many alarms', () => {
    const entries = [
      alarmEntry(1),
      alarmEntry(2, { state: 'OK', changedAt: EIGHT + MINUTE }),
      alarmEntry(3, { name: 'web-2' }),
      noteEntry(4, 'a note'),
    ];
    expect(bodyOf(entries)?.blocks?.[0]).toMatchObject({
      type: 'header',
      text: { text: `4${NBSP}late notifications for 2${NBSP}alarms` },
    });
    expect(bodyOf(entries.slice(2))?.blocks?.[0]).toMatchObject({
      text: { text: `2${NBSP}late notifications` },
    });
  });

  it('pushes to the phone how many there are, and the most urgent one', () => {
    const entries = [
      alarmEntry(1, { name: 'a', state: 'OK' }),
      alarmEntry(2, { name: 'b' }),
      noteEntry(3, 'a note'),
    ];
    expect(bodyOf(entries)?.text).toBe(
      `3${NBSP}late notifications  ·  🔴 ALARM: CPU of i-0123456789abcdef0 at 97.6% &gt; 80% for 15${NBSP}minutes (b)`,
    );
  });

  it('counts what is in which state above its lines', () => {
    const entries = [
      alarmEntry(1, { name: 'a' }),
      alarmEntry(2, { name: 'b' }),
      alarmEntry(3, { name: 'c', state: 'OK' }),
      noteEntry(4, 'a note'),
    ];
    const counts = (some: typeof entries) => bodyOf(some)?.blocks?.[1];
    expect(counts(entries)).toMatchObject({
      type: 'context',
      elements: [{ text: '🔴 ALARM: 2  ·  🟢 OK: 1' }],
    });
    expect(counts(entries.slice(0, 1))).toMatchObject({ type: 'section' });
    expect(counts([...entries.slice(3), noteEntry(5, 'another')])).toMatchObject({
      type: 'section',
    });
  });

  it('of what is not late says nothing of lateness', () => {
    const body = bodyOf([alarmEntry(1), alarmEntry(2, { name: 'b' })], english, EIGHT + 59_999);
    expect(body?.blocks?.map(({ type }) => type)).toEqual([
      'header',
      'context',
      'section',
      'section',
    ]);
    expect(body?.blocks?.[0]).toMatchObject({ text: { text: `2${NBSP}notifications` } });
  });

  it(
    'is late where one of them is, or is a note',
    everyRow(
      [
        ['an alarm', alarmEntry(2, { name: 'b', changedAt: EIGHT - MINUTE })],
        ['a note', noteEntry(2, 'a note')],
      ],
      (_, late) => {
        expect(bodyOf([alarmEntry(1), late], english, EIGHT)?.blocks?.[0]).toMatchObject({
          text: { text: `2${NBSP}late notifications` },
        });
      },
    ),
  );

  it('that takes several messages numbers them, and calls in the first alone', () => {
    const entries = Array.from({ length: 61 }, (_, key) => alarmEntry(key, { name: `web-${key}` }));
    const ok = alarmEntry(61, { name: 'ok', state: 'OK' });
    const messages = digestOf([...entries, ok], { ...english, mention: '<!here>' });
    expect(messages.map(({ keys }) => keys.length)).toEqual([30, 30, 2]);
    const firstLines = messages.map(({ forms }) => forms[1]?.body.text.split('\n').slice(0, 2));
    const sign = expect.stringMatching(/^🔴/);
    expect(firstLines).toEqual([
      ['<!here>', `30${NBSP}late notifications, part 1 of 3`],
      [`30${NBSP}late notifications, part 2 of 3`, sign],
      [`2${NBSP}late notifications, part 3 of 3`, sign],
    ]);
  });

  it('takes as much text as Slack does', () => {
    const notes = Array.from({ length: 26 }, (_, key) => noteEntry(key, 'x'.repeat(500)));
    expect(digestOf(notes).map(({ keys }) => keys.length)).toEqual([25, 1]);
  });

  it('explains at its end why it is late', () => {
    expect(bodyOf([alarmEntry(1)])?.blocks?.at(-1)).toMatchObject({
      type: 'context',
      elements: [{ text: english.words.digestHint }],
    });
  });

  it(
    'counts, sorts and cuts what it lists',
    everyRow(
      [
        ['calls for help where something is in ALARM now', 'ALARM', ['<!here>']],
        ['calls nobody where all is well again', 'OK', []],
        ['calls nobody where data is missing', 'INSUFFICIENT_DATA', []],
      ] as const,
      (_, state, expected) => {
        const calling = { ...english, mention: '<!here>' };
        const entries = [alarmEntry(1), alarmEntry(2, { state, changedAt: EIGHT + MINUTE })];
        const [message] = digestOf(entries, calling);
        for (const { name, body } of message?.forms ?? []) {
          const text = name === 'text' ? body.text : linesOf(body).join('\n');
          expect(text.match(/<!here>/g) ?? [], name).toEqual(expected);
        }
      },
    ),
  );

  it('has a form of text alone that says the same', () => {
    const calling = { ...english, mention: '<!here>' };
    const [message] = digestOf([alarmEntry(1), noteEntry(2, 'a note')], calling);
    const [blocks, text] = message?.forms ?? [];
    const [call, ...lines] = linesOf(blocks?.body);
    expect(text).toMatchObject({ name: 'text' });
    expect(text?.body.blocks).toBeUndefined();
    expect(call).toBe('<!here>');
    expect(text?.body.text.split('\n')).toEqual([call, `2${NBSP}late notifications`, ...lines]);
  });

  it('of nothing is nothing', () => {
    expect(digestOf([])).toEqual([]);
  });
});

/** An entry about one of a few alarms, or words of somebody. */
function anyEntry(key: number): fc.Arbitrary<DigestItem<number>> {
  const state = fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA');
  const changedAt = fc.integer({ min: EIGHT - 864e5, max: EIGHT });
  const alarm = fc
    .record({ name: outsideText(4).filter(isVisible), state, changedAt })
    .map((changes) => alarmEntry(key, changes));
  return fc.oneof(
    alarm,
    outsideText().map((text) => noteEntry(key, text)),
  );
}

function expectSound(messages: ReturnType<typeof digestOf<number>>, given: string): void {
  for (const { forms } of messages) {
    expect(forms.map(({ name }) => name)).toEqual(['blocks', 'text']);
    for (const { body } of forms) {
      expect(checkSlackLimits(body)).toEqual([]);
      expect(findUnsafeText(body, { mention: '<!here>', given })).toEqual([]);
    }
  }
}

function expectEachOnce(messages: ReturnType<typeof digestOf<number>>, count: number): void {
  const keys = messages.flatMap((message) => message.keys).toSorted((a, b) => a - b);
  expect(keys).toEqual(Array.from({ length: count }, (_, index) => index));
}

describe('1,000 notifications', () => {
  const longest = 'x'.repeat(255);
  it(
    'are all told, each in one message, inside the limits of Slack',
    everyRow(
      [
        [
          'of 1,000 alarms',
          (key: number) => alarmEntry(key, { name: `web-${key}`, changedAt: EIGHT + key }),
        ],
        ['with the longest names', (key: number) => alarmEntry(key, { name: `${longest}${key}` })],
        [
          'with names of markup',
          (key: number) => alarmEntry(key, { name: `${'<'.repeat(250)}${key}` }),
        ],
        ['that are long texts', (key: number) => noteEntry(key, '&'.repeat(50_000))],
        ['of one alarm', (key: number) => alarmEntry(key, { changedAt: EIGHT + key })],
      ],
      (_, entry) => {
        const messages = digestOf(
          Array.from({ length: 1_000 }, (_each, index) => entry(index)),
          { ...english, mention: '<!here>' },
        );
        expectEachOnce(messages, 1_000);
        expectSound(messages, '');
      },
    ),
  );
});

it('any notifications are all told, each in one message, inside the limits of Slack', () => {
  const entries = fc
    .integer({ min: 1, max: 80 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyEntry(index))));
  const language = fc.constantFrom(english, korean);
  fc.assert(
    fc.property(entries, language, (given, options) => {
      const messages = digestOf(given, { ...options, mention: '<!here>' });
      expectEachOnce(messages, given.length);
      expectSound(messages, JSON.stringify(given));
    }),
    { numRuns: 60 },
  );
});
