/**
 * What few invocations need, in one file of the bundle that is loaded by those alone. One file and not one each: what
 * several of them share with the rest would else be cut into as many files again, which each start reads one by one
 * (docs/benchmark.md).
 */
export { haveCalled } from './aws/has-called.ts';
export { createExplainCpu } from './explain-cpu.ts';
export { composeHourly } from './hourly.ts';
export { togetherPosts } from './notify/together.ts';
export { composeWeekly } from './weekly.ts';
