import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Address } from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Mail } from "./inbox.ts";

/** A mail server that takes every message, without a password, and hands it over as read. */
export async function receiveMail(arrived: (mail: Omit<Mail, "id">) => void, port = 0) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 200,
    onData(stream, session, answer) {
      const { rcptTo } = session.envelope;
      buffer(stream)
        .then((raw) =>
          readMail(
            raw,
            rcptTo.map(({ address }) => address),
          ),
        )
        .then(
          (mail) => {
            arrived(mail);
            answer();
          },
          (error: Error) => answer(error),
        );
    },
  });
  // A client that hangs up in the middle is its own business.
  server.on("error", () => {});
  const listening = server.listen(port, "127.0.0.1");
  await once(listening, "listening");
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function readMail(raw: Uint8Array, to: string[]): Promise<Omit<Mail, "id">> {
  const mail = await PostalMime.parse(raw);
  return {
    to,
    from: mail.from ? written(mail.from) : "",
    subject: mail.subject ?? "",
    date: mail.date ?? null,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key.toLowerCase(), value])),
    text: mail.text ?? "",
    html: mail.html ?? "",
    messageId: mail.messageId ?? null,
  };
}

function written({ name, address }: Address): string {
  return name ? `${name} <${address ?? ""}>` : (address ?? "");
}
