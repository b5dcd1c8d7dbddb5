/** Shopify's search syntax: `status:open AND updated_at:>'2026-11-01' -tag:vip tent`. */
export type Comparator = "=" | ">" | ">=" | "<" | "<=";

export type Search =
  | { kind: "and" | "or"; parts: Search[] }
  | { kind: "not"; part: Search }
  | { kind: "term"; field: string | null; comparator: Comparator; value: string };

export function parseSearch(query: string): Search {
  const tokens = tokenize(query);
  let at = 0;

  function either(): Search {
    const parts = [both()];
    while (tokens[at] === "OR") {
      at += 1;
      parts.push(both());
    }
    return parts.length === 1 ? parts[0]! : { kind: "or", parts };
  }

  function both(): Search {
    const parts: Search[] = [];
    while (at < tokens.length && tokens[at] !== "OR" && tokens[at] !== ")") {
      if (tokens[at] === "AND") at += 1;
      else parts.push(one());
    }
    return { kind: "and", parts };
  }

  function one(): Search {
    const token = tokens[at++]!;
    if (token === "NOT") return { kind: "not", part: one() };
    if (token === "(") {
      const inside = either();
      at += 1;
      return inside;
    }
    if (token.startsWith("-") && token.length > 1) return { kind: "not", part: term(token.slice(1)) };
    return term(token);
  }

  return either();
}

/** Words, brackets and quoted pieces; a quote may start after the colon of a field. */
const tokenize = (query: string): string[] =>
  query.match(/[()]|(?:[^\s()"']+:[<>]?=?)?(?:"[^"]*"|'[^']*')|-?[^\s()]+/g) ?? [];

function term(token: string): Search {
  const match = /^([A-Za-z_][\w.]*):(>=|<=|>|<)?(.*)$/s.exec(token);
  const [, field = null, comparator = "=", value = token] = match ?? [];
  return { kind: "term", field, comparator: comparator as Comparator, value: unquote(value) };
}

const unquote = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
