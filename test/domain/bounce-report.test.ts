import { expect, test } from "vitest";
import { readReportMail, readReports } from "#app/domain/bounce-report.ts";

const ada = "ada@example.org";
const bounced = [{ address: ada, what: "bounced" }];
const complained = [{ address: ada, what: "complained" }];

// As the providers' documentation shows them; none was received from a real one.
test.each([
  ["plain", { type: "bounce", address: ada }, bounced],
  ["plain, for a while", { type: "bounce", address: ada, permanent: false }, []],
  ["plain complaint", { type: "complaint", address: ada }, complained],
  ["Postmark", { RecordType: "Bounce", Type: "HardBounce", Email: ada }, bounced],
  ["Postmark, soft", { RecordType: "Bounce", Type: "SoftBounce", Email: ada }, []],
  ["Postmark complaint", { RecordType: "SpamComplaint", Email: ada }, complained],
  ["SendGrid", [{ event: "bounce", type: "bounce", email: ada }], bounced],
  ["SendGrid, blocked", [{ event: "bounce", type: "blocked", email: ada }], []],
  ["SendGrid complaint", [{ event: "spamreport", email: ada }], complained],
  ["Mailgun", { "event-data": { event: "failed", severity: "permanent", recipient: ada } }, bounced],
  ["Mailgun, soft", { "event-data": { event: "failed", severity: "temporary", recipient: ada } }, []],
  ["SES", { bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: ada }] } }, bounced],
  ["SES, soft", { bounce: { bounceType: "Transient", bouncedRecipients: [{ emailAddress: ada }] } }, []],
  [
    "SES by SNS",
    {
      TopicArn: "arn",
      Message: JSON.stringify({ complaint: { complainedRecipients: [{ emailAddress: ada }] } }),
    },
    complained,
  ],
  ["Resend", { type: "email.bounced", data: { to: [ada] } }, bounced],
  ["Resend complaint", { type: "email.complained", data: { to: [ada] } }, complained],
  ["a delivery", { RecordType: "Delivery", Email: ada }, []],
  ["nonsense", "bounce", []],
  ["nothing", null, []],
])("a report: %s", (_, body, reported) => expect(readReports(body)).toEqual(reported));

test("a report mail of RFC 3464 names who failed for good", () => {
  const mail = (status: string) =>
    `Content-Type: multipart/report\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822;${ada}\r\nAction: failed\r\nStatus: ${status}\r\n\r\nbye`;
  expect(readReportMail(mail("5.1.1"))).toEqual(bounced);
  expect(readReportMail(mail("5.2.2"))).toEqual([]);
  expect(readReportMail(mail("4.4.1"))).toEqual([]);
});

test("a complaint of RFC 5965 names who complained", () => {
  const mail = `Feedback-Type: abuse\nOriginal-Rcpt-To: <${ada}>\n\nReceived: x\n`;
  expect(readReportMail(mail)).toEqual(complained);
});
