import { BlockStack, Card, Checkbox, Divider, InlineStack, Page, Text, TextField } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { PolicyProduct } from "#app/database/policies.server.ts";
import { acceptWords } from "#app/components/brake-words.ts";
import { datesAddress, kindWords } from "#app/components/date-rule-words.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { useAddress, useTyped } from "#app/components/use-address.ts";
import { count } from "#app/components/words.ts";
import type { DateKind } from "#app/domain/date-rules.ts";
import { Chosen } from "./chosen.tsx";

type Props = {
  list: { products: PolicyProduct[]; all: number };
  search: string;
  /** What is to be set for them, where somebody came to do that. */
  kind: DateKind | null;
};

/** Choose products, to set something for all of them at once or to see what applies to one. */
export function PolicyProducts({ list, search, kind }: Props) {
  const { change } = useAddress();
  const [typed, type] = useTyped(search, (text) => change({ search: text || null }));
  const [chosen, setChosen] = useState<string[]>([]);
  const [all, setAll] = useState(false);
  const { products } = list;
  const onPage = products.map((p) => p.productId);
  const whole = chosen.length === onPage.length && onPage.length > 0;
  return (
    <Page
      title="Choose products"
      backAction={
        kind
          ? { content: kindWords[kind], url: datesAddress(kind) }
          : { content: "Policies", url: "/app/policies" }
      }
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <TextField
              label="Search product, variant or SKU"
              autoComplete="off"
              value={typed}
              onChange={type}
              clearButton
              onClearButtonClick={() => type("")}
            />
            {products.length > 0 ? (
              <>
                <Checkbox
                  label={`All ${count(products.length, "product")} below`}
                  checked={whole}
                  onChange={(checked) => {
                    setChosen(checked ? onPage : []);
                    setAll(false);
                  }}
                />
                {whole && list.all > products.length && (
                  <Checkbox
                    label={`All ${count(list.all, "product")}${search ? ` found for “${search}”` : ""}, also those not shown`}
                    checked={all}
                    onChange={setAll}
                  />
                )}
              </>
            ) : (
              <Text as="p">No results. Change or clear the search.</Text>
            )}
            {products.map((product) => (
              <Fragment key={product.productId}>
                <Divider />
                <Row
                  product={product}
                  chosen={chosen.includes(product.productId)}
                  choose={(yes) => {
                    setAll(false);
                    setChosen((before) =>
                      yes ? [...before, product.productId] : before.filter((id) => id !== product.productId),
                    );
                  }}
                />
              </Fragment>
            ))}
            {list.all > products.length && (
              <Text as="p" tone="subdued">
                {count(products.length, "product")} of {list.all}. Search to see others.
              </Text>
            )}
          </BlockStack>
        </Card>
        {chosen.length > 0 && (
          <Chosen targets={chosen} all={all ? { search, count: list.all } : null} kind={kind} />
        )}
      </BlockStack>
    </Page>
  );
}

function Row(props: { product: PolicyProduct; chosen: boolean; choose: (yes: boolean) => void }) {
  const { productId, title, variants, leadTimeDays, madeToOrderDays, accept } = props.product;
  const own = [
    ...(accept ? [`Brake: ${acceptWords[accept].toLowerCase()}`] : []),
    ...(leadTimeDays !== null ? [`Lead time ${count(leadTimeDays, "day")}`] : []),
    ...(madeToOrderDays !== null ? [`Made to order in ${count(madeToOrderDays, "working day")}`] : []),
  ];
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <Checkbox
        label={title}
        helpText={[count(variants, "variant"), ...own].join(". ")}
        checked={props.chosen}
        onChange={props.choose}
      />
      <TextLink to={`/app/policies/applies/${productId}`} label={`What applies to ${title}`} alone>
        What applies
      </TextLink>
    </InlineStack>
  );
}
