import { saveAlertSettings, saveAlertTexts } from "../database/alert-settings.server.ts";
import { everyWatch } from "../database/waves.server.ts";
import type { AlertSettings } from "../domain/alert-settings-form.ts";
import type { Language } from "../domain/languages.ts";
import type { AlertTexts } from "../domain/mail-words.ts";
import type { World } from "../world.ts";

/** A larger factor, or messages that are on again, may mean a wave now. */
export async function alertSettingsSaved(world: World, shop: string, settings: AlertSettings): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await saveAlertSettings(tx, shop, settings);
    const lists = await everyWatch(tx, shop);
    await world.nudge(
      [
        ...lists.map((list) => ({ queue: "alerts" as const, shop, ...list })),
        { queue: "notices" as const, shop },
      ],
      tx,
    );
  });
}

/** The merchant's own words for the alert in a language; null goes back to ours. */
export async function alertTextsSaved(
  world: World,
  shop: string,
  language: Language,
  texts: AlertTexts | null,
): Promise<void> {
  await world.db.$transaction((tx) => saveAlertTexts(tx, shop, language, texts));
}
