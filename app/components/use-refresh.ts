import { useEffect } from "react";
import { useReread } from "./use-reread.ts";

/** Reads the page again every few seconds while something is under way. */
export function useRefresh(underWay: boolean, seconds = 3) {
  const reread = useReread();
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(reread, seconds * 1000);
    return () => clearInterval(timer);
  }, [underWay, seconds, reread]);
}
