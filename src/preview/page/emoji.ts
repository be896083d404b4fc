/** The emoji names that stand in alarms and in messages of operators. https://docs.slack.dev/messaging/formatting-message-text#emoji */

const EMOJI = new Map([
  ['bell', '🔔'],
  ['boom', '💥'],
  ['chart_with_downwards_trend', '📉'],
  ['chart_with_upwards_trend', '📈'],
  ['eyes', '👀'],
  ['fire', '🔥'],
  ['hourglass', '⌛'],
  ['information_source', 'ℹ️'],
  ['large_blue_circle', '🔵'],
  ['large_green_circle', '🟢'],
  ['large_orange_circle', '🟠'],
  ['large_yellow_circle', '🟡'],
  ['mute', '🔇'],
  ['no_entry', '⛔'],
  ['red_circle', '🔴'],
  ['rocket', '🚀'],
  ['rotating_light', '🚨'],
  ['tada', '🎉'],
  ['warning', '⚠️'],
  ['white_check_mark', '✅'],
  ['white_circle', '⚪'],
  ['wrench', '🔧'],
  ['x', '❌'],
]);

export const EMOJI_NAME = /:[a-z0-9_+'-]+:/;

/** A name that is not here, such as one of the workspace's own, stays as it is. */
export function fillEmoji(text: string): string {
  return text.replace(new RegExp(EMOJI_NAME, 'g'), (name) => EMOJI.get(name.slice(1, -1)) ?? name);
}
