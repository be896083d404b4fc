/** What spoils a page for whoever reads it, found by scripts that run in the page; each gives at most 20 flaws. */

const TEXTS = `
  const textsIn = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (textContent.trim() !== '' && !parentElement.closest('.unseen, svg, option') && parentElement.checkVisibility())
        texts.push(walker.currentNode);
    }
    return texts;
  };
  const excerpt = ({ textContent, parentElement }) =>
    textContent.trim().slice(0, 30) + ' .' + parentElement.className;`;

/**
 * Words with less contrast than 4.5, or 3 where they are large; and the colours of a chart's lines with less than 3.
 * https://www.w3.org/TR/WCAG22/#contrast-minimum https://www.w3.org/TR/WCAG22/#non-text-contrast
 */
export const FAINT_WORDS = `(() => {${TEXTS}
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const rgba = (color) => known.get(color) ?? known.set(color, read(color)).get(color);
  const over = ([r, g, b, a], below) => [r, g, b].map((c, i) => c * a + below[i] * (1 - a));
  const backdrop = (element) => {
    if (!element) return [255, 255, 255];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, backdrop(element.parentElement));
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (color, below) => {
    const [a, b] = [luminance(over(rgba(color), below)), luminance(below)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const faint = new Set();
  for (const text of textsIn(document.body)) {
    const element = text.parentElement;
    if (element.closest('.stale, .refused')) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const size = parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.6 && Number(fontWeight) >= 700);
    const found = contrast(color, backdrop(element));
    if (found < (large ? 3 : 4.5)) faint.add(found.toFixed(2) + ' ' + excerpt(text));
  }
  for (const sign of document.querySelectorAll('.legend i')) {
    const found = contrast(getComputedStyle(sign).color, backdrop(sign.parentElement));
    if (found < 3) faint.add(found.toFixed(2) + ' ' + sign.className);
  }
  return [...faint].slice(0, 20);
})()`;

/** Words of the messages that are cut off or stand out of their frame, and labels of an axis that touch. */
export const MISPLACED_WORDS = `(() => {${TEXTS}
  // Word by word: the spaces at the end of a line may hang over.
  const rectsOf = (text) =>
    [...text.textContent.matchAll(/\\S+/g)].flatMap(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return [...range.getClientRects()];
    });
  const isFrame = (element) =>
    element.matches('.content, .chart, .attachment, .card > footer') || getComputedStyle(element).overflowX === 'hidden';
  const isWithin = (inner, outer) =>
    inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 3 && inner.bottom <= outer.bottom + 3;
  const misplaced = new Set();
  for (const card of document.querySelectorAll('.card')) {
    for (const text of textsIn(card)) {
      for (let frame = text.parentElement; frame !== card.parentElement; frame = frame.parentElement) {
        if (isFrame(frame) && !rectsOf(text).every((rect) => isWithin(rect, frame.getBoundingClientRect())))
          misplaced.add(excerpt(text) + ' in .' + frame.className);
      }
    }
    for (const axis of card.querySelectorAll('.x, .y, .legend')) {
      const labels = textsIn(axis).map((text) => ({ text, rect: rectsOf(text)[0] }));
      for (const [index, { text, rect }] of labels.entries()) {
        const next = labels[index + 1]?.rect;
        if (next && rect.left < next.right && next.left < rect.right + 2 && rect.top < next.bottom && next.top < rect.bottom)
          misplaced.add(excerpt(text) + ' touches the next label of .' + axis.className);
      }
    }
  }
  return [...misplaced].slice(0, 20);
})()`;
