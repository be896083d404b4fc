import type { Parsed } from '../parse/parse.ts';
import { joinLines, type MessageForms, plainMessage } from './blocks.ts';
import { emojiOf } from './headline.ts';
import { fitInline, fitMrkdwn } from './mrkdwn.ts';
import type { RenderOptions } from './parts.ts';

/** What came, and what it was read as. */
interface Arrival {
  readonly content: unknown;
  readonly parsed: Parsed;
}

const NAME_LIMIT = 150;
const MOST_NAMED = 15;
/** Characters of mrkdwn; of what came, where that is one notification. */
const CONTENT_LIMIT = 2_500;

/** In place of a message that a fault of ours keeps from being worded: what came, as it came. */
export function renderUnworded(
  arrivals: readonly Arrival[],
  { words, mention }: Pick<RenderOptions, 'words' | 'mention'>,
): MessageForms {
  const alarms = arrivals.flatMap(({ parsed }) => (parsed.kind === 'note' ? [] : [parsed.alarm]));
  const named = alarms
    .slice(0, MOST_NAMED)
    .map(
      ({ state, name }) =>
        `${emojiOf(state)} ${words.state[state]}: ${fitInline(name, NAME_LIMIT)}`,
    );
  const rest = arrivals.length - Math.max(1, named.length);
  const lines = [
    alarms.some(({ state }) => state === 'ALARM') ? mention : undefined,
    ...named,
    rest > 0 ? words.more(rest) : undefined,
    words.unworded,
    arrivals.length === 1 ? fitMrkdwn(rawText(arrivals[0]?.content), CONTENT_LIMIT) : undefined,
  ];
  return [{ name: 'text', body: plainMessage(joinLines(lines)) }];
}

/** JSON, or the text that it is; empty where it cannot be written. */
export function rawText(content: unknown): string {
  if (typeof content === 'string') return content;
  try {
    return JSON.stringify(content) ?? '';
  } catch {
    return '';
  }
}
