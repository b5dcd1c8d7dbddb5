import { timingSafeEqual } from "node:crypto";

/** Whether an Authorization header, basic or bearer, holds the password. Without one nobody may report. */
export function knowsPassword(header: string | null, password: string | undefined): boolean {
  const [scheme = "", value = ""] = (header ?? "").split(" ");
  const given = /^basic$/i.test(scheme)
    ? Buffer.from(value, "base64").toString().split(":").slice(1).join(":")
    : /^bearer$/i.test(scheme)
      ? value
      : "";
  const [a, b] = [Buffer.from(given), Buffer.from(password ?? "")];
  return b.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
