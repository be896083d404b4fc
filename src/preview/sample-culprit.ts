import type { Alarm } from '../alarm/alarm.ts';
import type { Culprit } from '../alarm/culprit.ts';
import { subjectOf } from '../alarm/subject.ts';

/** Invented answers for the page, where no instance is asked, and no CloudTrail. The same alarm has the same ones. */

const MINUTE = 60_000;
const GB = 1e9;

/** Of a CPU alarm that went off; undefined for every other one. */
export function sampleCulprit(alarm: Alarm): Culprit | undefined {
  const { stat } = subjectOf(alarm);
  const { state, changedAt, evaluation } = alarm;
  const isCpu = stat?.namespace === 'AWS/EC2' && stat.metricName === 'CPUUtilization';
  if (state !== 'ALARM' || !isCpu || changedAt === undefined) return undefined;
  const [cpu = 90] = evaluation.values;
  const first = Math.max(0, Math.min(97, cpu) - 6);
  return {
    machine: {
      type: 'm7i.large',
      cores: 2,
      load: Number((first / 11).toFixed(1)),
      steal: 0.2,
      memory: { total: 8 * GB, available: 1.9 * GB },
      uptime: 12 * 86_400,
      processes: [
        { pid: 812, share: first, user: 'app', name: 'java' },
        { pid: 640, share: 2.1, user: 'www-data', name: 'nginx' },
        { pid: 402, share: 0.7, user: 'root', name: 'amazon-cloudwatch-agent' },
      ],
    },
    changes: [{ what: 'CreateDeployment', by: 'ci-bot', at: changedAt - 17 * MINUTE }],
  };
}
