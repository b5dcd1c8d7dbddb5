import type { Money } from "./model.ts";

export const cents = (amount: Money): number => Math.round(Number(amount) * 100);
export const money = (amountInCents: number): Money => (amountInCents / 100).toFixed(2);
export const times = (amount: Money, quantity: number): Money => money(cents(amount) * quantity);
export const sum = (amounts: Money[]): Money =>
  money(amounts.reduce((total, amount) => total + cents(amount), 0));
