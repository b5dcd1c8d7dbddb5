import { defaultAlertSettings, type AlertSettings } from "../domain/alert-settings-form.ts";
import type { Language } from "../domain/languages.ts";
import { defaultTexts, type AlertTexts } from "../domain/mail-words.ts";
import type { Database, Transaction } from "./client.server.ts";

export async function alertSettings(db: Database | Transaction, shop: string): Promise<AlertSettings> {
  const row = await db.alertSettings.findUnique({ where: { shop } });
  if (!row) return defaultAlertSettings;
  const { shop: _, ...settings } = row;
  return settings;
}

/** The settings as they can be kept to: a unit is kept only with the merchant's leave to write draft orders. */
export async function alertRules(db: Database | Transaction, shop: string): Promise<AlertSettings> {
  const settings = await alertSettings(db, shop);
  return { ...settings, firstRefusal: settings.firstRefusal && (await mayKeepUnits(db, shop)) };
}

/** Whether the shop lets the app write draft orders. */
export async function mayKeepUnits(db: Database | Transaction, shop: string): Promise<boolean> {
  const row = await db.shop.findUnique({ where: { shop }, select: { scopes: true } });
  return row?.scopes.split(",").includes("write_draft_orders") ?? false;
}

export async function saveAlertSettings(
  tx: Transaction,
  shop: string,
  settings: AlertSettings,
): Promise<void> {
  await tx.alertSettings.upsert({
    where: { shop },
    create: { shop, ...settings },
    update: settings,
  });
}

/** The merchant's words where there are any, else ours. */
export async function alertTexts(
  db: Database | Transaction,
  shop: string,
  language: Language,
): Promise<AlertTexts> {
  const row = await db.messageText.findUnique({
    where: { shop_message_language: { shop, message: "restock", language } },
  });
  return { ...defaultTexts[language], ...(row?.texts as Partial<AlertTexts> | undefined) };
}

/** Null goes back to ours. */
export async function saveAlertTexts(
  tx: Transaction,
  shop: string,
  language: Language,
  texts: AlertTexts | null,
): Promise<void> {
  const message = "restock";
  if (!texts) {
    await tx.messageText.deleteMany({ where: { shop, message, language } });
    return;
  }
  await tx.messageText.upsert({
    where: { shop_message_language: { shop, message, language } },
    create: { shop, message, language, texts },
    update: { texts },
  });
}

/** Languages in which the merchant wrote something. */
export async function languagesWritten(db: Database, shop: string): Promise<string[]> {
  const rows = await db.messageText.findMany({ where: { shop }, select: { language: true } });
  return rows.map((row) => row.language);
}
