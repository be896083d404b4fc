import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { type Entry, readEntry } from '../../src/alarm/ledger.ts';
import type { Change } from '../../src/alarm/missed.ts';
import { DeniedError } from '../../src/errors.ts';
import type { JsonObject } from '../../src/json.ts';
import { createHourlyRun } from '../../src/notify/hourly.ts';
import { wordsFor } from '../helpers/words.ts';

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 10, 22);

const LASTING: Alarm = {
  name: 'lasting',
  partition: 'aws',
  state: 'ALARM',
  changedAt: MIDNIGHT,
  evaluation: { understood: false, values: [] },
  facts: [],
};

function missed(name: string, hours: number): Change {
  const at = MIDNIGHT + hours * HOUR;
  return { name, at, state: 'ALARM', door: 'topic', isFailed: true, cause: 'not authorized' };
}

/** A container for each run, as hours lie between them; what one wrote into the log another one reads. */
function start(changes: readonly Change[], mayReadLog = () => true) {
  const ledger: Entry[] = [];
  const texts: string[] = [];
  const errors: unknown[] = [];
  let right: string | undefined;
  const run = async (hour: number, isDown = false) => {
    const now = MIDNIGHT + hour * HOUR;
    const hourly = createHourlyRun({
      readNight: async (from, to) => {
        if (right !== undefined) throw new DeniedError(right);
        return { burning: [LASTING], changes: changes.filter(({ at }) => at >= from && at < to) };
      },
      readLedger: async (from) =>
        mayReadLog() ? ledger.filter(({ writtenAt }) => writtenAt >= from) : undefined,
      deliver: async (forms) => {
        if (isDown) throw new Error('down');
        texts.push(JSON.stringify(forms[0]?.body));
      },
      render: { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' },
      remindHours: 4,
      quiet: { eventBridgeExcludes: [], notifyMissingData: true, ignore: [] },
      log: (level, message, fields: JsonObject = {}) => {
        if (level === 'error') errors.push([message, fields['right']]);
        const entry = readEntry({ message, ...fields }, now);
        if (entry !== undefined) ledger.push(entry);
      },
    });
    await hourly(now, () => 25_000, false);
  };
  const lacks = (missing: string | undefined) => {
    right = missing;
  };
  return { run, lacks, texts, errors };
}

describe('a run that may not read CloudWatch', () => {
  it('ends, says so in the log, and once a day in Slack without a mention', async () => {
    const { run, lacks, texts, errors } = start([]);
    lacks('cloudwatch:DescribeAlarms');
    for (let hour = 1; hour <= 49; hour += 1) await run(hour);
    expect(errors).toEqual(
      Array(49).fill(['not made: a right is missing', 'cloudwatch:DescribeAlarms']),
    );
    expect(texts).toHaveLength(3);
    expect(texts[0]).toContain('the right cloudwatch:DescribeAlarms');
    expect(texts.join()).not.toContain('<!here>');
  });

  it('says so in Slack at the first run of a day where its log cannot be read', async () => {
    const { run, lacks, texts } = start([], () => false);
    lacks('cloudwatch:DescribeAlarms');
    for (let hour = 1; hour <= 49; hour += 1) await run(hour);
    expect(texts).toHaveLength(2);
  });

  it('comes again where Slack did not take that, and then says it', async () => {
    const { run, lacks, texts } = start([]);
    lacks('cloudwatch:DescribeAlarms');
    await expect(run(1, true)).rejects.toThrow('down');
    await run(1);
    expect(texts).toHaveLength(1);
  });
});

describe('the first run that may read CloudWatch again', () => {
  const changes = [0.5, 3.5, 7.5, 9.5].map((hours) => missed(`at-${hours}.`, hours));

  it('tells what the others would have told, once', async () => {
    const { run, lacks, texts } = start(changes);
    await run(1);
    lacks('cloudwatch:DescribeAlarmHistory');
    for (const hour of [2, 3, 4, 5, 6, 7, 8]) await run(hour);
    lacks(undefined);
    texts.splice(0);
    await run(9);
    await run(9);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/at-3\.5\..*at-7\.5\./);
    expect(texts[0]).not.toMatch(/at-0\.5|at-9\.5/);
    expect(texts[1]).toMatch(/lasting.*9\u00a0hours/);
  });

  it('leaves nothing of it to the next one', async () => {
    const { run, lacks, texts } = start(changes);
    lacks('cloudwatch:DescribeAlarms');
    for (const hour of [7, 8]) await run(hour);
    lacks(undefined);
    await run(9);
    texts.splice(0);
    await run(10);
    await run(11);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('at-9.5.');
    expect(texts[0]).not.toContain('at-7.5.');
  });
});
