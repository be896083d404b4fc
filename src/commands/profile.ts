import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../settings.ts';
import { CommandError } from './command-error.ts';

/**
 * The SDK would look on for other credentials, and end with a complaint about a region.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws {CommandError} when neither the config nor the credentials file has the profile
 */
export function checkProfile(profile: string | undefined, env: Environment): void {
  const wanted = profile ?? env['AWS_PROFILE'];
  if (!wanted) return;
  const home = join(env['HOME'] ?? homedir(), '.aws');
  const files = [
    env['AWS_CONFIG_FILE'] ?? join(home, 'config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, 'credentials'),
  ];
  const known = [...new Set(files.flatMap(profilesIn))];
  if (known.includes(wanted)) return;
  const list = known.length === 0 ? 'none' : known.join(', ');
  throw new CommandError(
    `There is no AWS profile ${wanted} in ${files.join(' or ')}. Profiles there: ${list}.`,
  );
}

function profilesIn(file: string): string[] {
  const headings = read(file).matchAll(/^\[\s*(?:profile\s+)?["']?([^\]"']+?)["']?\s*\]/gm);
  return [...headings].map(([, name = '']) => name);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Without such a file the AWS CLI works as well.
    return '';
  }
}
