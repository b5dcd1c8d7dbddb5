import { useEffect } from "react";
import { useReread } from "./use-reread.ts";

/** The book is counted anew beside the request: what it says is there a moment later, seldom some seconds. */
const recountedAfter = [600, 2000, 6000];

/**
 * Toasts report success only; an error stands at its field until it is fixed. Then the page is read again until
 * the count is surely done. `then` may close the form, so nothing is taken back when it goes.
 */
export function useSaid(answer: { said?: string } | undefined, then?: () => void) {
  const reread = useReread();
  useEffect(() => {
    if (!answer?.said) return;
    window.shopify?.toast.show(answer.said);
    for (const pause of recountedAfter) setTimeout(reread, pause);
    then?.();
    // Once an answer, whatever else is rendered anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);
}
