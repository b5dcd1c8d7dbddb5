import type { ActionFunctionArgs } from "@remix-run/node";
import { mailReported } from "#app/flows/mail-reported.server.ts";
import { readBody } from "#app/shopper-page.server.tsx";

/**
 * Bounces and complaints: a provider's webhook (JSON), or report mails piped from a mailbox. Whoever reports knows
 * MAIL_REPORT_SECRET, as the password in `https://any:password@...` or as a bearer token.
 */
export async function action({ request, context: { world } }: ActionFunctionArgs) {
  const body = await readBody(request, 1_000_000);
  if (body === null) return new Response("Too large", { status: 413 });
  const { headers } = request;
  const ended = await mailReported(world, world.config.mailReportSecret, {
    authorization: headers.get("authorization"),
    form: /^(message\/rfc822|text\/plain)/.test(headers.get("content-type") ?? "") ? "mail" : "json",
    text: body.toString("utf8"),
  });
  return ended === null
    ? new Response("Unauthorized", { status: 401, headers: { "WWW-Authenticate": "Basic" } })
    : new Response(null, { status: 204 });
}
