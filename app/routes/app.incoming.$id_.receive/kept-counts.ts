import { useEffect, useState } from "react";
import type { Count } from "./count-line.tsx";

type Kept = { of: string; counts: Count[] };

/**
 * What was counted stays on this device: a phone in a warehouse loses its connection. It comes back only for the same
 * lines with the same units to come: not once it was taken, but again when that was undone to correct it.
 */
export function useKeptCounts(deliveryId: string, lines: { itemId: string; units: number }[], none: Count) {
  const of = lines.map((l) => `${l.itemId}:${l.units}`).join(" ");
  const [counts, setCounts] = useState<Count[]>(lines.map(() => none));
  const [restored, setRestored] = useState(false);
  const key = `count ${deliveryId}`;
  useEffect(() => {
    const kept = read(key);
    if (kept?.of !== of || kept.counts.length !== lines.length) return;
    setCounts(kept.counts);
    setRestored(true);
    // Once, when the page has come to life: the server knows nothing of this device.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const count = (next: Count[]) => {
    setCounts(next);
    write(key, { of, counts: next });
  };
  const startOver = () => {
    setCounts(lines.map(() => none));
    setRestored(false);
    write(key, null);
  };
  return { counts, count, restored, startOver };
}

/** A browser may refuse storage inside another site's frame; then nothing is kept. */
function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function write(key: string, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // Not kept.
  }
}
