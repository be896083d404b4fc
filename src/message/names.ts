import type { Dimension } from '../alarm/alarm.ts';
import { isInstanceId } from '../alarm/subject.ts';
import { oneLine } from '../text.ts';

/** What the values of dimensions say to a reader: names, not the ids and ARNs around them. */

const LOAD_BALANCER = /^(?:app|net|gwy|targetgroup)\/([^/]+)\/[0-9a-f]{16}$/;
const ARN = /^arn:aws[a-z-]*:[a-z0-9-]*:[^:]*:[^:]*:(.+)/s;
const OPAQUE = /^(?:[a-z]{1,4}_)?(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,64})$/i;

/** The part of a dimension's value that names something; undefined for a bare id such as a UUID. */
export function tellingName(value: string): string | undefined {
  const text = oneLine(value);
  const balancer = LOAD_BALANCER.exec(text)?.[1];
  if (balancer !== undefined) return balancer;
  const resource = ARN.exec(text)?.[1];
  if (resource !== undefined) return resourceName(resource);
  return text === '' || OPAQUE.test(text) ? undefined : text;
}

/** `stateMachine:orders` is orders, `certificate/1f2e3d4c-…` is certificate 1f2e3d4c. */
function resourceName(resource: string): string {
  const [, type = '', rest = resource] = /^([A-Za-z-]+)[:/](.+)/s.exec(resource) ?? [];
  if (type === 'log-group') return rest.replace(/:\*$/, '');
  if (/^(?:loadbalancer|listener|targetgroup)/.test(type)) {
    const parts = rest.split('/');
    return parts[parts.length < 3 ? 0 : 1] ?? rest;
  }
  const isVersioned = /^[\w-]+:[\w-]+$/.test(rest);
  const isWhole = type === 'function' || (type === 'stateMachine' && isVersioned);
  const last = isWhole ? rest : (rest.split(/[:/]/).findLast(Boolean) ?? rest);
  return OPAQUE.test(last) ? `${type} ${last.slice(0, 8)}`.trim() : last;
}

/** Dimensions that say nothing about which one it is. */
const SAYS_NOTHING = new Set([
  'Currency',
  'Type',
  'arch',
  'objectname',
  'pid_finder',
  'StorageType',
  'FilterId',
]);
/** Values that stand for every one, or for none. */
const EVERY = /^(?:all|global|none)$/i;
/** The same beside the path of a disk. */
const BESIDE_PATH = new Set(['device', 'fstype']);
/** The same beside an instance. */
const BESIDE_INSTANCE = new Set(['AutoScalingGroupName', 'ImageId', 'InstanceType', 'host']);

/** What a dimension says; a bare number says nothing without its name: `Broker ID 2`. */
export function tellingValue({ name, value }: Dimension): string | undefined {
  const text = tellingName(value);
  return text && /^\d{1,8}$/.test(text) ? `${oneLine(name)} ${text}` : text;
}

/** Without those that only repeat where the metric comes from. */
export function tellingDimensions(dimensions: readonly Dimension[]): readonly Dimension[] {
  const names = new Set(dimensions.map(({ name }) => name));
  return dimensions.filter(
    (dimension) =>
      !saysNothing(dimension) &&
      !(names.has('path') && BESIDE_PATH.has(dimension.name)) &&
      !(names.has('InstanceId') && BESIDE_INSTANCE.has(dimension.name)),
  );
}

function saysNothing({ name, value }: Dimension): boolean {
  if (name === 'InstanceId') return isInstanceId(value);
  if (name === 'ClientId') return /^\d{12}$/.test(value);
  return SAYS_NOTHING.has(name) || EVERY.test(value) || (name === 'VirtualHost' && value === '/');
}
