import { startEditor } from './editor.js';

const find = (id) => document.getElementById(id);
const feed = find('feed');
const announcer = find('announcer');
// As in feed.ts: a page that is open for days stays small.
const CARDS_MAX = 50;
const narrow = matchMedia('(max-width: 860px)');

function announce(text) {
  announcer.textContent = '';
  // A screen reader says what changes; the same text twice would be no change.
  requestAnimationFrame(() => {
    announcer.textContent = text;
  });
}

function showHtml(parent, html, where) {
  const template = document.createElement('template');
  template.innerHTML = html;
  parent[where](template.content);
}

function limitCards() {
  while (feed.children.length > CARDS_MAX) feed.lastElementChild.remove();
  if (feed.children.length >= CARDS_MAX) find('older').hidden = true;
}

async function showOlder() {
  const older = find('older');
  if (older.disabled || older.hidden) return;
  older.disabled = true;
  try {
    const oldest = feed.lastElementChild?.id.replace('post-', '') ?? 0;
    const response = await fetch(`/api/cards/before/${oldest}`);
    const html = await response.text();
    older.hidden = html === '';
    showHtml(feed, html, 'append');
    limitCards();
    countCards();
  } catch {
    find('sample-note').textContent = 'The server does not answer.';
  } finally {
    older.disabled = false;
  }
}

function countCards() {
  const { length } = feed.children;
  find('count').textContent = length === 1 ? '1 message.' : `${length} messages.`;
}

function setLive(live, text) {
  find('live').classList.toggle('on', live);
  find('live-text').textContent = text;
}

let events;
let playing = false;

// A browser has six connections for one server: a tab that nobody sees must not hold one.
function followVisibility() {
  if (document.hidden) {
    events?.close();
    events = undefined;
  } else if (!events) listen();
}

function listen() {
  const newest = feed.firstElementChild?.id.replace('post-', '') ?? 0;
  events = new EventSource(`/api/live?after=${newest}`);
  events.addEventListener('run', ({ data }) => {
    // The server was started anew: what this page shows is gone there.
    if (JSON.parse(data) !== document.documentElement.dataset.run) location.reload();
    setLive(true, 'Live');
  });
  events.addEventListener('post', ({ data }) => {
    const { html, summary } = JSON.parse(data);
    showHtml(feed, html, 'prepend');
    feed.firstElementChild.classList.add('fresh');
    limitCards();
    countCards();
    announce(`New message: ${summary}`);
    const newest = feed.firstElementChild;
    if (playing && newest.querySelector('.from')?.textContent === 'the night')
      find('sample-note').textContent = `It is ${newest.querySelector('time').textContent} …`;
  });
  const mine = events;
  mine.addEventListener('error', () => {
    setLive(false, 'Not connected: is npm start still running?');
    // A refusal is final to the browser.
    if (mine.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      if (events === mine && !document.hidden) listen();
    }, 5000);
  });
}

function showView() {
  const editing = location.hash === '#editor';
  find('messages').hidden = editing;
  find('editor').hidden = !editing;
  for (const link of document.querySelectorAll('nav a')) {
    const current = link.hash === (editing ? '#editor' : '#messages');
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

async function sendSample(button) {
  button.disabled = true;
  try {
    const response = await fetch(`/api/samples/${encodeURIComponent(button.dataset.sample)}`, {
      method: 'POST',
    });
    const note = noteOn(await response.json());
    find('sample-note').textContent = note;
    if (note === '') bringIntoView();
  } catch {
    find('sample-note').textContent = 'The server does not answer.';
  } finally {
    button.disabled = false;
    button.focus({ preventScroll: true });
  }
}

// Its messages come one by one, each with its time of that night.
async function playNight(button) {
  button.disabled = true;
  find('sample-note').textContent = 'It is night …';
  bringIntoView();
  playing = true;
  try {
    const response = await fetch('/api/night', { method: 'POST' });
    find('sample-note').textContent = response.ok
      ? `The night is over: ${(await response.json()).messages} messages.`
      : await response.text();
  } catch {
    find('sample-note').textContent = 'The server does not answer.';
  } finally {
    playing = false;
    button.disabled = false;
  }
}

// On a phone the samples stand above the messages.
function bringIntoView() {
  if (narrow.matches) feed.parentElement.scrollIntoView({ behavior: 'smooth' });
  else scrollTo({ top: 0, behavior: 'smooth' });
}

function noteOn({ error, silent }) {
  if (error) return `The function fails: ${error}`;
  return silent ? `An alarm in this event is not posted: ${silent}.` : '';
}

async function copy(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(find(button.dataset.copy).textContent);
    button.textContent = 'Copied';
    announce('Copied');
  } catch {
    button.textContent = 'Not allowed to copy';
  }
  setTimeout(() => {
    button.textContent = label;
  }, 1500);
}

function openSendDialog(sourceId) {
  const dialog = find('send-dialog');
  const confirm = find('send-confirm');
  find('send-result').textContent = '';
  confirm.hidden = false;
  confirm.onclick = async () => {
    confirm.hidden = true;
    find('send-result').textContent = 'Sending …';
    const body = find(sourceId).textContent;
    const response = await fetch('/api/send-to-slack', { method: 'POST', body }).catch(
      () => undefined,
    );
    find('send-result').textContent = (await response?.text()) ?? 'The server does not answer.';
  };
  find('send-cancel').onclick = () => dialog.close();
  dialog.showModal();
}

function filterSamples(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of document.querySelectorAll('li[data-name]')) {
    const name = item.dataset.name.toLowerCase();
    item.hidden = !wanted.every((word) => name.includes(word));
  }
  let shown = 0;
  for (const group of document.querySelectorAll('.group')) {
    const matches = group.querySelectorAll('li:not([hidden])').length;
    shown += matches;
    group.hidden = matches === 0;
    group.querySelector('.number').textContent = matches;
    if (wanted.length > 0) group.open = true;
  }
  find('no-sample').hidden = shown > 0;
}

const editor = startEditor({ announce, showHtml, noteOn });

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button?.dataset.sample) sendSample(button);
  if (button?.dataset.edit) editor.open(button.dataset.edit);
  if (button?.dataset.copy) copy(button);
  if (button?.id === 'play-night') playNight(button);
  if (button?.dataset.send) openSendDialog(button.dataset.send);
});
find('filter').addEventListener('input', ({ target }) => filterSamples(target.value));
find('older').addEventListener('click', showOlder);
new IntersectionObserver((entries) => {
  if (entries.some(({ isIntersecting }) => isIntersecting)) showOlder();
}).observe(find('older'));
document.addEventListener('visibilitychange', followVisibility);
addEventListener('hashchange', showView);

if (narrow.matches) find('samples').open = false;
countCards();
showView();
followVisibility();
