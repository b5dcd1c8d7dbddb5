import { useRevalidator } from "@remix-run/react";
import { useCallback } from "react";

const againAfterMs = 400;
const mostTries = 50;

/**
 * Reads the page again, but not while a form is under way: the router drops where an answer leads when the page was
 * asked for again meanwhile, and what was saved would look as if it were not.
 */
export function useReread(): () => void {
  const { revalidate } = useRevalidator();
  return useCallback(() => {
    let tries = 0;
    const read = () => {
      if (!isUnderWay()) revalidate();
      else if (++tries < mostTries) setTimeout(read, againAfterMs);
    };
    read();
  }, [revalidate]);
}

/** Of the router itself: hooks say it a render later, and nothing at all to a timer whose button is gone. */
function isUnderWay(): boolean {
  const { navigation, fetchers } = window.__remixRouter.state;
  return navigation.state !== "idle" || [...fetchers.values()].some((f) => f.state !== "idle");
}
