import { data } from "@remix-run/node";
import type { MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import type { ImportColumn, ImportProblem } from "#app/domain/sign-up-import.ts";
import { importChecked, signUpsImported } from "#app/flows/sign-ups-imported.server.ts";
import { ImportSignUps } from "./import-sign-ups.tsx";

/** Without the addresses: they were read from the file and need not travel back. */
export type Answer =
  | { kind: "unreadable"; problem: string }
  | { kind: "checked"; columns: ImportColumn[]; good: number; refused: number; problems: ImportProblem[] }
  | { kind: "importing"; after: number; added: number; known: number; left: number }
  | { kind: "imported"; said: string; added: number; known: number; refused: number };

export const meta: MetaFunction = () => [{ title: "Import sign-ups" }];

export const headers = pageHeaders;

export const loader = page(async () => ({}));

const largestFile = 20_000_000;
const shownProblems = 200;
/** A long file comes in by parts: no request may take minutes. */
const atOnce = 200;

/** The same file twice: first to say what would come in, then to take it in. */
export const action = form(async ({ world, shop }, fields, all) => {
  const file = all.get("file");
  if (!(file instanceof File) || file.name === "") return unreadable("Choose a CSV file.");
  if (file.size > largestFile) return unreadable("The file is larger than 20 MB. Divide it.");
  const checked = await importChecked(world, shop, await file.text());
  if (checked.kind === "unreadable") return unreadable(checked.problem);
  const { columns, rows, problems } = checked;
  switch (fields["intent"]) {
    case "check":
      return data<Answer>({
        kind: "checked",
        columns,
        good: rows.length,
        refused: problems.length,
        problems: problems.slice(0, shownProblems),
      });
    case "import": {
      // By row and not by position: a variant that came back meanwhile takes its rows out of the list.
      const after = Number(fields["after"] ?? 0);
      const todo = rows.filter(({ row }) => row > after);
      const now = todo.slice(0, atOnce);
      const counts = await signUpsImported(world, shop, now);
      const added = Number(fields["added"] ?? 0) + counts.added;
      const known = Number(fields["known"] ?? 0) + counts.known;
      const left = todo.length - now.length;
      if (left > 0) return data<Answer>({ kind: "importing", after: now.at(-1)!.row, added, known, left });
      const said = "Sign-ups imported";
      return data<Answer>({ kind: "imported", said, added, known, refused: problems.length });
    }
    default:
      throw notFound("form");
  }
});

function unreadable(problem: string) {
  return data<Answer>({ kind: "unreadable", problem }, { status: 422 });
}

export default function ImportRoute() {
  return <ImportSignUps />;
}
