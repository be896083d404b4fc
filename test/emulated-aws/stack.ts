import { listAt, textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { step } from './step.ts';

export interface Stack {
  readonly name: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Physical id by logical id. */
  readonly ids: Readonly<Record<string, string>>;
}

export type Parameters = Readonly<Record<string, string>>;

/** `sam deploy` with the parameters given on the command line. Resolves whatever comes of it. */
export function samDeploy(account: Account, name: string, parameters: Parameters) {
  const given = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return account.run('sam', [
    'deploy',
    `--stack-name=${name}`,
    '--no-confirm-changeset',
    ...(given.length > 0 ? ['--parameter-overrides', ...given] : []),
  ]);
}

/** @throws {Error} with all that `sam deploy` said when it fails */
export async function deploy(
  account: Account,
  name: string,
  parameters: Parameters,
): Promise<Stack> {
  step(`sam deploy of ${name}`);
  const { code, output } = await samDeploy(account, name, parameters);
  if (code !== 0) throw new Error(`sam deploy ended with ${code}:\n${output}`);
  return readStack(account, name);
}

export async function readStack(account: Account, name: string): Promise<Stack> {
  const stacks = await account.call('cloudformation', 'describe_stacks', { StackName: name });
  const resources = await account.call('cloudformation', 'list_stack_resources', {
    StackName: name,
  });
  return {
    name,
    status: textAt(stacks, 'Stacks', 0, 'StackStatus'),
    outputs: Object.fromEntries(
      listAt(stacks, 'Stacks', 0, 'Outputs').map((output) => [
        textAt(output, 'OutputKey'),
        textAt(output, 'OutputValue'),
      ]),
    ),
    ids: Object.fromEntries(
      listAt(resources, 'StackResourceSummaries').map((resource) => [
        textAt(resource, 'LogicalResourceId'),
        textAt(resource, 'PhysicalResourceId'),
      ]),
    ),
  };
}

/** The entry of `names` for `key`. @throws {Error} when there is none */
export function named(names: Readonly<Record<string, string>>, key: string): string {
  const found = names[key];
  if (found === undefined) throw new Error(`no ${key} in ${Object.keys(names).join(', ')}`);
  return found;
}
