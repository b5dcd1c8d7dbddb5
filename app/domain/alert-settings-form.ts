import type { Checked } from "./form.ts";
import { normalAddress } from "./sign-up.ts";
import type { WaveRules } from "./wave.ts";

/** What a merchant decides about alerts. */
export type AlertSettings = WaveRules & {
  sending: boolean;
  doubleOptIn: boolean;
  senderName: string;
  senderMailbox: string;
  /** Name and postal address of the sender: a legal part of every alert. */
  imprint: string;
};

export const defaultAlertSettings: AlertSettings = {
  sending: true,
  doubleOptIn: true,
  perUnit: 3,
  waitHours: 24,
  firstRefusal: false,
  keepHours: 24,
  senderName: "",
  senderMailbox: "",
  imprint: "",
};

export function readAlertSettings(
  form: Partial<Record<string, string>>,
): Checked<AlertSettings, keyof AlertSettings> {
  const errors: Partial<Record<keyof AlertSettings, string>> = {};
  const {
    perUnit = "",
    waitHours = "",
    keepHours = "24",
    senderName = "",
    senderMailbox = "",
    imprint = "",
  } = form;
  const sending = form["sending"] === "on";
  if (!/^\d{1,2}$/.test(perUnit) || Number(perUnit) < 1 || Number(perUnit) > 50)
    errors.perUnit = "Enter a whole number from 1 to 50.";
  if (!/^\d{1,3}$/.test(waitHours) || Number(waitHours) < 1 || Number(waitHours) > 336)
    errors.waitHours = "Enter hours from 1 to 336.";
  if (!/^\d{1,3}$/.test(keepHours) || Number(keepHours) < 1 || Number(keepHours) > 168)
    errors.keepHours = "Enter hours from 1 to 168.";
  if (senderName.length > 60) errors.senderName = "Enter at most 60 characters.";
  if (/[\r\n<>@"]/.test(senderName)) errors.senderName = "Enter a name without quotes, brackets or @.";
  if (senderMailbox !== "" && normalAddress(senderMailbox) === null)
    errors.senderMailbox = "Enter an address like name@example.com.";
  if (sending && senderMailbox === "") errors.senderMailbox = "Enter the address that replies go to.";
  if (imprint.length > 300) errors.imprint = "Enter at most 300 characters.";
  if (sending && imprint.trim() === "")
    errors.imprint = "Enter your name and postal address: the law wants them in every alert.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      sending,
      doubleOptIn: form["doubleOptIn"] === "on",
      perUnit: Number(perUnit),
      waitHours: Number(waitHours),
      firstRefusal: form["firstRefusal"] === "on",
      keepHours: Number(keepHours),
      senderName: senderName.trim(),
      senderMailbox: senderMailbox.trim(),
      imprint: imprint.trim(),
    },
  };
}
