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
  let wakeAt = Infinity;
  let waiting = 0; // counted tasks not begun
  let running = 0; // counted tasks not ended
  let stopped = false;
  const tasks = new Set<Task>();
  const idlers = new Set<() => void>();

  const now = () => Date.now() + offsetMs;
  const isIdle = () => running === 0 && waiting === 0;
  const settle = () => {
    if (!isIdle()) return;
    for (const resolve of idlers) resolve();
    idlers.clear();
  };

  function wake(due: number) {
    if (stopped || due >= wakeAt) return;
    clearTimeout(timer);
    wakeAt = due;
    timer = setTimeout(runDue, Math.min(Math.max(0, due - now()), 2 ** 31 - 1));
    timer.unref();
  }

  function remove(task: Task) {
    if (!tasks.delete(task)) return false;
    if (task.counted) waiting -= 1;
    return true;
  }

  function runDue() {
    wakeAt = Infinity;
    const due = [...tasks].filter((task) => task.due <= now()).sort((a, b) => a.due - b.due);
    for (const task of due) {
      if (!remove(task)) continue;
      if (task.counted) running += 1;
      void Promise.resolve()
        .then(task.run)
        .catch((error: unknown) => console.error("stand-in task failed:", error))
        .finally(() => {
          if (task.counted) running -= 1;
          settle();
        });
    }
    let next = Infinity;
    for (const task of tasks) next = Math.min(next, task.due);
    if (next < Infinity) wake(next);
  }

  return {
    clock: {
      now: () => new Date(now()),
      offsetMs: () => offsetMs,
      advance(ms) {
        if (!(ms >= 0)) throw new RangeError("The clock never goes backwards.");
        offsetMs += ms;
        wakeAt = Infinity;
        wake(now());
      },
    },
    tasks: {
      after(ms, run, { counted = true } = {}) {
        const task: Task = { due: now() + ms, run, counted };
        if (stopped) return () => undefined;
        tasks.add(task);
        if (counted) waiting += 1;
        wake(task.due);
        return () => {
          remove(task);
          settle();
        };
      },
      idle: () => new Promise((resolve) => (isIdle() ? resolve() : idlers.add(resolve))),
      stop() {
        stopped = true;
        clearTimeout(timer);
        tasks.clear();
        waiting = 0;
        settle();
      },
    },
  };
}
