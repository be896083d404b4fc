/** A clock that stands still while something is done, and else jumps to what comes next. */
export interface Agenda {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What comes at the same time comes in the order in which it was added. */
  readonly add: (at: number, act: () => Promise<void>) => void;
  /** Does all of it up to then, or until it is aborted. */
  readonly until: (end: number, signal?: AbortSignal) => Promise<void>;
}

interface Appointment {
  readonly at: number;
  readonly act: () => Promise<void>;
}

export function createAgenda(): Agenda {
  let time = Number.NEGATIVE_INFINITY;
  const appointments: Appointment[] = [];
  return {
    now: () => time,
    add(at, act) {
      const later = appointments.findIndex((one) => one.at > at);
      appointments.splice(later < 0 ? appointments.length : later, 0, { at, act });
    },
    async until(end, signal) {
      for (;;) {
        const [next] = appointments;
        if (next === undefined || next.at > end || signal?.aborted) return;
        appointments.shift();
        time = Math.max(time, next.at);
        await next.act();
      }
    },
  };
}
