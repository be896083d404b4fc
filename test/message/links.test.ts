import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { alarmLink } from '../../src/message/alarm-link.ts';
import { alarmUrl } from '../../src/message/console-url.ts';
import { renderLinks } from '../../src/message/links.ts';
import { readingOf } from '../../src/message/reading.ts';
import { buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { wordsFor } from '../helpers/words.ts';

type Beside = Parameters<typeof renderLinks>[3];

const words = wordsFor('en');
const linksOf = (alarm: Alarm, beside: Beside) =>
  renderLinks(alarm, readingOf(alarm, words.locale), words, beside);
const labelsOf = (alarm: Alarm, beside: Beside) =>
  linksOf(alarm, beside).replaceAll(/<https[^|]+\|/g, '<…|');

describe('the links of an alarm', () => {
  it('are in the order in which one follows them, the runbook first', () => {
    const links = [{ label: 'Dashboard', url: 'https://d.example' }];
    expect(labelsOf(buildAlarm(), { runbook: 'https://r.example', links })).toBe(
      '*<…|Runbook>*  ·  <…|Alarm>  ·  <…|Metric>  ·  <…|Instance>  ·  <…|Dashboard>',
    );
    const dimensions = [{ name: 'FunctionName', value: 'pay' }];
    const stat = { ...cpu, namespace: 'AWS/Lambda', dimensions };
    expect(labelsOf(buildAlarm({ trigger: { ...cpuAbove80, stat } }), { runbook: undefined })).toBe(
      '<…|Alarm>  ·  <…|Metric>  ·  <…|Resource>  ·  <…|Logs>',
    );
  });

  it('are none where nothing is known to lead anywhere', () => {
    expect(linksOf(without(buildAlarm(), 'region'), { runbook: undefined })).toBe('');
  });

  it('are left out where there is no room for them, for others that fit', () => {
    const bare = without(buildAlarm(), 'region');
    const a = { label: 'A', url: `https://a.example/${'x'.repeat(1_300)}` };
    const c = { label: 'C', url: 'https://c.example' };
    const shown = `<${a.url}|A>`;
    const room = 2_600 - `${shown}  ·  <https://b.example/|B>`.length;
    const linksWith = (length: number) => {
      const b = { label: 'B', url: `https://b.example/${'y'.repeat(length)}` };
      return linksOf(bare, { runbook: undefined, links: [a, b, c] });
    };
    expect(linksWith(room)).toBe(`${shown}  ·  <https://b.example/${'y'.repeat(room)}|B>`);
    expect(linksWith(room + 1)).toBe(`${shown}  ·  <https://c.example|C>`);
  });
});

it('the name of an alarm leads to its page, where there is room for that', () => {
  const alarm = buildAlarm();
  const url = alarmUrl(alarm) ?? '';
  expect(alarmLink(alarm, { name: 100, link: url.length })).toBe(`<${url}|web-1 CPU>`);
  expect(alarmLink(alarm, { name: 4, link: url.length - 1 })).toBe('web…');
  expect(alarmLink(without(alarm, 'region'), { name: 100, link: 1_000 })).toBe('web-1 CPU');
});
