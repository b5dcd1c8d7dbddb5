import { expect, test } from "vitest";
import { languages } from "#app/domain/languages.ts";
import { defaultTexts, lockedWords } from "#app/domain/mail-words.ts";
import { alertMail, confirmMail } from "#app/mail/alert.server.ts";

const about = {
  shop: "Northern Trail",
  item: "Trail pack <b>, Olive",
  imprint: "Northern Trail GmbH\nHafenstr. 1, Berlin",
};
const alert = (language: (typeof languages)[number], texts = defaultTexts[language]) =>
  alertMail({
    ...about,
    language,
    texts,
    productUrl: "https://shop.example/p?a=1&b=2",
    leaveUrl: "https://app.example/leave",
  });

test.each(languages)(
  "the alert in %s says the same in both parts, with its legal parts",
  async (language) => {
    const { subject, html, text } = await alert(language);
    expect(subject).toContain("Trail pack");
    expect(text).toContain(lockedWords[language].onlyMail);
    expect(text).toContain("Hafenstr. 1, Berlin");
    expect(text).toContain("https://shop.example/p?a=1&b=2");
    expect(text).toContain("https://app.example/leave");
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain(`dir="${language === "ar" ? "rtl" : "ltr"}"`);
    expect(html).toContain("https://app.example/leave");
    expect([subject, html, text].join()).not.toMatch(/\{\w+\}/);
  },
);

test("a product's name is a name, not HTML", async () => {
  const { html } = await alert("en");
  expect(html).not.toContain("<b>");
  expect(html).toContain("Trail pack &lt;b&gt;, Olive");
});

test("there is nothing that tracks, and no color that dark mode could not change", async () => {
  const { html } = await alert("en");
  expect(html).not.toMatch(/<img|<script|background-color:#fff/);
  expect(html).toContain("prefers-color-scheme: dark");
});

test("plain text has lines of 72 columns at most, but for addresses", async () => {
  const body = "{item} is here again. ".repeat(20);
  const { text } = await alert("en", { ...defaultTexts.en, body });
  expect(text.split("\n").filter((line) => line.length > 72 && !line.startsWith("https://"))).toEqual([]);
});

test.each(languages)(
  "the confirmation in %s can carry no words of the merchant, and says until when",
  async (language) => {
    const { subject, text } = await confirmMail({
      ...about,
      language,
      confirmUrl: "https://app.example/confirm",
      until: new Date("2026-11-29T09:00:00Z"),
      timeZone: "Europe/Berlin",
    });
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(text).toContain(lockedWords[language].confirmIgnore.split(" ")[0]);
    expect(text).toMatch(/29|٢٩/);
    expect(text).toContain("https://app.example/confirm");
  },
);
