import { useSyncExternalStore } from "react";

/**
 * What the app's server leaves without an answer: a proxy speaks for it during a restart, or the connection is gone.
 * `sent`: something that a person sent. `asked`: only pages, which are asked for again until they come.
 * `fault`: something sent that the server failed at, with the number that stands in its log.
 */
export type Silence = { about: "sent" } | { about: "asked" } | { about: "fault"; reference: string };

/** An action that failed names its fault in this header: see admin-page.server.ts. */
const faultHeader = "X-Shipsby-Fault";

/** What a person does is done once under this id, also when it is sent again: see admin-page.server.ts. */
const actionHeader = "X-Shipsby-Action";
/** What was sent and not answered, with its id. */
const unanswered = new Map<string, string>();

let lost: Silence | null = null;
let asking = 0;
let shown: Silence | null = null;
const readers = new Set<() => void>();

/** What there is to say of it now. */
export function useSilence(): Silence | null {
  return useSyncExternalStore(
    (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    () => shown,
    () => null,
  );
}

/** Whoever goes to another page leaves what was not sent. */
export function forgetLost(): void {
  unanswered.clear();
  say({ lost: null });
}

/**
 * The browser's fetch for a router that knows two kinds of answers: what the app says, and everything else, for which
 * it takes the page away together with all that was typed in it. So a question is asked again until the app itself
 * answers, and of what was sent the form hears nothing (`null`) and stays as it is. Sent again as it was, it has the
 * id that it had.
 */
export function askingAgain(send: typeof fetch, pause: Pause = aWhile): typeof fetch {
  return async (input, init) => {
    // The router asks with such objects, and nobody else does.
    if (!(input instanceof URL) || !/(\.data|^\/__manifest)$/.test(input.pathname)) return send(input, init);
    const signal = init?.signal ?? null;
    return (init?.method ?? "GET") === "GET"
      ? untilAnswered(() => send(input, init), signal, pause)
      : onceSent(send, input, init!);
  };
}

type Pause = (tries: number, signal: AbortSignal | null) => Promise<void>;

async function untilAnswered(ask: () => Promise<Response>, signal: AbortSignal | null, pause: Pause) {
  for (let tries = 0; ; tries++) {
    const answer = await orNull(ask, signal);
    if (answer && (answer.status < 500 || isOurs(answer))) return answer;
    // Once is nothing to speak of.
    if (tries > 0) say({ asking: asking + 1 });
    try {
      await pause(tries, signal);
    } finally {
      if (tries > 0) say({ asking: asking - 1 });
    }
  }
}

async function onceSent(send: typeof fetch, to: URL, init: RequestInit): Promise<Response> {
  const { body, signal = null } = init;
  const what = body instanceof URLSearchParams ? `${to.pathname} ${body.toString()}` : null;
  const id = (what !== null && unanswered.get(what)) || crypto.randomUUID();
  const headers = new Headers(init.headers);
  headers.set(actionHeader, id);
  const answer = await orNull(() => send(to, { ...init, headers }), signal);
  const reference = answer?.headers.get(faultHeader);
  if (answer && isOurs(answer) && !reference) {
    if (what !== null) unanswered.delete(what);
    say({ lost: null });
    return answer;
  }
  if (what !== null) unanswered.set(what, id);
  say({ lost: reference ? { about: "fault", reference } : { about: "sent" } });
  return new Response(nothing, { status: 503, headers: { "Content-Type": "text/x-script" } });
}

/** `{ data: null }`, as the router reads it. */
const nothing = '[{"_1":-5},"data"]\n';

const isOurs = (answer: Response) => answer.headers.has("X-Remix-Response");

/** Null: the connection broke. Whoever does not want the answer any more hears that it was left. */
async function orNull(ask: () => Promise<Response>, signal: AbortSignal | null): Promise<Response | null> {
  try {
    return await ask();
  } catch (broken) {
    if (signal?.aborted) throw broken;
    return null;
  }
}

/** Longer and longer, up to five seconds, unless the connection is back before. */
function aWhile(tries: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (then: () => void) => {
      clearTimeout(timer);
      window.removeEventListener("online", back);
      signal?.removeEventListener("abort", left);
      then();
    };
    const back = () => end(resolve);
    const left = () => end(() => reject(signal?.reason as Error));
    const timer = setTimeout(back, Math.min(5000, 300 * 2 ** tries));
    window.addEventListener("online", back);
    signal?.addEventListener("abort", left);
  });
}

function say(now: { lost?: Silence | null; asking?: number }): void {
  if (now.lost !== undefined) lost = now.lost;
  if (now.asking !== undefined) asking = now.asking;
  // While another page is on its way, what was typed in the last one is not to be seen.
  const next = asking > 0 ? asked : lost;
  if (next === shown) return;
  shown = next;
  for (const read of readers) read();
}

const asked: Silence = { about: "asked" };
