import { useFetchers, useNavigation, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";

const againAfterMs = 400;
const mostTries = 50;

/**
 * Reads the page again, but not while a form is under way: the router drops where an answer leads when the page was
 * asked for again meanwhile, and what was saved would look as if it were not.
 */
export function useReread(): () => void {
  const { revalidate } = useRevalidator();
  const moving = useNavigation().state !== "idle";
  const sending = useFetchers().some((f) => f.state !== "idle");
  const busy = useRef(false);
  useEffect(() => {
    busy.current = moving || sending;
    return () => {
      busy.current = false;
    };
  }, [moving, sending]);
  return useCallback(() => {
    let tries = 0;
    const read = () => {
      if (!busy.current) revalidate();
      else if (++tries < mostTries) setTimeout(read, againAfterMs);
    };
    read();
  }, [revalidate]);
}
