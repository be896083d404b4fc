import type { Alarm } from '../alarm/alarm.ts';
import type { Culprit } from '../alarm/culprit.ts';
import { subjectOf } from '../alarm/subject.ts';

/** Invented answers for the page, where no instance is asked, and no CloudTrail. The same alarm has the same ones. */

const MINUTE = 60_000;
const GB = 1e9;
/** Percent, where nothing is told: somebody set the alarm by hand. */
const CALM = 24;

/** Of a CPU alarm that went off; undefined for every other one. */
export function sampleCulprit(alarm: Alarm): Culprit | undefined {
  const { stat } = subjectOf(alarm);
  const { state, changedAt, evaluation } = alarm;
  const isCpu = stat?.namespace === 'AWS/EC2' && stat.metricName === 'CPUUtilization';
  if (state !== 'ALARM' || !isCpu || changedAt === undefined) return undefined;
  const [cpu = CALM] = evaluation.values;
  const [first, second, third] = [Math.max(cpu * 0.6, Math.min(97, cpu) - 6), cpu * 0.2, cpu * 0.1];
  return {
    machine: {
      type: 'm7i.large',
      cores: 2,
      load: tenths(first / 11),
      steal: 0.2,
      memory: { total: 8 * GB, available: 1.9 * GB },
      uptime: 12 * 86_400,
      processes: [
        { pid: 812, share: tenths(first), user: 'app', name: 'java' },
        { pid: 640, share: tenths(Math.min(2.1, second)), user: 'www-data', name: 'nginx' },
        {
          pid: 402,
          share: tenths(Math.min(0.7, third)),
          user: 'root',
          name: 'amazon-cloudwatch-agent',
        },
      ],
    },
    changes: [{ what: 'CreateDeployment', by: 'ci-bot', at: changedAt - 17 * MINUTE }],
  };
}

function tenths(value: number): number {
  return Number(value.toFixed(1));
}
