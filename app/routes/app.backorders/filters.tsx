import { ChoiceList, Text, TextField } from "@shopify/polaris";
import type { BackordersPage } from "#app/database/pages/backorders.server.ts";
import { causes } from "#app/domain/cause.ts";
import { causeWords } from "#app/domain/cause-words.ts";
import { channelWords } from "#app/components/channel.ts";
import { ListFilters } from "#app/components/list.tsx";
import { useAddress, useTyped } from "#app/components/use-address.ts";
import { count, listText } from "#app/components/words.ts";
import { views, type asked } from "./asked.ts";

const viewWords = { all: "All", late: "Late", no_date: "No date", on_track: "On track" } as const;
const sortWords = {
  urgent: ["Most urgent", "Late first, then longest waiting"],
  waiting: ["Longest waiting", "Oldest order first"],
  ships_by: ["Ships by", "Earliest first"],
  value: ["Value", "Highest first"],
} as const;
const waits = ["7", "14", "30", "60"];

const narrowing = ["location", "channel", "waiting", "cause", "product", "product_id", "delivery_id"];

type Asked = ReturnType<typeof asked>;

export function BackorderFilters({ asked, page }: { asked: Asked; page: BackordersPage }) {
  const { change } = useAddress();
  const [product, typeProduct] = useTyped(asked.product, (text) => change({ product: text }));

  return (
    <ListFilters
      views={views}
      viewWords={viewWords}
      counts={page.counts}
      asked={asked}
      searchFor="order, product, SKU or delivery"
      sortWords={sortWords}
      filters={filters()}
      applied={applied()}
      narrowing={narrowing}
    />
  );

  /** What a link from another page narrowed to: it can only be taken away. */
  function fromLinks() {
    const links = [
      { key: "one_product", on: asked.productId !== null, label: "One product", name: "product_id" },
      {
        key: "one_delivery",
        on: asked.deliveryId !== null,
        label: "Covered by one delivery",
        name: "delivery_id",
      },
    ];
    return links.filter((link) => link.on);
  }

  function filters() {
    return [
      ...fromLinks().map(({ key, label }) => ({
        key,
        label,
        pinned: true,
        filter: <Text as="p">{label}</Text>,
      })),
      {
        key: "location",
        label: "Location",
        pinned: true,
        filter: (
          <ChoiceList
            title="Location"
            titleHidden
            allowMultiple
            choices={page.locations.map((l) => ({ label: l.name, value: l.id }))}
            selected={asked.locations}
            onChange={(location) => change({ location })}
          />
        ),
      },
      {
        key: "channel",
        label: "Channel",
        pinned: true,
        filter: (
          <ChoiceList
            title="Channel"
            titleHidden
            allowMultiple
            choices={page.channels.map((c) => ({ label: channelWords(c), value: c }))}
            selected={asked.channels}
            onChange={(channel) => change({ channel })}
          />
        ),
      },
      {
        key: "waiting",
        label: "Waiting longer than",
        pinned: true,
        filter: (
          <ChoiceList
            title="Waiting longer than"
            titleHidden
            choices={waits.map((days) => ({ label: `${days} days`, value: days }))}
            selected={asked.waiting === null ? [] : [String(asked.waiting)]}
            onChange={([waiting]) => change({ waiting: waiting ?? null })}
          />
        ),
      },
      {
        key: "cause",
        label: "Cause",
        filter: (
          <ChoiceList
            title="Cause"
            titleHidden
            choices={causes.map((value) => ({ label: causeWords[value], value }))}
            selected={asked.cause === null ? [] : [asked.cause]}
            onChange={([cause]) => change({ cause: cause ?? null })}
          />
        ),
      },
      {
        key: "product",
        label: "Product",
        filter: (
          <TextField
            label="Product title contains"
            value={product}
            onChange={typeProduct}
            autoComplete="off"
          />
        ),
      },
    ];
  }

  function applied() {
    const names = page.locations.filter((l) => asked.locations.includes(l.id)).map((l) => l.name);
    const all = [
      {
        key: "location",
        on: asked.locations.length > 0,
        label: `At ${listText(names)}`,
        names: ["location"],
      },
      {
        key: "channel",
        on: asked.channels.length > 0,
        label: `From ${listText(asked.channels.map(channelWords))}`,
        names: ["channel"],
      },
      {
        key: "waiting",
        on: asked.waiting !== null,
        label: `Waiting longer than ${count(asked.waiting ?? 0, "day")}`,
        names: ["waiting"],
      },
      {
        key: "cause",
        on: asked.cause !== null,
        label: `Cause: ${causeWords[asked.cause ?? "not_known"]}`,
        names: ["cause"],
      },
      {
        key: "product",
        on: asked.product !== "",
        label: `Product contains “${asked.product}”`,
        names: ["product"],
      },
      ...fromLinks().map((link) => ({ ...link, names: [link.name] })),
    ];
    return all
      .filter((a) => a.on)
      .map(({ key, label, names }) => ({
        key,
        label,
        onRemove: () => change(Object.fromEntries(names.map((n) => [n, null]))),
      }));
  }
}
