import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = Email & { envelope: string[]; raw: string; header(name: string): string[] };

export type MailServer = {
  url: string;
  mails: ReceivedMail[];
  /** What goes wrong; each may answer with a refusal, or cut the line. */
  faults: {
    recipient?: (address: string) => string | null;
    text?: (mail: ReceivedMail) => string | "cut" | "take and cut" | null;
    sender?: () => string | null;
  };
  close(): Promise<void>;
};

/** A mail server that says no, or nothing, when told to. */
export async function mailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const faults: MailServer["faults"] = {};
  const sockets = new Set<Socket>();
  const refusal = (said: string) =>
    Object.assign(new Error(said.slice(4)), { responseCode: Number(said.slice(0, 3)) });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom(_address, _session, answer) {
      const said = faults.sender?.();
      answer(said ? refusal(said) : null);
    },
    onRcptTo({ address }, _session, answer) {
      const said = faults.recipient?.(address);
      answer(said ? refusal(said) : null);
    },
    onData(stream, session, answer) {
      buffer(stream).then(
        async (raw) => {
          const mail = await PostalMime.parse(raw);
          const received = {
            ...mail,
            raw: raw.toString("utf8"),
            envelope: session.envelope.rcptTo.map((to) => to.address),
            header: (name: string) =>
              mail.headers.filter((h) => h.key.toLowerCase() === name.toLowerCase()).map((h) => h.value),
          };
          const said = faults.text?.(received) ?? null;
          if (said === null || said === "take and cut") mails.push(received);
          if (said === "cut" || said === "take and cut") for (const socket of sockets) socket.destroy();
          else answer(said ? refusal(said) : null);
          // Whoever hangs up in the middle has been told what they need to know.
        },
        () => {},
      );
    },
  });
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await once(listening, "listening");
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    mails,
    faults,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
