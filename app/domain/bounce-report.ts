/** Somebody who cannot, or does not want to, be written to. */
export type Reported = { address: string; what: "bounced" | "complained" };

/**
 * What a mail provider reports, in the words of several: Postmark, SendGrid, Mailgun, Amazon SES (bare or in an SNS
 * envelope), Resend, Brevo, or plainly `{"type": "bounce" | "complaint", "address": "…"}`. Passing troubles are no report.
 */
export function readReports(body: unknown): Reported[] {
  if (Array.isArray(body)) return body.flatMap(readReports);
  if (!isObject(body)) return [];
  if (typeof body["Message"] === "string" && "TopicArn" in body) return readReports(parsed(body["Message"]));
  if (isObject(body["event-data"])) return readReports(body["event-data"]);
  return [...amazon(body), ...others(body)];
}

type Body = Record<string, unknown>;

function amazon(body: Body): Reported[] {
  const { bounce, complaint } = body;
  const recipients = (list: unknown): string[] =>
    Array.isArray(list)
      ? list.flatMap((r) => (isObject(r) && typeof r["emailAddress"] === "string" ? [r["emailAddress"]] : []))
      : [];
  if (isObject(bounce) && bounce["bounceType"] === "Permanent")
    return recipients(bounce["bouncedRecipients"]).map((address) => ({ address, what: "bounced" }));
  if (isObject(complaint))
    return recipients(complaint["complainedRecipients"]).map((address) => ({ address, what: "complained" }));
  return [];
}

const complaints = /^(spam|spamcomplaint|spam_report|spamreport|complaint|complained|email\.complained)$/i;
const bounces = /^(bounce|hard_bounce|hardbounce|bounced|email\.bounced|failed)$/i;

function others(body: Body): Reported[] {
  const inner = isObject(body["data"]) ? body["data"] : {};
  const said = body["RecordType"] ?? body["event"] ?? body["type"];
  const to = body["address"] ?? body["Email"] ?? body["email"] ?? body["recipient"] ?? inner["to"];
  const address = Array.isArray(to) ? (to as unknown[])[0] : to;
  if (typeof said !== "string" || typeof address !== "string") return [];
  if (complaints.test(said)) return [{ address, what: "complained" }];
  return bounces.test(said) && !passes(body) ? [{ address, what: "bounced" }] : [];
}

/** A full mailbox, a busy server, a block: the address itself is good. */
function passes(body: Body): boolean {
  const { Type: postmark, severity, permanent } = body;
  // SendGrid calls a block "bounce" too, and says so in its type.
  if (body["event"] === "bounce" && body["type"] === "blocked") return true;
  if (typeof postmark === "string" && body["RecordType"] === "Bounce")
    return postmark !== "HardBounce" && postmark !== "BadEmailAddress";
  return severity === "temporary" || permanent === false;
}

/**
 * A report as mail servers send it (RFC 3464, RFC 5965), as it stands in a mailbox: who failed for good, or complained.
 */
export function readReportMail(raw: string): Reported[] {
  const text = raw.replace(/\r\n/g, "\n").replace(/\n[ \t]+/g, " ");
  const field = (block: string, name: string) =>
    new RegExp(`^${name}:\\s*(?:rfc822;)?\\s*<?([^\\s<>]+@[^\\s<>]+?)>?\\s*$`, "im").exec(block)?.[1];
  if (/^feedback-type:\s*(abuse|fraud)/im.test(text)) {
    const address = field(text, "original-rcpt-to") ?? field(text, "removal-recipient");
    return address ? [{ address, what: "complained" }] : [];
  }
  return text.split(/\n\n+/).flatMap((block) => {
    const failed =
      /^action:\s*failed/im.test(block) && /^status:\s*5\.(1\.[1236]|1\.10|2\.1)\s*$/im.test(block);
    const address = failed
      ? (field(block, "final-recipient") ?? field(block, "original-recipient"))
      : undefined;
    return address ? [{ address, what: "bounced" as const }] : [];
  });
}

function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
