import { getNamedType, isEnumType, isObjectType, type GraphQLResolveInfo } from "graphql";
import { Refusal } from "../shop/refusal.ts";

/** Carries out a mutation; a rule that says no becomes a user error of the payload. */
export function answer(info: GraphQLResolveInfo, run: () => object): object {
  try {
    return { userErrors: [], ...run() };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { userErrors: [userError(info, refusal)] };
  }
}

/** One user error; a code that this payload's enum does not know is left out, as Shopify leaves it null. */
export function userError(info: GraphQLResolveInfo, { message, code, field }: Refusal): object {
  return { message, field, code: code !== null && codesOf(info).includes(code) ? code : null };
}

function codesOf(info: GraphQLResolveInfo): string[] {
  const payload = getNamedType(info.returnType);
  const errors = isObjectType(payload) ? payload.getFields().userErrors : undefined;
  const error = errors && getNamedType(errors.type);
  const code = isObjectType(error) ? error.getFields().code : undefined;
  const codes = code && getNamedType(code.type);
  return isEnumType(codes) ? codes.getValues().map((value) => value.name) : [];
}
