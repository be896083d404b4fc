import { adviseOn } from '../alarm/advice.ts';
import type { Span } from '../alarm/evaluator.ts';
import { type Portal, through } from '../alarm/portal.ts';
import { putAlarmLine } from '../alarm/put-alarm.ts';
import { type Report, reportOn } from '../alarm/report.ts';
import { errorCode } from '../errors.ts';
import type { RenderOptions } from '../message/message.ts';
import { type Proposal, renderReport } from '../message/report.ts';
import type { Deliver, Log, ReadLedger, ReadPast, ReadWeek, Watched } from '../ports.ts';
import type { ScheduledRun } from './watch.ts';

export interface WeeklyOptions {
  /** Without it a run is logged and does nothing. */
  readonly readWeek?: ReadWeek | undefined;
  readonly readPast?: ReadPast | undefined;
  /** Without it a run that is repeated reports again. */
  readonly readLedger?: ReadLedger | undefined;
  readonly deliver: Deliver;
  readonly render: RenderOptions;
  readonly portal?: Portal | undefined;
  readonly log: Log;
}

const WEEK = 7 * 86_400_000;
/** Other limits are tried for at most this many of the alarms that went off most. */
const MOST_TRIED = 3;

/** Reports which alarms went off in the week before the scheduled time, and which limits would quieten the loudest. */
export function createWeeklyRun(options: WeeklyOptions): ScheduledRun {
  const { readWeek, readLedger, deliver, render, portal, log } = options;
  let last: number | undefined;
  return async (scheduledAt, timeLeft) => {
    if (readWeek === undefined) return log('warn', 'CloudWatch cannot be read: nothing to report');
    const ledger = (await readLedger?.(scheduledAt)) ?? [];
    const isReported = ledger.some(
      ({ outcome, at }) => outcome === 'reported' && at === scheduledAt,
    );
    if (isReported || last === scheduledAt) return;
    const span = { from: scheduledAt - WEEK, to: scheduledAt };
    const { alarms, updates } = await readWeek(span);
    const placed = alarms.map((one) => ({ ...one, alarm: through(portal)(one.alarm) }));
    const report = reportOn(
      placed.map(({ alarm }) => alarm),
      updates,
      span,
    );
    const proposal = await propose(report, placed, span, options);
    await deliver(renderReport(report, proposal, render), timeLeft);
    last = scheduledAt;
    log('info', 'reported', { alarm: '*', at: new Date(scheduledAt).toISOString() });
  };
}

/** Undefined if what was measured cannot be read: the report is then told without it. */
async function propose(
  report: Report,
  alarms: readonly Watched[],
  span: Span,
  { readPast, log }: WeeklyOptions,
): Promise<Proposal | undefined> {
  for (const { alarm, spells } of report.spoke.slice(0, MOST_TRIED)) {
    const { limits, setup } = alarms.find((one) => one.alarm === alarm) ?? {};
    if (limits === undefined || setup === undefined || readPast === undefined) continue;
    try {
      const datapoints = await readPast(setup, limits.period, span);
      const advice = adviseOn(spells, limits, datapoints, span);
      if (advice) return { alarm, advice, command: putAlarmLine(setup, advice.limits) };
    } catch (error) {
      log('warn', 'what an alarm measured is not known', { reason: errorCode(error) });
    }
  }
  return undefined;
}
