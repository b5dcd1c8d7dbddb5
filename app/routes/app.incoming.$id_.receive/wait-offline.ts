import { useEffect, useState, type FormEvent } from "react";

/** Without a connection nothing is sent, and that is said until there is one again. */
export function useWaitOffline() {
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    const there = () => setWaiting(false);
    window.addEventListener("online", there);
    return () => window.removeEventListener("online", there);
  }, []);
  const onSubmit = (event: FormEvent) => {
    if (navigator.onLine) return;
    event.preventDefault();
    setWaiting(true);
  };
  return { waiting, onSubmit };
}
