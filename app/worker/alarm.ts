/** Rings once for a name at about the time that was asked for: alarms of one name within a moment are one. */
export function makeAlarm<Name>(ring: (name: Name) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    set(name: Name, inMs: number): void {
      // Never before the time: a moment late is a moment, early is until the next poll.
      const at = Math.ceil((Date.now() + inMs) / moment + 1) * moment;
      const key = `${String(name)} ${at}`;
      if (timers.has(key)) return;
      timers.set(
        key,
        setTimeout(() => {
          timers.delete(key);
          ring(name);
        }, at - Date.now()).unref(),
      );
    },
    clear(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

const moment = 25;
