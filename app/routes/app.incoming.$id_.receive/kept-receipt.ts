import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { forgetLost, useSilence } from "#app/components/silence.ts";

export type ReceiptAnswer = { received: true; errors?: never } | Extract<FormAnswer, { errors: object }>;

/** A receipt on this device. Its fields have the one-time key that makes it one receipt, however often it is sent. */
type Kept = {
  fields: Record<string, string>;
  /** What was counted, in words. */
  counted: string[];
  /** It was sent, so that the server may have it already: it can't be changed any more, only sent again. */
  tried: boolean;
  /** Why it was not taken. */
  problems: string[] | null;
};

const againAfterMs = 5000;

/**
 * Sends what was counted, at once or when there is a connection again: also when the page was closed meanwhile and is
 * opened anew. Until the server has answered it stays on this device.
 */
export function useKeptReceipt(deliveryId: string, done: () => void) {
  const { submit, state, data } = useFetcher<ReceiptAnswer | null>();
  const silence = useSilence();
  const [kept, setKept] = useState<Kept | null>(null);
  const [later, setLater] = useState(false);
  const [reopened, setReopened] = useState(false);
  const [pause, setPause] = useState(0);
  const [sentAt, setSentAt] = useState<string | null>(null);
  const key = `receipt ${deliveryId}`;
  const keep = useCallback(
    (one: Kept | null) => {
      setKept(one);
      write(key, one);
    },
    [key],
  );
  useEffect(() => {
    const found = read(key);
    setKept(found);
    setLater(found !== null);
    setReopened(found !== null);
  }, [key]);

  // It goes off as soon as it can, and again while nobody answers.
  useEffect(() => {
    if (!kept || kept.problems || state !== "idle") return;
    const send = () => {
      if (!navigator.onLine) return setLater(true);
      keep({ ...kept, tried: true });
      setPause(againAfterMs);
      submit(kept.fields, { method: "post", action: `/app/incoming/${deliveryId}/receive` });
    };
    const timer = setTimeout(send, pause);
    window.addEventListener("online", send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", send);
    };
  }, [kept, state, pause, keep, submit, deliveryId]);

  useEffect(() => {
    if (!kept || kept.problems || state === "submitting" || data === undefined) return;
    if (data === null) {
      if (state !== "idle") return;
      setLater(true);
      // What the server fails at it would fail at again; what it did not hear is sent again from here.
      if (silence?.about === "fault") keep(null);
      else forgetLost();
    } else if (data.errors) {
      keep(reopened || data.errors["form"] ? { ...kept, problems: Object.values(data.errors) } : null);
    } else {
      keep(null);
      if (later) setSentAt(new Date().toISOString());
      else done();
    }
    // Once an answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, state]);

  const take = (fields: Kept["fields"], counted: string[]) => {
    setLater(!navigator.onLine);
    setReopened(false);
    setPause(0);
    keep({ fields, counted, tried: false, problems: null });
  };
  const waiting = kept !== null && kept.problems === null;
  const errors = data?.errors && !reopened ? data.errors : {};
  return { take, kept, waiting, later, reopened, sentAt, errors, forget: () => keep(null) };
}

/** A browser may refuse storage inside another site's frame: then it is kept as long as the page is open. */
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
    // Only as long as the page is open.
  }
}
