import { join } from "node:path";
import { pathToFileURL } from "node:url";
// CommonJS: its names exist only on the default export.
import themeCheck from "@shopify/theme-check-node";

/** Runs Shopify's theme linter over an extension. One line per offence. */
export async function checkTheme(directory: string): Promise<string[]> {
  const { offenses } = await themeCheck.themeCheckRun(directory, join(directory, ".theme-check.yml"));
  const root = `${pathToFileURL(directory).href}/`;
  return offenses.map(({ uri, start, check, message }) => {
    return `${uri.replace(root, "")}:${start.line + 1} ${check}: ${message}`;
  });
}

if (import.meta.main) {
  const directory = join(import.meta.dirname, "../../extensions/backorder");
  const offences = await checkTheme(directory);
  for (const offence of offences) console.error(offence);
  console.log(`${offences.length} offences`);
  process.exitCode = offences.length > 0 ? 1 : 0;
}
