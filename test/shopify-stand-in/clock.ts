/** The stand-in's own time: real time plus an offset that only ever grows. */
export type Clock = { now(): Date; offsetMs(): number; advance(ms: number): void };

type Task = { due: number; run: () => void | Promise<void>; counted: boolean };

/** Work that is due at a moment of the stand-in's clock; advancing the clock runs what has become due. */
export type Tasks = {
  /** `counted` work is waited for by `idle()`; a far-away thing such as a redaction two days later is not. */
  after(ms: number, run: () => void | Promise<void>, options?: { counted?: boolean }): () => void;
  idle(): Promise<void>;
  stop(): void;
};

export function createClock(offset = 0): { clock: Clock; tasks: Tasks } {
  let offsetMs = offset;
  let timer: NodeJS.Timeout | undefined;
  let running = 0;
  let stopped = false;
  const tasks = new Set<Task>();
  const idlers = new Set<() => void>();

  const now = () => Date.now() + offsetMs;
  const isIdle = () => running === 0 && ![...tasks].some((task) => task.counted);
  const settle = () => {
    if (!isIdle()) return;
    for (const resolve of idlers) resolve();
    idlers.clear();
  };

  function schedule() {
    clearTimeout(timer);
    if (stopped || tasks.size === 0) return;
    const next = Math.min(...[...tasks].map((task) => task.due));
    const wait = Math.min(Math.max(0, next - now()), 2 ** 31 - 1);
    timer = setTimeout(runDue, wait);
    timer.unref();
  }

  function runDue() {
    const due = [...tasks].filter((task) => task.due <= now()).sort((a, b) => a.due - b.due);
    for (const task of due) {
      if (!tasks.delete(task)) continue;
      if (task.counted) running += 1;
      void Promise.resolve()
        .then(task.run)
        .catch((error: unknown) => console.error("stand-in task failed:", error))
        .finally(() => {
          if (task.counted) running -= 1;
          settle();
        });
    }
    schedule();
  }

  return {
    clock: {
      now: () => new Date(now()),
      offsetMs: () => offsetMs,
      advance(ms) {
        if (!(ms >= 0)) throw new RangeError("The clock never goes backwards.");
        offsetMs += ms;
        schedule();
      },
    },
    tasks: {
      after(ms, run, { counted = true } = {}) {
        const task: Task = { due: now() + ms, run, counted };
        if (stopped) return () => undefined;
        tasks.add(task);
        schedule();
        return () => {
          tasks.delete(task);
          schedule();
          settle();
        };
      },
      idle: () => new Promise((resolve) => (isIdle() ? resolve() : idlers.add(resolve))),
      stop() {
        stopped = true;
        clearTimeout(timer);
        tasks.clear();
        settle();
      },
    },
  };
}
