import { type JsonObject, readObject } from '../json.ts';
import { listAllFacts } from './facts.ts';
import { at, consoleOf } from './note-fields.ts';
import type { Row } from './notes.ts';

/** All of an alarm's configuration, by name. */
function settings(configuration: unknown): ReadonlyMap<string, string> {
  return new Map(listAllFacts(configuration).map(({ name, value }) => [name, value]));
}

/** Only what the change changed. */
function changes(detail: JsonObject): Readonly<Record<string, string>> {
  const before = settings(readObject(detail, 'previousConfiguration'));
  const after = settings(readObject(detail, 'configuration'));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changed = names.filter(
    (name) => name !== 'Timestamp' && before.get(name) !== after.get(name),
  );
  return Object.fromEntries(
    changed.map((name) => [name, `${before.get(name) ?? '–'} → ${after.get(name) ?? '–'}`]),
  );
}

/** All of an alarm that is new or gone. */
function newOrGone(detail: JsonObject): Readonly<Record<string, string>> {
  const told = detail['configuration'] ?? readObject(detail, 'previousConfiguration');
  return Object.fromEntries(settings(told));
}

/** That an alarm was made, changed or deleted. */
export const CONFIGURATION_ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
  {
    kind: /^CloudWatch Alarm Configuration Change$/,
    tell: (event, detail) => {
      const name = at(detail, 'alarmName');
      const region = at(event, 'region');
      const operation = at(detail, 'operation') ?? 'update';
      const past: Readonly<Record<string, string>> = {
        create: 'created',
        update: 'changed',
        delete: 'deleted',
      };
      return name === undefined
        ? undefined
        : {
            title: `Alarm ${past[operation] ?? operation}: ${name}`,
            severity: operation === 'delete' ? 'warning' : 'info',
            facts: {
              ...(operation === 'update' ? changes(detail) : newOrGone(detail)),
              Account: at(event, 'account'),
              Region: region,
              Time: at(event, 'time'),
            },
            links: {
              Alarm: consoleOf(
                region,
                (code) =>
                  `cloudwatch/home?region=${code}#alarmsV2:alarm/${encodeURIComponent(name)}`,
              ),
            },
            isAll: true,
          };
    },
  },
];
