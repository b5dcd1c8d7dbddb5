import type { StandIn } from "#test/shopify-stand-in/stand-in.ts";
import type { ShopState } from "#test/shopify-stand-in/shop/state.ts";
import type { Asked } from "./gate.ts";
import type { MemberName } from "./script.ts";

/** One thing that the app asked to be true in a shop. */
export type Written = { shop: string; target: string; by: MemberName; at: number };

/** Everything the app asked Shopify to change, and what was wrong with it. */
export type Writes = {
  done: Written[];
  /** Sentences about requests that should not have been made. */
  wrong: { shop: string; law: string; how: string }[];
  /** Looks at a request before it reaches Shopify. */
  look(asked: Asked, by: MemberName): Written[];
  /** Nobody can know any more whether these reached Shopify: they may be repeated. */
  unsure(targets: Written[]): void;
  sure(targets: Written[]): void;
  /** A process died: it may not have noted what it wrote last. */
  died(who: MemberName): void;
};

type Metafield = { ownerId: string; key: string; value: string };

const noWrite = ["BulkRun", "DefinitionCreate"];
/** How long after its answer a write may still not have been noted. */
const noteMs = 30_000;

export function watchWrites(shopify: StandIn): Writes {
  const unsure = new Set<string>();
  const keyOf = ({ shop, target }: Written) => `${shop} ${target}`;
  const writes: Writes = {
    done: [],
    wrong: [],
    look(asked, by) {
      const shop = String(asked.headers["x-stand-in-host"]);
      const state = shopify.shops.get(shop);
      const operation = operationOf(asked);
      if (!state || !operation) return [];
      const foreign = [...asked.body.matchAll(/gid:\/\/shopify\/\w+\/(\d+)/g)].find(
        ([, id]) => !isOf(state, id!),
      );
      if (foreign)
        writes.wrong.push({ shop, law: "shops are apart", how: `${operation.name} names ${foreign[0]}` });
      if (operation.name === "ReleaseHolds") {
        const { variables } = JSON.parse(asked.body) as { variables: { holdIds?: string[] | null } };
        const others = Object.values(state.fulfillmentOrders).flatMap((one) =>
          one.holds.filter((hold) => hold.heldByAppId !== state.appId).map((hold) => hold.id),
        );
        const ids = variables.holdIds ?? [];
        if (ids.length === 0 || ids.some((id) => others.includes(id.slice(id.lastIndexOf("/") + 1))))
          writes.wrong.push({
            shop,
            law: "others' holds stay",
            how: `ReleaseHolds of ${JSON.stringify(ids)}`,
          });
      }
      if (operation.kind !== "mutation" || noWrite.includes(operation.name)) return [];
      const at = Date.now();
      const { variables } = JSON.parse(asked.body) as { variables: Record<string, unknown> };
      const targets = changesOf(state, operation.name, variables).map(({ target, isThere }) => {
        const written = { shop, target, by, at };
        if (isThere && !unsure.has(keyOf(written)))
          writes.wrong.push({
            shop,
            law: "nothing is written twice",
            how: `${target} held that value already`,
          });
        return written;
      });
      writes.done.push(...targets);
      return targets;
    },
    unsure(targets) {
      for (const one of targets) unsure.add(keyOf(one));
    },
    sure(targets) {
      for (const one of targets) unsure.delete(keyOf(one));
    },
    died(who) {
      const since = Date.now() - noteMs;
      writes.unsure(writes.done.filter(({ by, at }) => by === who && at > since));
    },
  };
  return writes;
}

/** Ids of shops lie far apart. */
export function isOf(state: ShopState, id: string): boolean {
  const distance = BigInt(id) - BigInt(state.id);
  return distance >= 0n && distance < 1_000_000_000n;
}

export function operationOf({ path, body }: Asked): { kind: "query" | "mutation"; name: string } | null {
  if (!path.endsWith("/graphql.json")) return null;
  const match = /"query":"\s*(?:\\n|\s)*(query|mutation)\s+(\w+)/.exec(body);
  return match && { kind: match[1] as "query" | "mutation", name: match[2]! };
}

/** What a mutation touches, and whether Shopify holds just that already. */
function changesOf(state: ShopState, name: string, variables: Record<string, unknown>) {
  if (name === "MetafieldsSet") {
    return (variables["metafields"] as Metafield[]).map(({ ownerId, key, value }) => ({
      target: `${key} of ${ownerId}`,
      isThere: Object.values(state.metafields).some(
        (m) => m.key === key && ownerId.endsWith(`/${m.ownerId}`) && m.value === value,
      ),
    }));
  }
  const id = String(variables["id"]);
  const order = state.orders[id.slice(id.lastIndexOf("/") + 1)];
  // Deleted while the write was on its way: there is nothing that could be there already.
  if (!order) return [{ target: `tags of ${id}`, isThere: false }];
  const { tags } = order;
  const named = (variables["tags"] as string[] | undefined) ?? [];
  if (name === "TagsAdd")
    return [{ target: `tags of ${id}`, isThere: named.every((tag) => tags.includes(tag)) }];
  if (name === "TagsRemove")
    return [{ target: `tags of ${id}`, isThere: !named.some((tag) => tags.includes(tag)) }];
  return [{ target: `${name} ${JSON.stringify(variables)}`, isThere: false }];
}
