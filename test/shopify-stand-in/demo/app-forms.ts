import { setTimeout as pause } from "node:timers/promises";
import type { StandIn } from "../stand-in.ts";
import { browser } from "./install.ts";

/** The app's own forms, filled in by a staff member of the shop. */
export type AppForms = {
  /** Sends the form of a page; answers what the app answered. `what` names it where the app refuses. */
  submit(page: string, what: string, fields: Record<string, string>): Promise<string>;
  /** The same for a form that makes something: the id of its page, such as `incoming`. */
  create(page: string, kind: string, what: string, fields: Record<string, string>): Promise<string>;
  /** Waits until a page says so: what happened elsewhere takes the app a moment. */
  untilSays(page: string, text: string): Promise<void>;
};

export function appForms(standIn: StandIn, shop: string, appUrl: string): AppForms {
  const ask = (page: string, body?: URLSearchParams) =>
    fetch(`${appUrl}/app/${page}.data?${standIn.signedAdminQuery(shop)}`, {
      headers: { "user-agent": browser, authorization: `Bearer ${standIn.issueIdToken(shop)}` },
      redirect: "manual",
      ...(body && { method: "POST", body }),
    });

  async function submit(page: string, what: string, fields: Record<string, string>): Promise<string> {
    const response = await ask(page, new URLSearchParams(fields));
    const answer = await response.text();
    if (!response.ok) throw new Error(`The app did not take ${what}: ${response.status}, ${answer}`);
    return answer;
  }

  return {
    submit,
    async create(page, kind, what, fields) {
      const answer = await submit(page, what, fields);
      const id = new RegExp(`/app/${kind}/([\\w-]+)`).exec(answer)?.[1];
      if (!id) throw new Error(`The app has no page for ${what}.`);
      return id;
    },
    async untilSays(page, text) {
      for (const until = Date.now() + 120_000; Date.now() < until; await pause(100)) {
        if ((await (await ask(page)).text()).includes(text)) return;
      }
      throw new Error(`The app does not say ${text} on ${page}.`);
    },
  };
}
