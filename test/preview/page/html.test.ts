import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../../src/preview/page/html.ts';

test('a value is text, in an element and in an attribute', () => {
  const attack = `"><script>alert('1')</script>&amp;`;
  const safe = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;';
  const drawn = html`<p title="${attack}">${attack}</p>`;
  expect(drawn.toString()).toBe(`<p title="${safe}">${safe}</p>`);
});

test('HTML within HTML stays HTML, a list is joined, and nothing is nothing', () => {
  const items = ['<a>', html`<b>${1}</b>`];
  const drawn = html`<ul>${items}${undefined}${html`<hr>`}</ul>`;
  expect(drawn.toString()).toBe('<ul>&lt;a&gt;<b>1</b><hr></ul>');
});

test('no text leaves its place', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.toString())));
});
