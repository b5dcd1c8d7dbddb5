import type { ReactNode } from "react";
import { signedUp, type Answered } from "#app/flows/signed-up.server.ts";
import { variantPage } from "#app/database/variant-standing.server.ts";
import { clientIn } from "#app/domain/limits.ts";
import { languageOf } from "#app/domain/languages.ts";
import { readRoot } from "#app/domain/sign-up.ts";
import { formWords } from "#app/domain/sign-up-words.ts";
import { proxied, readForm, themePage } from "#app/shopper-page.server.tsx";

/** The notify-me form, through the shop's app proxy: JSON for its script, a page in the theme without one. */
export const action = proxied(async ({ world, shop, pathPrefix, request }) => {
  const form = (await readForm(request)) ?? {};
  const headers = request.headers;
  const answered = await signedUp(world, shop, form, {
    client: clientIn(headers.get("x-forwarded-for"), world.config.trustedProxies),
    acceptLanguage: headers.get("accept-language"),
  });
  if (headers.get("accept")?.includes("application/json")) {
    const { state, message } = answered;
    return Response.json({ state, message }, { headers: { "Cache-Control": "no-store" } });
  }
  const product = await variantPage(world.db, shop, form["variant"] ?? "", readRoot(form["root"]));
  return themePage(answerPage(answered, { form, product, action: `${pathPrefix}/notify` }));
});

/** Somebody came back to the answer's address. */
export const loader = proxied(async ({ request }) => {
  const language = languageOf(request.headers.get("accept-language"));
  const words = formWords[language];
  return themePage({ language, title: words.title, children: <p>{words.failed}</p> });
});

function answerPage(
  { state, message, language }: Answered,
  {
    form,
    product,
    action: address,
  }: { form: Record<string, string>; product: string | null; action: string },
) {
  const words = formWords[language];
  const children: ReactNode = (
    <>
      <p role="status">{message}</p>
      {state === "invalid" && (
        <form method="post" action={address}>
          {["variant", "place", "language", "root", "consent", "consent_text", "stay"].map((name) =>
            form[name] ? <input key={name} type="hidden" name={name} value={form[name]} /> : null,
          )}
          <p>
            <label htmlFor="shipsby-email">{words.email}</label>
            <br />
            <input
              id="shipsby-email"
              type="email"
              name="email"
              autoComplete="email"
              required
              autoFocus
              aria-invalid="true"
              dir="ltr"
            />
          </p>
          <p>
            {/* Themes know their buttons by one of these. */}
            <button type="submit" className="button btn">
              {words.title}
            </button>
          </p>
        </form>
      )}
      {product && (
        <p>
          <a href={product}>{words.back}</a>
        </p>
      )}
    </>
  );
  return { language, title: words.title, children };
}
