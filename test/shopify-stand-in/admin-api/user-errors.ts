import { getNamedType, isEnumType, isObjectType, type GraphQLResolveInfo } from "graphql";
import { Refusal } from "../shop/refusal.ts";

/** Carries out a mutation; a rule that says no becomes a user error of the payload. */
export const answer = (info: GraphQLResolveInfo, run: () => object): object =>
  answerWith("userErrors", info, run);

/** As answer, for a payload whose list of user errors has a name of its own. */
export function answerWith(errors: string, info: GraphQLResolveInfo, run: () => object): object {
  try {
    return { [errors]: [], ...run() };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { [errors]: [userError(info, refusal, errors)] };
  }
}

/** One user error; a code that this payload's enum does not know is left out, as Shopify leaves it null. */
export function userError(
  info: GraphQLResolveInfo,
  { message, code, field }: Refusal,
  errors = "userErrors",
): object {
  return { message, field, code: code !== null && codesOf(info, errors).includes(code) ? code : null };
}

function codesOf(info: GraphQLResolveInfo, list: string): string[] {
  const payload = getNamedType(info.returnType);
  const errors = isObjectType(payload) ? payload.getFields()[list] : undefined;
  const error = errors && getNamedType(errors.type);
  const code = isObjectType(error) ? error.getFields().code : undefined;
  const codes = code && getNamedType(code.type);
  return isEnumType(codes) ? codes.getValues().map((value) => value.name) : [];
}
