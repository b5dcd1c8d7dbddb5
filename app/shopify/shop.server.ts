import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";

export type ReadShop = {
  name: string;
  currency: string;
  timeZone: string;
  /** Two letters; empty where the shop has given no address. */
  country: string;
  scopes: string[];
};

const Installation = graphql(`
  query Installation {
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
    shop {
      name
      currencyCode
      ianaTimezone
      shopAddress {
        countryCodeV2
      }
    }
  }
`);

export async function readShop(admin: Admin): Promise<ReadShop> {
  const { currentAppInstallation, shop } = await admin.request(Installation, {});
  return {
    name: shop.name,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    country: shop.shopAddress.countryCodeV2 ?? "",
    scopes: currentAppInstallation.accessScopes.map((s) => s.handle),
  };
}
