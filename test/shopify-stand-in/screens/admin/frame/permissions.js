import { openDialog } from "./dialog.js";

/** Asks the merchant, as Shopify's grant modal does. */
export async function askForScopes(scopes, appName, json) {
  const before = await json("scopes");
  const missing = scopes.filter((scope) => !before.granted.includes(scope));
  if (missing.length === 0) return { result: "granted-all", detail: before };
  const undeclared = missing.filter((scope) => !before.optional.includes(scope));
  if (undeclared.length > 0) throw new Error(`Not declared as optional scopes: ${undeclared.join(", ")}`);

  const body = document.createElement("div");
  const text = document.createElement("p");
  text.textContent = `${appName} asks for more access to your store:`;
  const list = document.createElement("ul");
  list.append(
    ...missing.map((scope) => Object.assign(document.createElement("li"), { textContent: inWords(scope) })),
  );
  body.append(text, list);
  const { closed } = openDialog({
    title: "Update data access",
    body,
    buttons: [
      { label: "Cancel", value: "no" },
      { label: "Update", value: "yes", primary: true },
    ],
  });
  if ((await closed) !== "yes") return { result: "declined-all", detail: before };
  return { result: "granted-all", detail: await json("scopes/grant", { scopes: missing }) };
}

function inWords(scope) {
  const [verb, ...subject] = scope.split("_");
  return `${verb === "write" ? "Edit" : "View"} ${subject.join(" ")}`;
}
