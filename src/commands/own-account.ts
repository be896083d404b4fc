/** What the commands that work on a deployed stack share: what was typed, the user's own AWS account, errors in words. */

import { parseArgs } from 'node:util';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';

/** Something that whoever typed the command can put right. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export interface StackOptions {
  readonly stack: string;
  /** Undefined: the one of the user's AWS settings. */
  readonly region: string | undefined;
  /** Undefined: AWS_PROFILE, or the default one. */
  readonly profile: string | undefined;
}

const OPTIONS = {
  stack: { type: 'string' },
  region: { type: 'string' },
  profile: { type: 'string' },
} as const;

/** @throws {CommandError} saying how the command is used */
export function readStackOptions(command: string, args: readonly string[]): StackOptions {
  const usage = `Usage: npm run ${command} -- --stack NAME [--region REGION] [--profile PROFILE]`;
  try {
    const { stack, region, profile } = parseArgs({ args: [...args], options: OPTIONS }).values;
    if (!stack) throw new CommandError(`${usage}. NAME is the stack's, as sam deploy had it.`);
    return { stack, region, profile };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${reasonOf(error)} ${usage}`, { cause: error });
  }
}

/** With credentials and region found where the AWS CLI and SAM find them: environment, profile, sign-in. */
function openCloudWatch({ region, profile }: StackOptions): CloudWatchClient {
  // On Node 20 the SDK warns of its versions of 2027. The one in use is locked, and works there.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  return new CloudWatchClient({
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  });
}

/** The region that the client works in. @throws {CommandError} when none is set */
async function regionOf(client: CloudWatchClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (error) {
    const hint =
      'No region is set. Give the one of the stack: --region us-east-1, or set AWS_REGION.';
    throw new CommandError(hint, { cause: error });
  }
}

/** What a command works on. */
export interface OwnStack {
  readonly stack: string;
  readonly region: string;
  readonly client: CloudWatchClient;
}

/**
 * Runs `npm run NAME` on the stack that was typed. What AWS refused is said in its own words, anything unexpected is
 * shown as it is.
 */
export async function runCommand(
  name: string,
  run: (own: OwnStack) => Promise<void>,
): Promise<void> {
  try {
    const options = readStackOptions(name, process.argv.slice(2));
    const client = openCloudWatch(options);
    await run({ stack: options.stack, region: await regionOf(client), client });
  } catch (error) {
    process.exitCode = 1;
    console.error(isFromAws(error) ? inWords(error) : error);
  }
}

function isFromAws(error: unknown): error is Error {
  return (
    error instanceof CommandError ||
    (error instanceof Error && '$metadata' in error) ||
    isSignedOut(error)
  );
}

function inWords(error: Error): string {
  if (isSignedOut(error)) {
    return `No AWS credentials were found (${error.message}). Sign in as for sam deploy: aws configure, aws sso login, or AWS_PROFILE.`;
  }
  return error instanceof CommandError
    ? error.message
    : `AWS refused it: ${error.name}: ${error.message}`;
}

function isSignedOut(error: unknown): boolean {
  return error instanceof Error && /^(CredentialsProvider|TokenProvider)Error$/.test(error.name);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
