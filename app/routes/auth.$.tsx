import type { LoaderFunctionArgs } from "@remix-run/node";

/** The library's own pages: getting a session token and leaving the frame. It answers by throwing a Response. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.world.shopify.authenticate.admin(request);
  return null;
}
