import { expect, it } from 'vitest';
import { textOfHtml } from '../../src/parse/html.ts';
import { everyRow } from '../helpers/every-row.ts';

it(
  'HTML is the lines that it shows',
  everyRow(
    [
      ['<p>one</p><p>two</p>', 'one\ntwo'],
      ['before <DIV class="a">one</DIV> after', 'before\none\nafter'],
      ['<p>one<br>two<br/>three</p>', 'one\ntwo\nthree'],
      ['<p>a  b\n\tc</p>', 'a b c'],
      ['<h1>Title</h1><h6>small</h6>', 'Title\nsmall'],
      ['<ul><li>one<li class="x">two</li></ul>', '• one\n• two'],
      ['<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>', 'a  b\nc'],
      [
        '<div>a<hr>b<section>c</section>d<header>e</header>f<footer>g</footer>h</div>',
        'a\nb\nc\nd\ne\nf\ng\nh',
      ],
      ['<p>a<abbr>b</abbr><xtd>c</xtd><tdx>d</tdx></p>', 'abcd'],
      ['<p>a<b>b</b><i>c</i><prefix>d</prefix></p>', 'abcd'],
      ['<p>one</p>\n\n \n<p> </p><p>two</p>', 'one\ntwo'],
    ],
    (html, text) => {
      expect(textOfHtml(html)).toBe(text);
    },
  ),
);

it(
  'a link is followed by where it leads, once',
  everyRow(
    [
      ['<p><a href="https://x.example.net/1">log</a>.</p>', 'log (https://x.example.net/1).'],
      [
        "<p><A class='b' HREF = 'http://x.example.net/1'>log</A></p>",
        'log (http://x.example.net/1)',
      ],
      ['<p><a href=https://x.example.net/1>log</a></p>', 'log (https://x.example.net/1)'],
      [
        '<p><a href="https://x.example.net/1">https://x.example.net/1</a></p>',
        'https://x.example.net/1',
      ],
      [
        '<p><a href="https://x.example.net/1">see https://x.example.net/1 now</a></p>',
        'see https://x.example.net/1 now',
      ],
      ['<p><a href="javascript:alert(1)">log</a></p>', 'log'],
      [
        '<p><a href="https://x.example.net/1">a</a> <a name="b">b</a></p>',
        'a (https://x.example.net/1) b',
      ],
      ['<p>a</a></p>', 'a'],
      [
        '<p><a name="b">a href=https://x.example.net/1 <i>b</i></a></p>',
        'a href=https://x.example.net/1 b',
      ],
      ['<p><abbr href="https://x.example.net/1">a</abbr></p>', 'a'],
    ],
    (html, text) => {
      expect(textOfHtml(html)).toBe(text);
    },
  ),
);

it(
  'what is for no reader is left out',
  everyRow(
    [
      ['<html><head><title>t</title></head><body>a</body></html>', 'a'],
      ['<style>p{color:red}</style><p>a</p>', 'a'],
      ['<p>a<script>if (a < b) c("</p>")</script>b</p>', 'ab'],
      ['<p>a<style>x</script>y</style>b</p>', 'ab'],
      ['<p>a<!-- a comment -->b<!DOCTYPE html></p>', 'ab'],
      ['<p>a</p><script>never ends', 'a'],
      ['<p><header>a</header></p>', 'a'],
      ['<p><xstyle>a</xstyle></p>', 'a'],
      ['<p>a<script>x<script>y</script>b</p>', 'ab'],
      ['<p>a</title>b</p>', 'ab'],
    ],
    (html, text) => {
      expect(textOfHtml(html)).toBe(text);
    },
  ),
);

it(
  'a sign that is no tag stays',
  everyRow(
    [
      ['<p>1 < 2 and 3 > 2</p>', '1 < 2 and 3 > 2'],
      ['<p>a <- b</p>', 'a <- b'],
      ['<p>a</p> x <b c', 'a\nx <b c'],
      ['<p>a <b', 'a <b'],
      ['<p>a</p> <1>', 'a\n<1>'],
      ['<p>a<me@example.net></p>', 'a<me@example.net>'],
    ],
    (html, text) => {
      expect(textOfHtml(`${html}</p>`)).toBe(text);
    },
  ),
);

it(
  'an entity is its character',
  everyRow(
    [
      ['&amp;&lt;&gt;&quot;&apos;', '&<>"\''],
      ['a&nbsp;b', 'a b'],
      ['&#39;&#9731;&#128512;', "'☃😀"],
      ['a&#10;b&#55296;c&#57343;d', 'a b c d'],
      ['a&#31;b&#32;c&#57344;', 'a b c\ue000'],
      ['&euro; &amp &#x27;', '&euro; &amp &#x27;'],
      ['&amp;lt;', '&lt;'],
    ],
    (html, text) => {
      expect(textOfHtml(`<p>${html}</p>`)).toBe(text);
    },
  ),
);

it(
  'a text is no HTML that opens nothing, closes nothing, or shows nothing',
  everyRow(
    [
      'a <p and b',
      'a <p> b',
      'a </p> b',
      '<b>bold</b>',
      '<pre>a</pre>',
      '<p> </p>',
      '<p class="<">a</p',
      '<h7>a</h7>',
      `<p ${'x'.repeat(501)}>a</p>`,
    ],
    (text) => {
      expect(textOfHtml(text)).toBeUndefined();
    },
  ),
);
