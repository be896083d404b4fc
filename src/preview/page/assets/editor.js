const find = (id) => document.getElementById(id);
const TYPING_PAUSE = 250;
const DRAFT = 'draft';

// A browser may forbid storage; then a draft lasts as long as the page.
function keepDraft(text) {
  try {
    localStorage.setItem(DRAFT, text);
  } catch {}
}

function keptDraft() {
  try {
    return localStorage.getItem(DRAFT);
  } catch {
    return null;
  }
}

export function startEditor({ announce, showHtml, noteOn }) {
  const source = find('source');
  const gutter = find('gutter');
  const preview = find('preview');
  const mistakeLine = find('mistake');
  let latest = 0;
  let timer;

  function drawGutter(wrongLine) {
    const lines = source.value.split('\n').length;
    gutter.replaceChildren(
      ...Array.from({ length: lines }, (_, index) => {
        const number = document.createElement('span');
        number.textContent = `${index + 1}\n`;
        number.classList.toggle('wrong', index + 1 === wrongLine);
        return number;
      }),
    );
    gutter.scrollTop = source.scrollTop;
  }

  function showMistake(mistake) {
    source.setAttribute('aria-invalid', mistake ? 'true' : 'false');
    drawGutter(mistake?.line);
    mistakeLine.replaceChildren();
    preview.classList.toggle('stale', mistake !== undefined);
    if (!mistake) return;
    const go = document.createElement('button');
    go.type = 'button';
    go.textContent = `Line ${mistake.line}, column ${mistake.column}`;
    go.addEventListener('click', () => goTo(mistake.offset));
    mistakeLine.append(go, ` ${mistake.message}`);
  }

  function goTo(offset) {
    source.focus();
    source.setSelectionRange(offset, Math.min(offset + 1, source.value.length));
    const line = source.value.slice(0, offset).split('\n').length;
    const height = Number.parseFloat(getComputedStyle(source).lineHeight);
    source.scrollTop = Math.max(0, (line - 5) * height);
  }

  function showNote(text) {
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = text;
    preview.replaceChildren(note);
  }

  async function update() {
    latest += 1;
    const mine = latest;
    try {
      const response = await fetch('/api/preview', { method: 'POST', body: source.value });
      if (mine !== latest) return;
      if (!response.ok) return showNote(await response.text());
      const { mistake, html, ...outcome } = await response.json();
      if (mine !== latest) return;
      showMistake(mistake);
      if (mistake) return;
      const note = noteOn(outcome);
      if (note) showNote(note);
      else preview.replaceChildren();
      showHtml(preview, html, 'append');
    } catch {
      showNote('The server does not answer.');
    }
  }

  // As if it were typed, so that undo brings back what was there.
  function replaceText(text) {
    const focused = document.activeElement;
    source.focus({ preventScroll: true });
    source.setSelectionRange(0, source.value.length);
    const typed =
      document.activeElement === source && document.execCommand('insertText', false, text);
    if (!typed) source.value = text;
    keepDraft(source.value);
    focused?.focus?.({ preventScroll: true });
  }

  function schedule() {
    keepDraft(source.value);
    drawGutter();
    clearTimeout(timer);
    timer = setTimeout(update, TYPING_PAUSE);
  }

  async function load(name) {
    const response = await fetch(`/api/samples/${encodeURIComponent(name)}`);
    if (!response.ok) return showNote(await response.text());
    replaceText(await response.text());
    find('start-from').value = name;
    source.scrollTop = 0;
    await update();
  }

  source.addEventListener('input', schedule);
  source.addEventListener('scroll', () => {
    gutter.scrollTop = source.scrollTop;
  });
  find('start-from').addEventListener('change', ({ target }) => load(target.value));
  find('tidy').addEventListener('click', () => {
    try {
      replaceText(JSON.stringify(JSON.parse(source.value), null, 2));
      announce('Tidied up');
    } catch {
      announce('This is no JSON yet.');
    }
    update();
  });
  const draft = keptDraft();
  if (draft) source.value = draft;
  update();

  return {
    async open(name) {
      location.hash = '#editor';
      await load(name);
      source.focus();
      source.setSelectionRange(0, 0);
    },
  };
}
