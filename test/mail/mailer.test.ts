import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "#app/domain/notice.ts";
import { makeMailer, type Mail } from "#app/mail/mailer.server.ts";
import { mailServer, type MailServer } from "./mail-server.ts";

let server: MailServer;
beforeAll(async () => {
  server = await mailServer();
});
afterEach(() => {
  server.faults = Object.assign(server.faults, { recipient: undefined, text: undefined, sender: undefined });
  server.mails.length = 0;
});
afterAll(() => server.close());

const mail: Mail = {
  to: "ada@example.org",
  fromName: "Northern Trail Supply",
  replyTo: "hello@northern-trail.example",
  subject: "Trail pack is back",
  text: "Trail pack is in stock again.\n.\nA dot alone ends no mail.",
  html: "<p>Trail pack is in stock again.</p>",
  messageId: "<one@shipsby.test>",
  leaveUrl: "https://shipsby.test/alerts/leave?token=abc",
  date: new Date("2026-11-22T09:00:00Z"),
};

async function send(change: Partial<Mail> = {}): Promise<Outcome> {
  const talk = await makeMailer(server.url, "alerts@shipsby.test").open();
  try {
    return await talk.send({ ...mail, ...change });
  } finally {
    talk.close();
  }
}

describe("a mail", () => {
  test("arrives with both parts, from the app's address under the shop's name, answers going to the shop", async () => {
    expect(await send()).toEqual({ kind: "taken" });
    const [got] = server.mails;
    expect(got).toMatchObject({
      envelope: ["ada@example.org"],
      from: { name: "Northern Trail Supply", address: "alerts@shipsby.test" },
      replyTo: [{ address: "hello@northern-trail.example" }],
      subject: "Trail pack is back",
      messageId: "<one@shipsby.test>",
    });
    expect(got!.text).toContain("\n.\nA dot alone");
    expect(got!.html).toContain("<p>Trail pack");
  });

  test("can be left with one click: RFC 8058", async () => {
    await send();
    expect(server.mails[0]!.header("list-unsubscribe")).toEqual([
      "<https://shipsby.test/alerts/leave?token=abc>",
    ]);
    expect(server.mails[0]!.header("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
  });

  test("that asks for a confirmation names no list", async () => {
    await send({ leaveUrl: null });
    expect(server.mails[0]!.header("list-unsubscribe")).toEqual([]);
  });

  test("threat T7: no text of a shop or shopper adds a header or a recipient", async () => {
    const nasty = fc.constantFrom(
      "Pack\r\nBcc: eve@example.org",
      "Pack\nTo: eve@example.org",
      "Pack\u2028Bcc: eve@example.org",
      "=?utf-8?Q?Pack=0D=0ABcc:_eve@example.org?=",
      "\u0000Pack\r",
      'Pack" <eve@example.org>, "',
      "Pack, eve@example.org",
    );
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (subject, fromName) => {
        server.mails.length = 0;
        await send({ subject, fromName });
        const [got] = server.mails;
        expect(got!.envelope).toEqual(["ada@example.org"]);
        expect(got!.to?.map((to) => to.address)).toEqual(["ada@example.org"]);
        expect(got!.from?.address).toBe("alerts@shipsby.test");
        expect(got!.header("bcc")).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe("what is known of a mail that was not taken", () => {
  test("scenario K13: a server that is busy or refuses us has not got it: it is tried again", async () => {
    server.faults.sender = () => "451 4.3.0 Try again later";
    expect(await send()).toMatchObject({ kind: "not_taken" });
    server.faults.sender = () => "554 5.7.1 Your network is blocked";
    expect(await send()).toMatchObject({ kind: "not_taken" });
  });

  test("scenario K13: a 5xx after the text is a clear no as well", async () => {
    server.faults.text = () => "552 5.3.4 Too big for us today";
    expect(await send()).toMatchObject({ kind: "not_taken" });
  });

  test("a mailbox that does not exist is told from one that is full or guarded", async () => {
    server.faults.recipient = () => "550 5.1.1 No such user";
    expect(await send()).toMatchObject({ kind: "no_such_reader" });
    server.faults.recipient = () => "552 5.2.2 Mailbox full";
    expect(await send()).toMatchObject({ kind: "not_taken" });
    server.faults.recipient = () => "550 5.7.1 Listed as spam";
    expect(await send()).toMatchObject({ kind: "not_taken" });
    server.faults.recipient = () => "450 4.2.1 Greylisted";
    expect(await send()).toMatchObject({ kind: "not_taken" });
  });

  test("a line that breaks after the text leaves its fate unknown, taken or not", async () => {
    server.faults.text = () => "cut";
    expect(await send()).toMatchObject({ kind: "unknown" });
    server.faults.text = () => "take and cut";
    expect(await send()).toMatchObject({ kind: "unknown" });
  });

  test("the answer that is kept names no address", async () => {
    server.faults.recipient = (address) => `550 5.1.1 <${address}>: no mailbox for ${address}, really`;
    const outcome = await send();
    expect(JSON.stringify(outcome)).not.toContain("ada@");
    expect(outcome).toMatchObject({ problem: expect.stringContaining("(address)") });
  });

  test("a server that is not there is found out before anything is sent", async () => {
    await expect(makeMailer("smtp://127.0.0.1:1", "alerts@shipsby.test").open()).rejects.toThrow();
  });
});

test("several mails share a conversation, and a refusal does not end it", async () => {
  const talk = await makeMailer(server.url, "alerts@shipsby.test").open();
  server.faults.recipient = (address) => (address.startsWith("gone") ? "550 5.1.1 No such user" : null);
  const kinds = [];
  for (const to of ["ada@example.org", "gone@example.org", "bob@example.org"])
    kinds.push((await talk.send({ ...mail, to })).kind);
  talk.close();
  expect(kinds).toEqual(["taken", "no_such_reader", "taken"]);
  expect(server.mails.map((m) => m.envelope[0])).toEqual(["ada@example.org", "bob@example.org"]);
});
