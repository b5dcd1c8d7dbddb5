import { Page, Text } from "@shopify/polaris";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { openProposals } from "#app/database/pages/proposals.server.ts";
import { Proposals } from "#app/components/proposals.tsx";
import { proposalAccepted, proposalRefused } from "#app/flows/proposal-decided.server.ts";
import { done, wrong } from "../app.incoming.$id/take.server.ts";

export const meta: MetaFunction = () => [{ title: "What suppliers say" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => ({
  proposals: await openProposals(world.db, shop),
}));

/** Also the forms on Home and on a delivery's page end here. */
export const action = form(async ({ world, shop }, fields) => {
  const { intent, proposalId = "" } = fields;
  if (intent !== "accept" && intent !== "refuse") throw notFound("form");
  const decide = intent === "accept" ? proposalAccepted : proposalRefused;
  const decided = await decide(world, shop, proposalId);
  if (decided === "over")
    return wrong({ form: "This was answered, taken back or is about a delivery that ended." }, fields);
  return done(decided === "accepted" ? "Accepted" : "Refused");
});

/** What do suppliers say of their deliveries, and what would it change? */
export default function AnswersRoute() {
  const { proposals } = useLoaderData<typeof loader>();
  return (
    <Page title="What suppliers say" backAction={{ content: "Suppliers", url: "/app/suppliers" }}>
      {proposals.length === 0 && <Text as="p">No supplier waits for an answer.</Text>}
      <Proposals proposals={proposals} named />
    </Page>
  );
}
