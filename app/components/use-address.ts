import { useSearchParams } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";

/** Filters live in the address. A change starts the list at its first page again. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | string[] | null>) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const name of ["after", "before", "id_token"]) next.delete(name);
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const one of Array.isArray(value) ? value : value ? [value] : []) next.append(name, one);
          }
          return next;
        },
        { preventScrollReset: true },
      );
    },
    [setParams],
  );
  return { params, change };
}

/** A typed text that reaches the address when the typing pauses. */
export function useTyped(
  inAddress: string,
  arrive: (text: string) => void,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef(arrive);
  latest.current = arrive;
  const sent = useRef(inAddress);
  useEffect(() => {
    // Our own arrival must not take away what was typed meanwhile.
    if (inAddress !== sent.current) setTyped(inAddress);
    sent.current = inAddress;
  }, [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = useCallback((text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = text.trim();
      latest.current(sent.current);
    }, 300);
  }, []);
  return [typed, type];
}
