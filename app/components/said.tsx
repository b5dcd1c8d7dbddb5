import { useEffect } from "react";

/** Toasts report success only; an error stands at its field until it is fixed. */
export function useSaid(answer: { said?: string } | undefined) {
  useEffect(() => {
    if (answer?.said) window.shopify?.toast.show(answer.said);
  }, [answer]);
}
