import { Body, Button, Container, Head, Hr, Html, Link, Preview, Text } from "@react-email/components";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { rightToLeft, type Language } from "../domain/languages.ts";

/** A mail before it has a form: the same facts, in the same order, for both of its parts. */
export type Letter = {
  language: Language;
  subject: string;
  preheader: string;
  /** Paragraphs before the one button. */
  before: string[];
  button: { words: string; url: string };
  after: string[];
  /** Links that the law wants, and who writes. */
  links: { words: string; url: string }[];
  foot: string[];
};

export type Written = { subject: string; html: string; text: string };

/** No tracking, no pictures, one column; colors leave dark mode to the mail program. */
export async function write(letter: Letter): Promise<Written> {
  return { subject: letter.subject, html: await render(h(Frame, letter)), text: plain(letter) };
}

const ink = { color: "#202223", fontSize: "16px", lineHeight: "1.5", margin: "0 0 16px" };
const small = { ...ink, color: "#5c5f62", fontSize: "14px", margin: "0 0 8px" };
const dark = `@media (prefers-color-scheme: dark) {
  .paper { background-color: #1a1a1a !important; }
  .ink { color: #f1f1f1 !important; }
  .small { color: #b5b5b5 !important; }
  .button { background-color: #f1f1f1 !important; color: #1a1a1a !important; }
}`;

function Frame(letter: Letter) {
  const { language, preheader, before, button, after, links, foot } = letter;
  const text = (words: string, key: string) =>
    h(Text, { key, className: "ink", style: { ...ink, overflowWrap: "anywhere" } }, ...lines(words));
  return h(
    Html,
    { lang: language, dir: rightToLeft(language) ? "rtl" : "ltr" },
    h(
      Head,
      null,
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("title", null, letter.subject),
      h("style", null, dark),
    ),
    h(Preview, null, preheader),
    h(
      Body,
      {
        className: "paper",
        // Without a color of its own: the library paints an inner cell with it, which dark mode would not reach.
        style: { fontFamily: "system-ui, -apple-system, sans-serif", margin: 0 },
      },
      h(
        Container,
        { style: { maxWidth: "560px", padding: "24px 16px" } },
        ...before.map((words, index) => text(words, `before ${index}`)),
        h(
          Button,
          {
            href: button.url,
            className: "button",
            style: {
              backgroundColor: "#202223",
              color: "#ffffff",
              borderRadius: "6px",
              fontSize: "16px",
              padding: "12px 20px",
              margin: "0 0 16px",
            },
          },
          button.words,
        ),
        ...after.map((words, index) => text(words, `after ${index}`)),
        h(Hr, { style: { borderColor: "#d2d5d8", margin: "8px 0 16px" } }),
        ...foot.map((words, index) =>
          h(Text, { key: `foot ${index}`, className: "small", style: small }, ...lines(words)),
        ),
        ...links.map(({ words, url }) =>
          h(
            Text,
            { key: url, className: "small", style: small },
            h(
              Link,
              { href: url, className: "small", style: { ...small, textDecoration: "underline" } },
              words,
            ),
          ),
        ),
      ),
    ),
  );
}

function lines(words: string) {
  return words.split("\n").flatMap((line, index) => (index === 0 ? [line] : [h("br", { key: index }), line]));
}

function plain({ before, button, after, links, foot }: Letter): string {
  return [
    ...before.map(wrap),
    `${button.words}:\n${button.url}`,
    ...after.map(wrap),
    "--",
    ...foot.map(wrap),
    ...links.map(({ words, url }) => `${words}:\n${url}`),
  ].join("\n\n");
}

/** 72 columns. Languages without spaces are left to the mail program. */
function wrap(paragraph: string): string {
  const wrapLine = (line: string) => {
    const rows = [""];
    for (const word of line.split(" ")) {
      const row = rows.at(-1)!;
      if (row === "") rows[rows.length - 1] = word;
      else if (row.length + 1 + word.length <= 72) rows[rows.length - 1] = `${row} ${word}`;
      else rows.push(word);
    }
    return rows.join("\n");
  };
  return paragraph.split("\n").map(wrapLine).join("\n");
}
