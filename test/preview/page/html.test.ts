import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml, html, trusted } from '../../../src/preview/page/html.ts';

test('a value is text, in an element and in an attribute', () => {
  const attack = `"><script>alert('1')</script>&amp;`;
  const safe = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;';
  expect(html`<p title="${attack}">${attack}</p>`.html).toBe(`<p title="${safe}">${safe}</p>`);
});

test('HTML within HTML stays HTML, a list is joined, and nothing is nothing', () => {
  const items = ['<a>', html`<b>${1}</b>`];
  expect(html`<ul>${items}${undefined}${trusted('<hr>')}</ul>`.html).toBe(
    '<ul>&lt;a&gt;<b>1</b><hr></ul>',
  );
});

test('no text leaves its place', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
});
