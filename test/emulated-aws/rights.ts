import { type Json, type JsonObject, listAt, objectAt, textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import type { Outcome } from './command.ts';
import { named, type Stack } from './stack.ts';
import { step } from './step.ts';

/** Takes a service's permission to call the function away while `during` runs. */
export async function withoutPermission(
  account: Account,
  { ids }: Stack,
  service: 'sns.amazonaws.com' | 'events.amazonaws.com',
  during: () => Promise<void>,
): Promise<void> {
  const FunctionName = named(ids, 'Notifier');
  const { Policy } = await account.call('lambda', 'get_policy', { FunctionName });
  const statement = listAt(objectAt(JSON.parse(String(Policy))), 'Statement').find(
    (one) => textAt(one, 'Principal', 'Service') === service,
  );
  const permission = { FunctionName, StatementId: textAt(statement ?? {}, 'Sid') };
  step(`${service} may not call the function`);
  await account.call('lambda', 'remove_permission', permission);
  try {
    await during();
  } finally {
    step(`${service} may call the function again`);
    await account.call('lambda', 'add_permission', {
      ...permission,
      Action: 'lambda:InvokeFunction',
      Principal: service,
      SourceArn: textAt(statement ?? {}, 'Condition', 'ArnLike', 'AWS:SourceArn'),
    });
  }
}

/** Takes one of the role's policies away while `during` runs. */
export async function withoutPolicy(
  account: Account,
  { ids }: Stack,
  name: string,
  during: () => Promise<void>,
): Promise<void> {
  const policy = { RoleName: named(ids, 'NotifierRole'), PolicyName: name };
  const { PolicyDocument } = await account.call('iam', 'get_role_policy', policy);
  step(`the function's role is without ${name}`);
  await account.call('iam', 'delete_role_policy', policy);
  try {
    await during();
  } finally {
    step(`the function's role has ${name} again`);
    await account.call('iam', 'put_role_policy', {
      ...policy,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
}

/**
 * Takes one action away from all policies of a role, the function's unless told, while `during` runs.
 * @throws {Error} where none allows it
 */
export async function withoutRight(
  account: Account,
  { ids }: Stack,
  action: string,
  during: () => Promise<void>,
  role = 'NotifierRole',
): Promise<void> {
  const RoleName = named(ids, role);
  const { PolicyNames } = await account.call('iam', 'list_role_policies', { RoleName });
  const put = (PolicyName: Json, document: Json) =>
    account.call('iam', 'put_role_policy', {
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(document),
    });
  const changed: (readonly [Json, Json])[] = [];
  for (const PolicyName of listAt(PolicyNames ?? [])) {
    const found = await account.call('iam', 'get_role_policy', { RoleName, PolicyName });
    const document = objectAt(found, 'PolicyDocument');
    const left = listAt(document, 'Statement').flatMap((one) => without(objectAt(one), action));
    if (JSON.stringify(left) === JSON.stringify(document['Statement'])) continue;
    changed.push([PolicyName, document]);
    await put(PolicyName, { ...document, Statement: left });
  }
  if (changed.length === 0) throw new Error(`no policy of ${role} allows ${action}`);
  step(`${role} is without ${action}`);
  try {
    await during();
  } finally {
    step(`${role} has ${action} again`);
    for (const [name, document] of changed) await put(name, document);
  }
}

/** Nothing of a statement that would allow nothing else. */
function without(statement: JsonObject, action: string): readonly JsonObject[] {
  const actions = [statement['Action'] ?? []].flat();
  const left = actions.filter((one) => one !== action);
  if (left.length === actions.length) return [statement];
  return left.length === 0 ? [] : [{ ...statement, Action: left }];
}

/** The AWS CLI with the rights of a stack's function. */
export interface RoleShell {
  /** Runs `aws` with these arguments, in one line of shell. */
  readonly aws: (line: string) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** Lets the account itself take the function's role, until it is closed: on AWS only Lambda may. */
export async function asRoleOf(account: Account, { ids }: Stack): Promise<RoleShell> {
  const RoleName = named(ids, 'NotifierRole');
  const { Role } = await account.call('iam', 'get_role', { RoleName });
  const trust = objectAt(Role ?? {}, 'AssumeRolePolicyDocument');
  const trusting = (statements: readonly Json[]) =>
    account.call('iam', 'update_assume_role_policy', {
      RoleName,
      PolicyDocument: JSON.stringify({ ...trust, Statement: statements }),
    });
  const Principal = { AWS: `arn:aws:iam::${account.id}:root` };
  await trusting([
    ...listAt(trust, 'Statement'),
    { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' },
  ]);
  const taken = await account.call('sts', 'assume_role', {
    RoleArn: textAt(Role ?? {}, 'Arn'),
    RoleSessionName: 'notifier',
  });
  const secret = (key: string) => textAt(taken, 'Credentials', key);
  const environment = [
    `AWS_ACCESS_KEY_ID=${secret('AccessKeyId')}`,
    `AWS_SECRET_ACCESS_KEY=${secret('SecretAccessKey')}`,
    `AWS_SESSION_TOKEN=${secret('SessionToken')}`,
  ].join(' ');
  return {
    aws: (line) => account.run('bash', ['-c', `${environment} aws ${line}`]),
    close: async () => void (await trusting(listAt(trust, 'Statement'))),
  };
}
