import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { declined, linkOpened, storeOfLink } from "#app/flows/link-followed.server.ts";
import { linkWords } from "#app/domain/sign-up-words.ts";
import { badLink, ownPage, tokenOf } from "#app/shopper-page.server.tsx";

/** "No thanks" to a unit that is kept. Opening it changes nothing: mail programs open links before people do. */
export async function loader({ request, context: { world } }: LoaderFunctionArgs) {
  const linked = await linkOpened(world, "decline", tokenOf(request));
  if (!linked) return badLink(request);
  const { language, items } = linked;
  const words = linkWords[language];
  return ownPage({
    store: await storeOfLink(world, "decline", tokenOf(request)),
    language,
    title: words.declineTitle,
    children: (
      <>
        <ul>
          {items.map(({ item }, index) => (
            <li key={index}>
              <bdi>{item}</bdi>
            </li>
          ))}
        </ul>
        <p>{words.declineAsk}</p>
        <form method="post">
          <button type="submit" className="first">
            {words.declineButton}
          </button>
        </form>
      </>
    ),
  });
}

export async function action({ request, context: { world } }: ActionFunctionArgs) {
  const store = await storeOfLink(world, "decline", tokenOf(request));
  const language = await declined(world, tokenOf(request));
  if (!language) return badLink(request);
  const words = linkWords[language];
  return ownPage({
    store,
    back: true,
    language,
    title: words.declineTitle,
    children: <p role="status">{words.declined}</p>,
  });
}
