/** What a mail server said, judged. Nothing of it may carry the address on: see `withoutAddresses`. */
export type ServerSaid = {
  /** How far the conversation had come. */
  step: "connect" | "envelope" | "text";
  /** The three digits of its answer; null when it fell silent. */
  code: number | null;
  answer: string;
};

/**
 * Whether the reader does not exist: a permanent "no" to the recipient that is about the mailbox, and not about us, our
 * reputation or a full disk. Only this ends a subscription.
 */
export function saysNoSuchReader(answer: string): boolean {
  const [code] = /\b[245]\d\d\b/.exec(answer) ?? [];
  const [, kind, detail] = /\b([245])\.(\d{1,3}\.\d{1,3})\b/.exec(answer) ?? [];
  if (kind) return kind === "5" && /^(1\.[1236]|1\.10|2\.1)$/.test(detail!);
  return code === "550" || code === "551" || code === "553";
}

/** An answer of a mail server as it may be kept: they like to repeat whom they were asked about. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;]+/g, "(address)")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);
}
