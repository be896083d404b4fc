/** What the commands that work on a deployed stack share: what was typed, the user's own AWS account, errors in words. */

import { parseArgs } from 'node:util';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CommandError, sayAndFail } from './command-error.ts';
import { networkFailure, refuseProxy } from './network.ts';
import { checkProfile } from './profile.ts';

interface StackOptions {
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
    if (!stack) throw new CommandError(`${usage}. NAME is the stack name that sam deploy used.`);
    return { stack, region, profile };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${reason} ${usage}`, { cause: error });
  }
}

/** For any client of the SDK: who asks, where, and how long an answer may take. */
export interface ClientSettings {
  readonly region: string;
  readonly profile?: string;
  readonly maxAttempts: number;
  /** Milliseconds. */
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

/** What a command works on. */
export interface OwnStack {
  readonly stack: string;
  readonly region: string;
  readonly settings: ClientSettings;
}

/**
 * Runs `npm run NAME` on the stack that was typed. What AWS refused is said in its own words, anything unexpected is
 * shown as it is.
 */
export async function runCommand(
  name: string,
  run: (own: OwnStack) => Promise<void>,
): Promise<void> {
  // On Node 20 the SDK warns of its versions of 2027. The one in use is locked, and works there.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  try {
    const options = readStackOptions(name, process.argv.slice(2));
    refuseProxy(process.env, process.env['AWS_ENDPOINT_URL']);
    checkProfile(options.profile, process.env);
    await run(await openStack(options));
  } catch (error) {
    sayAndFail(refusalOf(error) ?? error);
  }
}

/** With credentials and region found where the AWS CLI and SAM find them: environment, profile, sign-in. */
async function openStack({ stack, region, profile }: StackOptions): Promise<OwnStack> {
  const who = profile === undefined ? {} : { profile };
  const client = new CloudWatchClient({ ...who, ...(region === undefined ? {} : { region }) });
  const found = await regionOf(client);
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: 10_000 };
  return {
    stack,
    region: found,
    settings: { ...who, region: found, maxAttempts: 2, requestHandler },
  };
}

/** The region that the client works in. @throws {CommandError} when none is set */
async function regionOf(client: CloudWatchClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (error) {
    const hint =
      "No region is set. Give the stack's region: --region us-east-1, or set AWS_REGION.";
    throw new CommandError(hint, { cause: error });
  }
}

/** What AWS, the network or the sign-in said, as one sentence; undefined for anything else. */
export function refusalOf(error: unknown): CommandError | undefined {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) return undefined;
  const words = inWords(error);
  return words === undefined ? undefined : new CommandError(words, { cause: error });
}

function inWords(error: Error): string | undefined {
  if (/^(CredentialsProvider|TokenProvider)Error$/.test(error.name)) {
    return `No AWS credentials were found (${error.message}). Sign in as for sam deploy: aws configure, aws sso login, or AWS_PROFILE.`;
  }
  const unreachable = networkFailure(error);
  if (unreachable !== undefined) {
    return `AWS cannot be reached (${unreachable}). Is this machine online, and is the region's name right?`;
  }
  return '$metadata' in error ? `AWS refused it: ${error.name}: ${error.message}` : undefined;
}
