import { readObject, readText } from '../json.ts';
import type { CallAws } from './call.ts';
import { AwsRefusal, callJson } from './json-protocol.ts';

const { setTimeout: wait } = process.getBuiltinModule('node:timers/promises');

export interface Command {
  /** Its name. It takes no parameters. */
  readonly document: string;
  readonly region: string;
  readonly instanceId: string;
  readonly signal: AbortSignal;
}

/** The steps of the document (template.yaml). One that is not for the instance's platform is skipped; it may say so in its output. */
const STEPS = ['Linux', 'Windows'] as const;
const SKIPPED = /^Step execution skipped/;
const UNDER_WAY = new Set(['Pending', 'InProgress', 'Delayed']);

/** Seconds for which SSM tries to hand the command over; it takes no less. */
const HAND_OVER = 30;
/** Milliseconds. The script itself takes a second. */
const FIRST_LOOK = 1_100;
const NEXT_LOOK = 300;

/**
 * Runs the document on one instance and resolves to what it printed.
 * @throws {AwsRefusal} `InvalidInstanceId` where SSM does not manage it, `AccessDeniedException` where it may not be asked
 * @throws {Error} naming the status where the command failed
 * @throws the signal's reason when it took too long
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
 */
export async function runDocument(callAws: CallAws, command: Command): Promise<string> {
  const { document, region, instanceId, signal } = command;
  const answer = await callJson(callAws, {
    service: 'ssm',
    region,
    signal,
    target: 'AmazonSSM.SendCommand',
    version: '1.1',
    input: { DocumentName: document, InstanceIds: [instanceId], TimeoutSeconds: HAND_OVER },
  });
  const id = readText(readObject(answer, 'Command'), 'CommandId');
  if (id === undefined) throw new Error('SSM gave no command id');
  await wait(FIRST_LOOK, undefined, { signal });
  for (const step of STEPS) {
    const output = await outputOf(callAws, command, id, step);
    if (output !== undefined) return output;
  }
  throw new Error('the document has no step for this platform');
}

/** Asks until the step has ended. Undefined where it was skipped. */
async function outputOf(
  callAws: CallAws,
  command: Command,
  id: string,
  step: string,
): Promise<string | undefined> {
  for (;;) {
    const { status, output } = await look(callAws, command, id, step);
    if (status === 'Skipped') return undefined;
    if (status === 'Success') return output === '' || SKIPPED.test(output) ? undefined : output;
    if (!UNDER_WAY.has(status)) throw new Error(`the command ended as ${status}`);
    await wait(NEXT_LOOK, undefined, { signal: command.signal });
  }
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html */
async function look(
  callAws: CallAws,
  { region, instanceId, signal }: Command,
  id: string,
  step: string,
): Promise<{ readonly status: string; readonly output: string }> {
  try {
    const answer = await callJson(callAws, {
      service: 'ssm',
      region,
      signal,
      target: 'AmazonSSM.GetCommandInvocation',
      version: '1.1',
      input: { CommandId: id, InstanceId: instanceId, PluginName: step },
    });
    const status = /^[A-Za-z]{1,30}$/.exec(readText(answer, 'Status') ?? '')?.[0] ?? 'unknown';
    return { status, output: readText(answer, 'StandardOutputContent') ?? '' };
  } catch (error) {
    // SSM needs a moment to know of a command that it has just taken.
    const isTooEarly = error instanceof AwsRefusal && error.code === 'InvocationDoesNotExist';
    if (isTooEarly) return { status: 'Pending', output: '' };
    throw error;
  }
}
