import express from "express";
import { listen } from "../listening.ts";
import { inboxPage } from "./inbox-page.ts";
import { receiveMail } from "./receive-mail.ts";

/** One mail as it arrived; one entry per message, whoever it was addressed to. */
export type Mail = {
  id: number;
  to: string[];
  from: string;
  subject: string;
  date: string | null;
  headers: Record<string, string>; // lower-case names
  text: string;
  html: string;
  messageId: string | null;
};

/** Starts a mail server that keeps everything it is sent, and a page to read it. Newest first. */
export async function startInbox({ port, smtpPort }: { port?: number; smtpPort?: number } = {}) {
  let mails: Mail[] = [];
  let lastId = 0;
  const smtp = await receiveMail((mail) => mails.unshift({ id: ++lastId, ...mail }), smtpPort);

  const pages = express();
  pages.disable("x-powered-by");
  pages.get("/messages", (_request, response) => response.json(mails));
  pages.delete("/messages", (_request, response) => {
    mails = [];
    response.status(204).end();
  });
  pages.post("/empty", (_request, response) => {
    mails = [];
    response.redirect(303, "/");
  });
  pages.get("/messages/:id/html", (request, response) => {
    const mail = mails.find(({ id }) => String(id) === request.params.id);
    // A mail is not to be trusted: no script, and nothing loaded from elsewhere.
    response
      .status(mail ? 200 : 404)
      .set(
        "content-security-policy",
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: cid:; style-src 'unsafe-inline'",
      )
      .type("html")
      .send(mail?.html ?? "");
  });
  pages.get("/favicon.ico", (_request, response) => response.status(204).end());
  pages.get("/", (request, response) => {
    response.send(inboxPage(mails, Number(request.query["mail"]), String(request.query["show"] ?? "")));
  });
  const screens = await listen(pages, port);

  return {
    url: screens.url,
    smtpUrl: smtp.url,
    messages: () => mails,
    async stop() {
      await Promise.all([screens.stop(), smtp.stop()]);
    },
  };
}
