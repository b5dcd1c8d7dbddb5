import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { left, linkOpened, storeOfLink } from "#app/flows/link-followed.server.ts";
import { linkWords } from "#app/domain/sign-up-words.ts";
import { badLink, ownPage, readForm, tokenOf } from "#app/shopper-page.server.tsx";

/** The way out of a list. Opening it changes nothing: mail programs open links before people do. */
export async function loader({ request, context: { world } }: LoaderFunctionArgs) {
  const linked = await linkOpened(world, "leave", tokenOf(request));
  if (!linked) return badLink(request);
  const { language, items, kept } = linked;
  const words = linkWords[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  return ownPage({
    store: await storeOfLink(world, "leave", tokenOf(request)),
    language,
    title: words.leaveTitle,
    children: (
      <>
        <p>{words.leaveAsk}</p>
        <ul>
          {items.map(({ item }, index) => (
            <li key={index}>
              <bdi>{item}</bdi>
            </li>
          ))}
        </ul>
        <Choice what="this" words={words.leaveButton} first />
        <Choice what="all" words={words.leaveAllButton} />
        <details>
          <summary>{words.eraseButton}</summary>
          <p className="hint">{words.kept}</p>
          <ul className="hint">
            {kept.map(({ item, agreed, consent }, index) => (
              <li key={index}>
                <bdi>{item}</bdi>, {day.format(agreed)}: <q>{consent}</q>
              </li>
            ))}
          </ul>
          <Choice what="everything" words={words.eraseButton} />
        </details>
      </>
    ),
  });
}

/** A button of the page, or the one click of a mail program (RFC 8058), which needs no login and no page. */
export async function action({ request, context: { world } }: ActionFunctionArgs) {
  const store = await storeOfLink(world, "leave", tokenOf(request));
  const form = (await readForm(request)) ?? {};
  const what = form["what"] === "all" || form["what"] === "everything" ? form["what"] : "this";
  const language = await left(world, tokenOf(request), what);
  if (!language) return badLink(request);
  const words = linkWords[language];
  return ownPage({
    store,
    back: true,
    language,
    title: words.leaveTitle,
    children: <p role="status">{what === "everything" ? words.erased : words.left}</p>,
  });
}

function Choice({ what, words, first = false }: { what: string; words: string; first?: boolean }) {
  return (
    <form method="post">
      <input type="hidden" name="what" value={what} />
      <button type="submit" className={first ? "first" : undefined}>
        {words}
      </button>
    </form>
  );
}
