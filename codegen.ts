import type { CodegenConfig } from "@graphql-codegen/cli";

// Types for every Admin operation, from Shopify's official schema of the version in app/shopify/version.ts.
const config: CodegenConfig = {
  schema: "test/shopify-stand-in/schema/admin-2026-07.graphql",
  documents: ["app/shopify/*.ts"],
  importExtension: ".ts",
  emitLegacyCommonJSImports: false,
  generates: {
    "app/shopify/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        onlyOperationTypes: true,
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: {
          ID: "string",
          Decimal: "string",
          DateTime: "string",
          Date: "string",
          URL: "string",
          HTML: "string",
          JSON: "unknown",
          Money: "string",
          UnsignedInt64: "string",
          ARN: "string",
          Color: "string",
          FormattedString: "string",
          StorefrontID: "string",
          UtcOffset: "string",
          BigInt: "string",
        },
      },
    },
  },
};
export default config;
