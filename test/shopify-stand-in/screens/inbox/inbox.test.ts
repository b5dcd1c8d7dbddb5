import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startInbox, type Mail } from "./inbox.ts";

let inbox: Awaited<ReturnType<typeof startInbox>>;

beforeEach(async () => {
  inbox = await startInbox();
});
afterEach(async () => {
  await inbox.stop();
});

/** Speaks SMTP line by line, as any mailer does. */
async function send(to: string, message: string[]): Promise<void> {
  const { hostname, port } = new URL(inbox.smtpUrl);
  const socket = connect(Number(port), hostname);
  const say = async (line: string) => {
    socket.write(`${line}\r\n`);
    await reply(socket);
  };
  await reply(socket);
  await say("EHLO shop.example");
  await say("MAIL FROM:<shop@northern-trail.example>");
  await say(`RCPT TO:<${to}>`);
  await say("DATA");
  await say([...message, "."].join("\r\n"));
  await say("QUIT");
}

function reply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) =>
    socket.once("data", (data) => {
      const line = String(data);
      if (line.startsWith("4") || line.startsWith("5")) reject(new Error(line));
      else resolve(line);
    }),
  );
}

const delayed = [
  "From: Northern Trail Supply <shop@northern-trail.example>",
  "To: ada@example.com",
  "Subject: =?utf-8?Q?Order_1042=3A_new_ship_date_8=2E_M=C3=A4rz?=",
  "Message-ID: <a1@northern-trail.example>",
  "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
  "Date: Wed, 12 Nov 2026 10:00:00 +0000",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="x"',
  "",
  "--x",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "The trail pack ships by 8 March.",
  "--x",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<p>The <b>trail pack</b> ships by 8 March.</p><script>alert(1)</script>",
  "--x--",
];

const list = async () => (await (await fetch(`${inbox.url}/messages`)).json()) as Mail[];

test("a mail the app sends is listed with its parts, headers and recipients", async () => {
  await send("ada@example.com", delayed);
  expect(await list()).toEqual([
    {
      id: 1,
      to: ["ada@example.com"],
      from: "Northern Trail Supply <shop@northern-trail.example>",
      subject: "Order 1042: new ship date 8. März",
      date: "2026-11-12T10:00:00.000Z",
      headers: expect.objectContaining({ "list-unsubscribe-post": "List-Unsubscribe=One-Click" }) as unknown,
      text: expect.stringContaining("The trail pack ships by 8 March.") as unknown,
      html: expect.stringContaining("<b>trail pack</b>") as unknown,
      messageId: "<a1@northern-trail.example>",
    },
  ]);
  expect(inbox.messages()).toEqual(await list());
});

test("the newest mail comes first, and the inbox can be emptied", async () => {
  await send("ada@example.com", ["Subject: first", "", "1"]);
  await send("bob@example.com", ["Subject: second", "", "2"]);
  expect((await list()).map(({ subject }) => subject)).toEqual(["second", "first"]);
  await fetch(`${inbox.url}/messages`, { method: "DELETE" });
  expect(await list()).toEqual([]);
});

test("the page says so when there is no mail, and shows a mail's text as text", async () => {
  const page = async (path = "/") => (await fetch(inbox.url + path)).text();
  expect(await page()).toContain("No mail yet.");
  await send("ada@example.com", ["Subject: <b>bold</b>", "", "2 < 3"]);
  expect(await page()).toContain("&#60;b&#62;bold");
  expect(await page("/?mail=1&show=text")).toContain("2 &#60; 3");
});

test("a mail's own scripts cannot run", async () => {
  await send("ada@example.com", delayed);
  const { headers } = await fetch(`${inbox.url}/messages/1/html`);
  expect(headers.get("content-security-policy")).toMatch(
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
  );
});
