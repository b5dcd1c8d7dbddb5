import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { confirmed, linkOpened, storeOfLink } from "#app/flows/link-followed.server.ts";
import { languageOf } from "#app/domain/languages.ts";
import { linkWords } from "#app/domain/sign-up-words.ts";
import { badLink, ownPage, tokenOf } from "#app/shopper-page.server.tsx";

/** The link of a confirmation. It shows what would be confirmed; the button does it. */
export async function loader({ request, context: { world } }: LoaderFunctionArgs) {
  const linked = await linkOpened(world, "confirm", tokenOf(request));
  if (!linked) return badLink(request);
  const words = linkWords[linked.language];
  if (linked.items.length === 0) return badLink(request);
  return ownPage({
    store: await storeOfLink(world, "confirm", tokenOf(request)),
    language: linked.language,
    title: words.confirmTitle,
    children: (
      <>
        <p>{words.confirmAsk}</p>
        <ul>
          {linked.items.map(({ item }, index) => (
            <li key={index}>
              <bdi>{item}</bdi>
            </li>
          ))}
        </ul>
        <form method="post">
          <button className="first" type="submit">
            {words.confirmButton}
          </button>
        </form>
      </>
    ),
  });
}

export async function action({ request, context: { world } }: ActionFunctionArgs) {
  const store = await storeOfLink(world, "confirm", tokenOf(request));
  const language = await confirmed(world, tokenOf(request));
  if (!language) return badLink(request);
  const words = linkWords[languageOf(language)];
  return ownPage({
    store,
    back: true,
    language,
    title: words.confirmTitle,
    children: <p role="status">{words.confirmed}</p>,
  });
}
