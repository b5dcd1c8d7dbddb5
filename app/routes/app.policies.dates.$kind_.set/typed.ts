import type { TypedDateRule } from "#app/domain/date-rule-form.ts";
import type { DateRule } from "#app/domain/date-rules.ts";

/** What is in the form: a rule that is there already, or what most begin with. */
export function asTyped(rule: DateRule | null, workingDays: number[]): TypedDateRule {
  const own = rule?.kind === "calendar" ? rule.calendar : null;
  const closed = own?.closed ?? [];
  return {
    days: rule && rule.kind !== "calendar" ? String(rule.days) : "",
    workingDays: (own?.workingDays ?? workingDays).map(String),
    keepsClosed: own?.keepsClosed ?? true,
    first: closed.map((c) => c.first),
    last: closed.map((c) => c.last),
    name: closed.map((c) => c.name),
  };
}

/** The same out of a form or an address. */
export function typedIn(params: FormData | URLSearchParams): TypedDateRule {
  const all = (name: string) =>
    params.getAll(name).map((value) => (typeof value === "string" ? value.trim() : ""));
  return {
    days: all("days")[0] ?? "",
    workingDays: all("workingDays[]"),
    keepsClosed: params.get("keepsClosed") === "on",
    first: all("first"),
    last: all("last"),
    name: all("name"),
  };
}

/** And back into an address. */
export function paramsOf(typed: TypedDateRule): [string, string][] {
  return [
    ["days", typed.days],
    ...typed.workingDays.map((day): [string, string] => ["workingDays[]", day]),
    ...(typed.keepsClosed ? [["keepsClosed", "on"] as [string, string]] : []),
    ...(["first", "last", "name"] as const).flatMap((field) =>
      typed[field].map((value): [string, string] => [field, value]),
    ),
  ];
}
