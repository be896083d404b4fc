/** About as much as a rendered alarm has. */
export const BODY = JSON.stringify({
  text: 'ALARM: web-1 CPU above 80 %',
  blocks: Array.from({ length: 4 }, (_, line) => ({
    type: 'section',
    text: { type: 'mrkdwn', text: `*CPUUtilization* averaged *93.4 %* (${line}). `.repeat(6) },
  })),
});
