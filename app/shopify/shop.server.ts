import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";

export type ReadShop = {
  name: string;
  currency: string;
  timeZone: string;
  /** Two letters; empty where the shop has given no address. */
  country: string;
  /** Where shoppers find it: its own domain, if it has one. */
  storefront: string;
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
      primaryDomain {
        url
      }
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
    storefront: shop.primaryDomain.url,
    scopes: currentAppInstallation.accessScopes.map((s) => s.handle),
  };
}
