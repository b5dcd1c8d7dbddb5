import type { ExecutionResult } from "graphql";
import type { AppConfig } from "./app-config.ts";
import type { Clock, Tasks } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { ShopState } from "./shop/state.ts";
import type { WebhookSender } from "./webhooks/sender.ts";

export type StandInOptions = {
  apiKey: string;
  apiSecret: string;
  /** Where webhooks go: this plus the uri of the subscription. */
  appUrl: string;
  /** shopify.app.toml: subscriptions, scopes, app proxy, declared metafields. */
  tomlPath: string;
  shops?: Partial<ShopState["shop"]>[];
  /** Port of the API; 0 or absent picks a free one. */
  port?: number;
  /** Loads the state from this file at start and keeps it saved there. */
  dataFile?: string;
  /** Where its clock begins, in milliseconds from now, when nothing was saved. */
  clockOffsetMs?: number;
  /** How long after an order its fulfillment orders appear. */
  routingDelayMs?: number;
  staffToken?: string;
  /** Whether the app may read names, addresses and e-mail (level 2). Default true, as for a merchant's own app. */
  protectedDataApproved?: boolean;
};

/** What the parts of the stand-in share. */
export type StandInCore = {
  app: AppConfig;
  clock: Clock;
  tasks: Tasks;
  faults: Faults;
  webhooks: WebhookSender;
  shops: Map<string, ShopState>;
  staffToken: string;
  appUrl(): string;
  url(): string;
  /** Something worth saving happened. */
  changed(): void;
  execute(
    shop: string,
    query: string,
    variables?: object,
    as?: "staff" | { accessToken: string },
  ): Promise<ExecutionResult>;
};
