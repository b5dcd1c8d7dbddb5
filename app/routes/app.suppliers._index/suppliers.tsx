import { Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { SupplierListed } from "#app/database/pages/suppliers.server.ts";
import { Empty } from "#app/components/empty.tsx";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { InPlace } from "#app/components/in-place.tsx";
import { SupplierFields } from "#app/components/supplier-fields.tsx";
import { SupplierRows } from "./rows.tsx";

/** Who delivers, and how well do they keep their word? */
export function Suppliers({ suppliers }: { suppliers: SupplierListed[] }) {
  const [adding, setAdding] = useState(false);
  const add = { content: "Add supplier", onAction: () => setAdding(true) };
  return (
    <Page
      title="Suppliers"
      fullWidth
      backAction={{ content: "Incoming", url: "/app/incoming" }}
      {...(!adding && suppliers.length > 0 && { primaryAction: add })}
    >
      {adding && <AddSupplier close={() => setAdding(false)} />}
      {(suppliers.length > 0 || !adding) && (
        <Card padding="0">
          {suppliers.length > 0 ? (
            <SupplierRows suppliers={suppliers} />
          ) : (
            <Empty heading="Say who delivers" action={add}>
              <Text as="p">
                When a delivery names its supplier, Shipsby learns how long that supplier really takes.
              </Text>
            </Empty>
          )}
        </Card>
      )}
    </Page>
  );
}

function AddSupplier({ close }: { close: () => void }) {
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  return (
    <div className="shipsby-above">
      <Card>
        <fetcher.Form method="post" ref={form} noValidate aria-label="Add supplier">
          <InPlace close={close} />
          <SupplierFields
            supplier={{ name: "", leadTimeDays: null, dates: "stated" }}
            learnedHelp="Begins when 4 of its deliveries were received."
            errors={errors}
          />
          <div className="shipsby-below">
            <InlineStack gap="200">
              <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                Add supplier
              </Button>
              <Button onClick={close}>Close</Button>
            </InlineStack>
          </div>
        </fetcher.Form>
      </Card>
    </div>
  );
}
