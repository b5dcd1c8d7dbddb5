import type { Resolvers } from "./context.ts";
import { gid } from "./ids.ts";
import { installationOf, type InstallationSource } from "./metafield-owners.ts";
import { expand } from "./scopes.ts";

export const resolvers: Resolvers = {
  QueryRoot: {
    currentAppInstallation: (_source, _args, ctx) => installationOf(ctx.shop),
  },
  AppInstallation: {
    // Shopify lists what was granted, and with write_x also the read_x it implies.
    accessScopes: ({ state }: InstallationSource) =>
      [...expand(state.app.grantedScopes)].map((handle) => ({
        handle,
        description: handle.replaceAll("_", " "),
      })),
    app: (_installation: InstallationSource, _args, ctx) => ({
      id: gid("App", ctx.standIn.app.id),
      apiKey: ctx.standIn.app.apiKey,
      handle: ctx.standIn.app.handle,
      title: ctx.standIn.app.name,
      embedded: true,
    }),
    activeSubscriptions: () => [],
    launchUrl: (_installation: InstallationSource, _args, ctx) => ctx.standIn.appUrl(),
    uninstallUrl: () => null,
  },
};
