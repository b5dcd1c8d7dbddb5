import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn } from "#app/domain/days.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";

/** The app is started anew while somebody types: a proxy answers in its place, or nobody does. */
let stage: Stage;
let desk: Page;
const day = addDays(dayIn("Europe/Berlin", new Date()), 5);
const later = addDays(day, 4);

beforeAll(async () => {
  stage = await Stage.open();
  await stage.staff.addProduct({ title: "Trail pack", available: 0 });
  desk = await stage.browser.newPage(aDesk);
}, toOpen);

afterAll(() => stage?.close(), toClose);

const data = /\.data(\?|$)/;
const notSent = "The server did not answer: this may be saved or not.";
const silent = "The server does not answer.";

type Does = "502" | "breaks" | "loses the answer";

/** What the proxy does with requests of one method from now on, as often as it is said. */
async function proxy(method: "GET" | "POST", times: number, does: Does) {
  let left = times;
  await desk.unrouteAll();
  await desk.route(data, async (route) => {
    if (route.request().method() !== method || left-- <= 0) return route.continue();
    if (does === "loses the answer") await route.fetch();
    if (does !== "502") return route.abort("connectionreset");
    return route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" });
  });
}

test(
  "a form that was not answered stays with all that was typed, and sent again it is saved once",
  { timeout: 180_000 },
  async () => {
    await stage.says(desk, "/app/products", "Trail pack");
    const app = await stage.openApp(desk, "/app/incoming/new");
    const fields = {
      Reference: "PO-118",
      "Expected on": day,
      "SKU of item 1": "TP-1",
      "Units of item 1": "10",
    };
    for (const [name, value] of Object.entries(fields)) await app.getByLabel(name).fill(value);
    const typed = () => Promise.all(Object.keys(fields).map((name) => app.getByLabel(name).inputValue()));
    const add = app.getByRole("button", { name: "Add delivery" });
    for (const does of ["502", "breaks", "loses the answer"] as const) {
      await proxy("POST", 1, does);
      await add.click();
      await app.getByText(notSent).waitFor({ timeout: soon });
      await app.getByText("What you typed is still here. Send it again: nothing is saved twice.").waitFor();
      expect(await typed()).toEqual(Object.values(fields));
      // It stands where the person looks, however far down the form goes.
      await expect
        .poll(async () => (await app.getByText(notSent).boundingBox())!.y, { timeout: soon })
        .toBeLessThan(400);
      await app.getByLabel("Reference").fill("PO-118");
    }
    await add.click();
    await app.getByRole("heading", { name: "PO-118" }).waitFor({ timeout: soon });
    await app.getByText(notSent).waitFor({ state: "detached" });
    const list = await stage.openApp(desk, "/app/incoming");
    await list.getByText("1 delivery, 10 units coming", { exact: false }).waitFor({ timeout: soon });
    await list.getByRole("link", { name: "PO-118" }).first().click();
    await list.getByRole("heading", { name: "PO-118" }).waitFor({ timeout: soon });
  },
);

test(
  "a look at what a change would do is taken again, and takes nothing away",
  { timeout: 120_000 },
  async () => {
    const app = desk.frameLocator("iframe");
    await app.getByRole("button", { name: "Change date" }).click();
    await proxy("GET", 4, "502");
    await app.getByLabel("Expected on").fill(later);
    await app.getByText(silent).waitFor({ timeout: soon });
    await app.getByText("nobody's date changes", { exact: false }).waitFor({ timeout: soon });
    await app.getByText(silent).waitFor({ state: "detached" });
    expect(await app.getByLabel("Expected on").inputValue()).toBe(later);
  },
);

test("a page comes by itself when the server is back", { timeout: 120_000 }, async () => {
  const app = desk.frameLocator("iframe");
  await proxy("GET", 4, "breaks");
  await app.getByRole("link", { name: "Incoming" }).first().click();
  await app.getByText(silent).waitFor({ timeout: soon });
  await app.getByRole("link", { name: "PO-118" }).first().waitFor({ timeout: soon });
  await app.getByText(silent).waitFor({ state: "detached" });
});

const scripts = /\/assets\/[^?]*\.js/;

/** The page's own scripts take long, until they are let through. */
async function holdScripts(): Promise<() => void> {
  let letThrough = () => {};
  const through = new Promise<void>((resolve) => (letThrough = resolve));
  await desk.unrouteAll();
  await desk.route(scripts, async (route) => {
    await through;
    await route.continue();
  });
  return letThrough;
}

async function openAtOnce(path: string) {
  await desk.goto(stage.admin(`/apps/shipsby${path}`), { waitUntil: "commit" });
  return desk.frameLocator("iframe");
}

test(
  "a link pressed before the page's scripts are there leads where it says",
  { timeout: 120_000 },
  async () => {
    const letThrough = await holdScripts();
    const app = await openAtOnce("/app/incoming");
    await app.getByRole("link", { name: "PO-118" }).first().click({ noWaitAfter: true });
    await app.getByRole("heading", { name: "PO-118" }).waitFor({ timeout: soon });
    letThrough();
  },
);

test(
  "what is typed before the page's scripts are there stays, and no form leaves without them",
  { timeout: 120_000 },
  async () => {
    const letThrough = await holdScripts();
    const app = await openAtOnce("/app/incoming/new");
    await app.getByLabel("Reference").fill("PO-119");
    await app.getByLabel("Draft").check();
    const add = app.getByRole("button", { name: "Add delivery" });
    await add.click({ noWaitAfter: true });
    letThrough();
    await app.getByLabel("Expected on").fill(day);
    await app.getByLabel("SKU of item 1").fill("TP-1");
    await app.getByLabel("Units of item 1").fill("10");
    // Said by the scripts of what was typed.
    await app.getByText("ships by", { exact: false }).waitFor({ timeout: soon });
    await add.click();
    await app.getByRole("heading", { name: "PO-119" }).waitFor({ timeout: soon });
    await app.getByText("Draft", { exact: true }).first().waitFor({ timeout: soon });
  },
);

test(
  "a file chosen before the page's scripts are there is looked at when they are",
  { timeout: 120_000 },
  async () => {
    const letThrough = await holdScripts();
    const app = await openAtOnce("/app/incoming/import");
    const buffer = Buffer.from("This is no table.");
    const file = { name: "letter.csv", mimeType: "text/csv", buffer };
    await app.locator("input[type=file]").setInputFiles(file);
    letThrough();
    await app.getByText("The file has no rows.").waitFor({ timeout: soon });
  },
);

test("an open page comes again when another version is deployed", { timeout: 120_000 }, async () => {
  await desk.unrouteAll();
  const app = await stage.openApp(desk, "/app/incoming");
  await app.getByRole("link", { name: "PO-118" }).first().click();
  const receive = app.getByRole("link", { name: "Receive" });
  await receive.waitFor({ timeout: soon });
  // The scripts of the version before are gone.
  const gone = desk.waitForResponse((answer) => answer.status() === 404);
  await desk.route(scripts, (route) => route.fulfill({ status: 404 }), { times: 1 });
  await receive.click();
  await gone;
  const back = desk.waitForResponse((answer) => /\/app\/incoming\/[^/]*host=/.test(answer.url()));
  await back;
  await receive.click();
  await app.getByLabel("Arrived", { exact: true }).waitFor({ timeout: soon });
});
