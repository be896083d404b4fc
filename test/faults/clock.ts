/**
 * A clock that stands still while anything works and jumps to the next appointment once everything waits. Real work
 * (the handler, HTTP over loopback) takes no time on it; only `sleep` does.
 */
export interface Clock {
  /** Milliseconds since the start. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Starts work that the clock has to stand still for; it may sleep. */
  readonly run: (work: () => Promise<void>) => void;
  /** Lets time pass until nothing is left to do, or the end is reached. */
  readonly until: (end: number) => Promise<void>;
}

interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export function createClock(): Clock {
  let time = 0;
  let working = 0;
  let order = 0;
  let settle: (() => void) | undefined;
  const errors: unknown[] = [];
  const appointments: Appointment[] = [];

  function rest(): void {
    working -= 1;
    if (working === 0) settle?.();
  }

  function idle(): Promise<void> {
    return working === 0 ? Promise.resolve() : new Promise((resolve) => (settle = resolve));
  }

  function add(appointment: Appointment): void {
    let index = appointments.length;
    while (index > 0 && isBefore(appointment, appointments[index - 1])) index -= 1;
    appointments.splice(index, 0, appointment);
  }

  return {
    now: () => time,
    sleep: (ms) =>
      new Promise((resolve) => {
        order += 1;
        const wake = () => {
          working += 1;
          resolve();
        };
        add({ at: time + Math.max(0, ms), order, wake });
        rest();
      }),
    run: (work) => {
      working += 1;
      work()
        .catch((error: unknown) => errors.push(error))
        .finally(rest);
    },
    until: async (end) => {
      for (;;) {
        await idle();
        if (errors.length > 0) throw errors[0];
        const next = appointments[0];
        if (next === undefined || next.at > end) break;
        appointments.shift();
        time = next.at;
        next.wake();
      }
      time = Math.max(time, Math.min(end, time));
    },
  };
}

function isBefore(a: Appointment, b: Appointment | undefined): boolean {
  return b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order));
}

/** Whether there is room for one more: so many a second, and so many at once. */
export function tokenBucket(clock: Clock, perSecond: number, burst: number): () => boolean {
  let tokens = burst;
  let filledAt = 0;
  return () => {
    tokens = Math.min(burst, tokens + ((clock.now() - filledAt) / 1000) * perSecond);
    filledAt = clock.now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
