import type { Environment } from '../../config.ts';
import { createDeliver } from '../../slack/deliver.ts';
import { playNight } from './play.ts';
import { SCENES, type Scene, sceneAt } from './scenes.ts';

/** The recorded night for the page: all of it in fast motion, or a scene of it by itself. */
export interface Night {
  /** Sends the messages of these scenes. @throws what the function throws */
  readonly sendScenes: (scenes?: readonly Scene[]) => Promise<void>;
  /**
   * Plays all of it, message after message, and gives how many there were. Undefined where it is being played already.
   * @throws what the function throws
   */
  readonly play: () => Promise<number | undefined>;
  /** Ends what is played. */
  readonly stop: () => void;
}

export interface NightOptions {
  /** The page's webhook, and the function's settings for it. */
  readonly webhookUrl: () => string;
  readonly settings: () => Environment;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds; what lies between two messages. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** So many milliseconds of the night pass in one. */
const TIMES_FASTER = 600;
const SHORTEST_PAUSE = 600;
const LONGEST_PAUSE = 2_500;
const WHOLE_NIGHT = 'the night';

export function createNight({ webhookUrl, settings, now, pause = sleep }: NightOptions): Night {
  let playing: AbortController | undefined;

  async function run(
    whose: (at: number) => string | undefined,
    between?: (at: number) => Promise<void>,
  ): Promise<number> {
    const midnight = midnightOf(now());
    const signal = playing?.signal;
    let count = 0;
    await playNight({
      midnight,
      settings: { ...settings(), CHART: 'on' },
      ...(between && signal ? { signal } : {}),
      async deliver(forms, timeLeft, at) {
        const from = whose(at - midnight);
        if (from === undefined) return;
        await between?.(at);
        if (between && signal?.aborted) return;
        const url = `${webhookUrl()}?${new URLSearchParams({ from, at: String(at) })}`;
        await createDeliver({ webhookUrl: url, log: () => {} })(forms, timeLeft);
        count += 1;
      },
    });
    return count;
  }

  return {
    sendScenes: async (scenes = SCENES) => void (await run((time) => sceneAt(scenes, time)?.name)),
    async play() {
      if (playing !== undefined) return undefined;
      playing = new AbortController();
      let last: number | undefined;
      try {
        return await run(
          () => WHOLE_NIGHT,
          async (at) => {
            const passed = last === undefined ? 0 : (at - last) / TIMES_FASTER;
            last = at;
            await pause(Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, passed)));
          },
        );
      } finally {
        playing = undefined;
      }
    },
    stop: () => playing?.abort(),
  };
}

/** Of the day of the machine's own clock: the page shows the times of the night as they were recorded. */
function midnightOf(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
