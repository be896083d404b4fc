/** What explains a busy CPU. Every part is best effort. */

/** A process as the machine names it: its name is text from outside. */
export interface BusyProcess {
  /** Undefined where it has none, or none to see. */
  readonly name?: string;
  readonly pid: number;
  readonly user?: string;
  /** Per cent of all cores together, as `CPUUtilization` counts. */
  readonly share: number;
}

/** What the machine itself said, over one second. */
export interface Machine {
  /** Such as `t3.micro`, where the machine knows. */
  readonly type?: string;
  readonly cores: number;
  /** The average of the last minute; Windows has none. */
  readonly load?: number;
  /** Per cent of the time of all cores that the host gave to others, or held back. */
  readonly steal?: number;
  /** Bytes. */
  readonly memory?: { readonly total: number; readonly available: number };
  /** Seconds since its start. */
  readonly uptime?: number;
  /** Busiest first, five at most. */
  readonly processes: readonly BusyProcess[];
}

/** Of an instance that earns CPU credits and spends them. */
export interface Credits {
  /** The newest. One credit is one core at 100 % for a minute. */
  readonly balance: number;
  /** Epoch milliseconds since when there are none; undefined while there are some. */
  readonly goneSince?: number;
  /** Whether it goes on at full speed, and is charged for it. */
  readonly isUnlimited: boolean;
}

/** A write that CloudTrail knows of. */
export interface WriteEvent {
  /** As the API calls it: `RebootInstances`. */
  readonly what: string;
  readonly by?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Culprit {
  readonly machine?: Machine;
  readonly credits?: Credits;
  /** Newest first, three at most. */
  readonly changes?: readonly WriteEvent[];
}
