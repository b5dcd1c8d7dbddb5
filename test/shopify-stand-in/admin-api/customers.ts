import type { Order } from "../shop/model.ts";
import type { Resolvers } from "./context.ts";

type Customer = NonNullable<Order["customer"]>;

const addressFields = [
  "address1",
  "address2",
  "city",
  "company",
  "country",
  "firstName",
  "lastName",
  "phone",
  "province",
  "provinceCode",
  "zip",
];

/** The people of orders; the stand-in keeps no customers apart from their orders. */
export const resolvers: Resolvers = {
  Customer: {
    displayName: (customer: Customer) =>
      `${customer.firstName} ${customer.lastName}`.trim() || customer.email,
    defaultEmailAddress: (customer: Customer) => ({ emailAddress: customer.email }),
    tags: (customer: Customer) => customer.tags ?? [],
    locale: (_customer, _args, ctx) => ctx.shop.shop.locale,
  },
  MailingAddress: {
    ...Object.fromEntries(
      addressFields.map((name) => [name, (address: Record<string, string>) => address[name] ?? null]),
    ),
    countryCodeV2: (address: Record<string, string>) => address.countryCode ?? null,
    name: (address: Record<string, string>) =>
      [address.firstName, address.lastName].filter(Boolean).join(" ") || null,
  },
};
