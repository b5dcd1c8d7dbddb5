import type { GraphQLResolveInfo } from "graphql";
import type { StandInCore } from "../core.ts";
import type { ShopState } from "../shop/state.ts";

export type Caller = { kind: "staff" } | { kind: "app"; scopes: string[]; token: string };

/** Who asks what of which shop: the third argument of every resolver. */
export type ExecutionContext = {
  standIn: StandInCore;
  shop: ShopState;
  caller: Caller;
  now: () => Date;
  emit: (topic: string, payload: unknown) => void;
  /** A bulk operation reads every page, whatever `first` says. */
  bulk?: boolean;
  /** Notes about ignored search filters, answered in `extensions.search`. */
  searchWarnings: { path: string; query: string; field: string; message: string }[];
};

// Sources and arguments are as varied as Shopify's 3,500 types; each resolver knows its own.
/* eslint-disable @typescript-eslint/no-explicit-any */
export type Resolver = (source: any, args: any, ctx: ExecutionContext, info: GraphQLResolveInfo) => unknown;
/* eslint-enable @typescript-eslint/no-explicit-any */

export type Resolvers = Record<string, Record<string, Resolver>>;
