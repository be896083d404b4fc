/** `npm run doctor -- --stack NAME`: looks at a deployed stack, changes nothing, and says what to do. */

import { checkAlarms } from './doctor/alarms.ts';
import { describeFinding, type Finding } from './doctor/finding.ts';
import { checkMapping, checkParked, checkUndelivered } from './doctor/queues.ts';
import { judgeStatus, readStackState, type StackState } from './doctor/stack.ts';
import { checkMail, checkSubscription, checkTopicPolicy } from './doctor/topics.ts';
import { type OwnStack, refusalOf, runCommand } from './own-account.ts';

type Check = (own: OwnStack, state: StackState) => Promise<Finding | readonly Finding[]>;

const CHECKS: Readonly<Record<string, Check>> = {
  'the subscription of the topic': checkSubscription,
  "the topic's policy": checkTopicPolicy,
  'who reads the queue': checkMapping,
  'the queue of undelivered messages': checkUndelivered,
  'the parked queue': checkParked,
  'the alarms': checkAlarms,
  'the mail subscription': checkMail,
};

await runCommand('doctor', async (own) => {
  const state = await readStackState(own);
  const checks = Object.entries(CHECKS).map(async ([name, check]) => {
    const found = await check(own, state).catch((error) => notChecked(name, error));
    return [found].flat();
  });
  const findings = [judgeStatus(state), ...(await Promise.all(checks)).flat()];
  for (const finding of findings) console.log(describeFinding(finding));
  console.log(summary(findings, own.stack));
  if (findings.some(({ verdict }) => verdict !== 'ok')) process.exitCode = 1;
});

/** A right that is missing for one check leaves the others. */
function notChecked(name: string, error: unknown): Finding {
  const refusal = refusalOf(error);
  if (refusal === undefined) throw error;
  return { verdict: 'not checked', what: `${name}: ${refusal.message}` };
}

function summary(findings: readonly Finding[], stack: string): string {
  const count = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  if (count('ok') === findings.length) {
    return `\nAll is well. See a message arrive: npm run try -- --stack ${stack}`;
  }
  const unknown = count('not checked');
  const rest = unknown > 0 ? `, ${unknown} could not be checked` : '';
  return `\n${count('wrong')} of ${findings.length} need you${rest}.`;
}
