import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Reads the page again every few seconds while something is under way. */
export function useRefresh(underWay: boolean, seconds = 3) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(revalidate, seconds * 1000);
    return () => clearInterval(timer);
  }, [underWay, seconds, revalidate]);
}
