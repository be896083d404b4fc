import { describe, expect, it } from 'vitest';
import { splitDescription } from '../src/details.ts';

const RUNBOOK = 'https://runbooks.example.com/ec2/cpu-high';

describe('splitDescription', () => {
  it.each([
    ['no description', undefined, ''],
    ['an empty one', '  ', ''],
    ['one without URL', ' Checkout is slow. ', 'Checkout is slow.'],
    ['one whose URL is none', 'See https://[ for more', 'See https://[ for more'],
    ['another scheme', 'See ftp://files.example.com/a', 'See ftp://files.example.com/a'],
  ])('finds no runbook in %s', (_, description, text) => {
    expect(splitDescription(description)).toEqual({ text });
  });

  it.each([
    ['a URL alone', RUNBOOK, ''],
    ['a URL with an invisible character behind it', `${RUNBOOK} \u2028`, ''],
    ['a label before it', `Slow. Runbook: ${RUNBOOK}`, 'Slow.'],
    ['a label in small letters', `Slow. runbook=${RUNBOOK}`, 'Slow.'],
    ['another word for it', `Slow. Playbook ${RUNBOOK}`, 'Slow.'],
    ['a Korean label', `느려집니다. 런북: ${RUNBOOK}`, '느려집니다.'],
    ['a URL at the end of a sentence', `Slow, see ${RUNBOOK}.`, 'Slow, see'],
    ['a URL in brackets', `Slow (${RUNBOOK}) now`, 'Slow now'],
    ['a URL in angle brackets', `Slow <${RUNBOOK}> now`, 'Slow now'],
    ['lines', `Slow.\nRunbook: ${RUNBOOK}\nCall the team.`, 'Slow.\nCall the team.'],
  ])('takes the runbook from %s', (_, description, text) => {
    expect(splitDescription(description)).toEqual({ text, runbook: RUNBOOK });
  });

  it('takes the first of several URLs and leaves the others in the text', () => {
    const description = `Runbook: ${RUNBOOK} Dashboard: https://dashboards.example.com/a`;
    expect(splitDescription(description)).toEqual({
      text: 'Dashboard: https://dashboards.example.com/a',
      runbook: RUNBOOK,
    });
  });

  it('keeps what belongs to the URL', () => {
    const url = 'https://runbooks.example.com/a/b?c=d&e=%20f#g(h)';
    expect(splitDescription(`See ${url}, please`).runbook).toBe(url.slice(0, -1));
  });
});
