import type { Money } from "../shop/model.ts";
import type { ExecutionContext } from "./context.ts";

export const moneyV2 = (ctx: ExecutionContext, amount: Money) => ({
  amount: Number(amount).toFixed(2),
  currencyCode: ctx.shop.shop.currency,
});

/** An amount in the shop's currency, which is also the buyer's: the stand-in has one currency per shop. */
export const moneyBag = (ctx: ExecutionContext, amount: Money) => ({
  shopMoney: moneyV2(ctx, amount),
  presentmentMoney: moneyV2(ctx, amount),
});
