import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** CHROMIUM_PATH, or one that is installed. Never skipped silently: without a browser a test fails. */
function chromiumHere(): string {
  const found = process.env["CHROMIUM_PATH"] ?? usualPlaces.find((place) => existsSync(place));
  if (found && existsSync(found)) return found;
  const looked = found
    ? `CHROMIUM_PATH says ${found}, where there is none.`
    : "There is no Chromium where it usually is.";
  throw new Error(
    `${looked} Install one (on Debian: apt install chromium) or set CHROMIUM_PATH to its program.`,
  );
}

/** A browser for tests. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumHere(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-features=LocalNetworkAccessChecks",
    ],
  });
}
