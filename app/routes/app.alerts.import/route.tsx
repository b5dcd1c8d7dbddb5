import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { lastImport } from "#app/database/imports.server.ts";
import type { ImportColumn, ImportProblem } from "#app/domain/sign-up-import.ts";
import { textOf } from "#app/domain/text-file.ts";
import { importChecked, importStarted } from "#app/flows/sign-ups-imported.server.ts";
import { ImportSignUps } from "./import-sign-ups.tsx";

/** Without the addresses: they were read from the file and need not travel back. */
export type Answer =
  | { kind: "unreadable"; problem: string }
  | { kind: "checked"; columns: ImportColumn[]; good: number; refused: number; problems: ImportProblem[] }
  | { kind: "started"; said: string };

export const meta: MetaFunction = () => [{ title: "Import sign-ups" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => {
  const last = await lastImport(world.db, shop);
  return { last: last && { ...last, at: last.at.toISOString(), finished: last.finishedAt !== null } };
});

const largestFile = 20_000_000;
const shownProblems = 200;

/** The same file twice: first to say what would come in, then to hand it to the job that takes it in. */
export const action = form(async ({ world, shop }, fields, all) => {
  const file = all.get("file");
  if (!(file instanceof File) || file.name === "") return unreadable("Choose a CSV file.");
  if (file.size > largestFile) return unreadable("The file is larger than 20 MB. Divide it.");
  const csv = textOf(new Uint8Array(await file.arrayBuffer()));
  if (csv === null) return unreadable("This is no CSV file. Save it as CSV in your spreadsheet first.");
  const checked = await importChecked(world, shop, csv);
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
    case "import":
      if (rows.length === 0) return unreadable("No row of the file can come in.");
      await importStarted(world, shop, rows, problems.length);
      return data<Answer>({ kind: "started", said: "Import started" });
    default:
      throw notFound("form");
  }
});

function unreadable(problem: string) {
  return data<Answer>({ kind: "unreadable", problem }, { status: 422 });
}

export default function ImportRoute() {
  return <ImportSignUps {...useLoaderData<typeof loader>()} />;
}
