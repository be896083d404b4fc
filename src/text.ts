/** Text from outside as people see it: nothing invisible in it. */

// Invisible characters that reorder, hide or part what follows them would let a name pass for another.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}]|\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f/gu;
/** They join emoji and the letters of some scripts; after ASCII they only hide. */
const JOINERS = /(?<=^|[\u0000-\u007f])[\u200c\u200d]+/g;

/** Most text that comes: there is nothing to clean in it. */
const PLAIN = /^[\n -~\u00a0]*$/;
/** More than the one space between words. */
const SPACING = /[^\S\u00a0]{2,}|[^\S\u00a0 ]/g;

/** Well-formed UTF-16 without invisible characters; line breaks and tabs stay. */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSEEN, '').replace(JOINERS, '');
}

/** On one line, single-spaced; a no-break space stays, it keeps a number beside its unit. */
export function oneLine(text: string): string {
  return clean(text).replace(SPACING, ' ').trim();
}

const ASCII = /[!-~]/;
const VISIBLE = /[^\s\p{Cf}]/u;

/** Whether anything is left to see of it in Slack. */
export function isVisible(text: string): boolean {
  return ASCII.test(text) || VISIBLE.test(clean(text));
}
