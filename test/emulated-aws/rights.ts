import { listAt, objectAt, textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
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
