import { NBSP } from '../../format.ts';
import type { CulpritWords } from '../culprit.ts';

export const culprit: CulpritWords = {
  process: (name, id, share) => `${name} (${id})${NBSP}${share}`,
  nameless: 'a process without a name',
  calm: (share) => `no process above ${share} now`,
  load: (load, cores) => `load${NBSP}${load} on ${cores}${NBSP}${cores === 1 ? 'core' : 'cores'}`,
  steal: (share) => `steal${NBSP}${share}`,
  heldBack: (share) => `steal${NBSP}${share}: the host holds the CPU back`,
  memory: (used, total) => `${used} of ${total} of memory in use`,
  uptime: (duration) => `up ${duration}`,
  creditsLeft: (count) => `${count}${NBSP}CPU ${count === '1' ? 'credit' : 'credits'} left`,
  creditsGone: (ago, cap, isUnlimited) => {
    const gone = `CPU credits gone ${ago} before`;
    if (isUnlimited) return `${gone}: it runs on at full speed, for a charge`;
    return cap === undefined ? gone : `${gone}: the CPU is capped at ${cap}`;
  },
  change: (what, by, ago) => `${what}${by === undefined ? '' : ` by ${by}`} ${ago} before`,
  changes: new Map([
    ['CreateDeployment', 'deployed'],
    ['StartInstanceRefresh', 'instance refresh started'],
    ['RunInstances', 'launched'],
    ['StartInstances', 'started'],
    ['StopInstances', 'stopped'],
    ['RebootInstances', 'rebooted'],
    ['ModifyInstanceAttribute', 'changed'],
    ['UpdateAutoScalingGroup', 'scaling group changed'],
    ['SetDesiredCapacity', 'capacity changed'],
    ['SendCommand', 'command run'],
  ]),
};
