import { readFileSync } from "node:fs";

const parts = ["channel", "config", "navigation", "fetch", "save-bar", "modal", "shopify"];

/** The script that takes the place of Shopify's app-bridge.js. */
export function appBridgeScript(): string {
  const sources = parts.map((part) => readFileSync(new URL(`./bridge/${part}.js`, import.meta.url), "utf8"));
  return `(() => {\n"use strict";\nif (window.shopify?.config) return;\n${sources.join("\n")}\n})();\n`;
}
