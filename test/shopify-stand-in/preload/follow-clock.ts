const POLL_MS = 250;

/** Moves this process's `Date` along with the stand-in's clock. Timers keep running in real time. */
export async function followClock(realFetch: typeof fetch, standInUrl: string): Promise<{ stop(): void }> {
  const url = new URL("/clock", standInUrl);
  let offset = await readOffset(realFetch, url);
  const restore = shiftDate(() => offset);

  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const poll = async () => {
    try {
      offset = await readOffset(realFetch, url);
    } catch {
      // The stand-in may be stopping. The last offset stays.
    }
    if (!stopped) timer = setTimeout(() => void poll(), POLL_MS).unref();
  };
  timer = setTimeout(() => void poll(), POLL_MS).unref();

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      restore();
    },
  };
}

async function readOffset(realFetch: typeof fetch, url: URL): Promise<number> {
  const response = await realFetch(url);
  if (!response.ok) throw new Error(`The stand-in's clock answered ${response.status}.`);
  const clock = (await response.json()) as { offsetMs?: unknown };
  if (typeof clock.offsetMs !== "number") throw new Error("The stand-in's clock gave no offset.");
  return clock.offsetMs;
}

/** Replaces the global `Date` by one that is `offset()` milliseconds ahead. Returns how to put it back. */
export function shiftDate(offset: () => number): () => void {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  const now = () => realNow() + offset();
  const Shifted: DateConstructor = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [now()] : args,
        newTarget === Shifted ? target : newTarget,
      ) as Date,
  });
  RealDate.now = now;
  // Some libraries recognise a date by `value.constructor === Date`.
  RealDate.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
  return () => {
    RealDate.now = realNow;
    RealDate.prototype.constructor = RealDate;
    globalThis.Date = RealDate;
  };
}
