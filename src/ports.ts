import type { Alarm, History } from './alarm/alarm.ts';
import type { MessageForms } from './message/blocks.ts';

/** Milliseconds that this invocation may still spend. Falls as time goes by; can be negative. */
export type TimeLeft = () => number;

/**
 * Hands one message to Slack and resolves once Slack has accepted it (HTTP 200 and the body `ok`).
 * @throws {DeliveryError} when it was not accepted within the time left
 */
export type Deliver = (forms: MessageForms, timeLeft: TimeLeft) => Promise<void>;

/**
 * Puts one record aside, as it came, for a person to decide on.
 * @throws an error without a secret when it could not be kept
 */
export type Park = (record: string, timeLeft: TimeLeft) => Promise<void>;

/** Never throws, keeps its own time budget: undefined when nothing could be had in time. */
export type FetchHistory = (alarm: Alarm) => Promise<History | undefined>;

/** The Name tag of an EC2 instance. Never throws, keeps its own time budget. */
export type FetchInstanceName = (alarm: Alarm, instanceId: string) => Promise<string | undefined>;

/** One structured line; Lambda's JSON log format adds time, level and request id. No secret may reach it. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Record<string, unknown>,
) => void;
