import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { Readable } from "node:stream";
import { withoutAddresses, saysNoSuchReader, type ServerSaid } from "../domain/delivery-report.ts";
import type { Outcome } from "../domain/notice.ts";

export type Mail = {
  to: string;
  fromName: string;
  /** Where an answer goes; null: nowhere but to the sender. */
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  /** The same for every attempt, so that a provider that compares them takes one. */
  messageId: string;
  /** RFC 8058: one POST to it ends the mails, without a login. Null for a confirmation. */
  leaveUrl: string | null;
  date: Date;
};

/** A conversation with the mail server in which several mails can be handed over. */
export type Conversation = {
  send(mail: Mail): Promise<Outcome>;
  /** False once the line broke: the next mail needs another conversation. */
  usable(): boolean;
  close(): void;
};

export type Mailer = {
  /** False: the app has no mail server, and nothing is sent. */
  ready: boolean;
  /** The domain after the @ of message ids. */
  domain: string;
  /** Rejects when the mail server cannot be reached: nothing was sent then. */
  open(): Promise<Conversation>;
};

const quietMs = 30_000;

/** SMTP, for any provider: `smtps://user:password@host:465`, or `smtp://` with STARTTLS where it is offered. */
export function makeMailer(smtpUrl: string | undefined, from: string | undefined): Mailer {
  const domain = from?.split("@")[1] ?? "localhost";
  if (!smtpUrl || !from) {
    return { ready: false, domain, open: () => Promise.reject(new Error("There is no mail server.")) };
  }
  const url = new URL(smtpUrl);
  const options = {
    host: url.hostname,
    port: Number(url.port) || (url.protocol === "smtps:" ? 465 : 587),
    secure: url.protocol === "smtps:",
    connectionTimeout: quietMs,
    greetingTimeout: quietMs,
    socketTimeout: quietMs * 2,
  };
  const login = url.username && {
    user: decodeURIComponent(url.username),
    pass: decodeURIComponent(url.password),
  };
  return { ready: true, domain, open: () => openConversation(options, login || null, from) };
}

async function openConversation(
  options: SMTPConnection.Options,
  login: { user: string; pass: string } | null,
  from: string,
): Promise<Conversation> {
  const connection = new SMTPConnection(options);
  // What goes wrong is told to whoever waits; without a listener it would end the process.
  connection.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    connection.once("error", reject);
    connection.connect((error?: Error | null) => (error ? reject(error) : resolve()));
  });
  if (login) {
    await new Promise<void>((resolve, reject) =>
      connection.login({ credentials: login }, (error?: Error | null) => (error ? reject(error) : resolve())),
    );
  }
  let broken = false;
  connection.on("error", () => (broken = true));
  connection.on("end", () => (broken = true));
  return {
    send: (mail) => handOver(connection, mail, from),
    usable: () => !broken,
    close: () => (broken ? connection.close() : connection.quit()),
  };
}

/**
 * Hands one mail over and says what is known of it. The text begins to go out when nodemailer pipes the message, which
 * it does after the server's 354 and not before: an error until then surely means "not taken".
 */
async function handOver(connection: SMTPConnection, mail: Mail, from: string): Promise<Outcome> {
  const raw = await compose(mail, from);
  let step: ServerSaid["step"] = "envelope";
  const message = Readable.from([raw]);
  const pipe = message.pipe.bind(message);
  message.pipe = ((...to: Parameters<typeof pipe>) => {
    step = "text";
    return pipe(...to);
  }) as typeof message.pipe;
  return new Promise((resolve) => {
    connection.send({ from, to: [mail.to] }, message, (error) => {
      if (!error) return resolve({ kind: "taken" });
      const outcome = judge(error, step);
      // After a "no" the server still holds the half of a mail; a broken line needs no more words.
      if (error.responseCode === undefined) resolve(outcome);
      else connection.reset(() => resolve(outcome));
    });
  });
}

function judge(error: SMTPConnection.SMTPError, step: ServerSaid["step"]): Outcome {
  const problem = withoutAddresses(error.response ?? error.message);
  if (error.responseCode !== undefined) {
    const toReader = error.command === "RCPT TO" && error.responseCode >= 500;
    return toReader && saysNoSuchReader(error.response ?? "")
      ? { kind: "no_such_reader", problem }
      : { kind: "not_taken", problem };
  }
  return step === "text" ? { kind: "unknown", problem } : { kind: "not_taken", problem };
}

/** The mail as bytes. Names and subjects are encoded by the composer: no text of a shop can add a header. */
function compose(mail: Mail, from: string): Promise<Buffer> {
  return new MailComposer({
    from: { name: oneLine(mail.fromName), address: from },
    to: { name: "", address: mail.to },
    ...(mail.replyTo && { replyTo: { name: oneLine(mail.fromName), address: mail.replyTo } }),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: mail.date,
    headers: {
      "Auto-Submitted": "auto-generated",
      ...(mail.leaveUrl && {
        "List-Unsubscribe": { prepared: true, foldLines: false, value: `<${mail.leaveUrl}>` },
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
