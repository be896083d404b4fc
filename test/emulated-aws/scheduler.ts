import type { Account } from './account.ts';
import { named, type Stack } from './stack.ts';
import { step } from './step.ts';

const SECOND = 1_000;

/**
 * Has the emulated Scheduler run a schedule of the stack as if it were due.
 * @param at the scheduled time, in epoch milliseconds, of which whole seconds are told
 */
export async function runSchedule(
  account: Account,
  { ids }: Stack,
  schedule: 'HourlyWatch' | 'Heartbeat',
  at = Date.now(),
): Promise<void> {
  step(`the Scheduler runs ${schedule} of ${new Date(at).toISOString()}`);
  await account.call('cloudwatch', 'put_metric_data', {
    Namespace: 'Test/Scheduler',
    MetricData: [
      {
        MetricName: 'Run',
        Dimensions: [{ Name: 'Schedule', Value: named(ids, schedule) }],
        Value: Math.ceil(at / SECOND),
      },
    ],
  });
}

/** All that the emulated AWS has on record of the account's alarms, log and queues becomes so much older. */
export async function passMinutes(account: Account, minutes: number): Promise<void> {
  step(`${minutes} minutes go by`);
  await account.call('cloudwatch', 'put_metric_data', {
    Namespace: 'Test/Clock',
    MetricData: [{ MetricName: 'Passed', Value: minutes * 60 }],
  });
}

/** From now on the function starts anew: what it remembers is gone, as after any quiet while. */
export async function startAfresh(account: Account, { ids }: Stack): Promise<void> {
  step('the function forgets what it knows');
  await account.call('lambda', 'update_function_configuration', {
    FunctionName: named(ids, 'Notifier'),
    // As it was; that it is set is enough.
    MemorySize: 512,
  });
}
