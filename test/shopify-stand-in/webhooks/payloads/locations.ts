import type { Location } from "../../shop/model.ts";
import type { ShopState } from "../../shop/state.ts";
import { idNumber } from "../numbers.ts";
import { restTime } from "./times.ts";

export const locationPayload = (state: ShopState, location: Location): unknown => ({
  id: idNumber(location.id),
  name: location.name,
  address1: location.address.address1 ?? null,
  address2: location.address.address2 ?? null,
  city: location.address.city ?? null,
  zip: location.address.zip ?? null,
  province: null,
  country: location.address.countryCode ?? null,
  phone: location.address.phone ?? null,
  created_at: restTime(state, location.createdAt),
  updated_at: restTime(state, location.updatedAt),
  country_code: location.address.countryCode ?? null,
  legacy: false,
  active: location.isActive,
  admin_graphql_api_id: `gid://shopify/Location/${location.id}`,
});
