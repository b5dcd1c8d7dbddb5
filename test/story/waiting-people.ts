import type { FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import type { StaffVariant } from "./staff-shop.ts";
import { soon, type Stage } from "./stage.ts";

/** People who wait for a variant, their mails, and the merchant who looks at the list of them. */
export class WaitingPeople {
  private readonly stage: Stage;
  private readonly merchant: Page;
  private readonly variant: StaffVariant;
  constructor(stage: Stage, merchant: Page, variant: StaffVariant) {
    this.stage = stage;
    this.merchant = merchant;
    this.variant = variant;
  }

  /** The app inside the admin's frame. */
  openApp(path: string): Promise<FrameLocator> {
    return this.stage.openApp(this.merchant, path);
  }

  get listPath(): string {
    return `/app/alerts/${this.variant.variantId.split("/").at(-1)}`;
  }

  openList(): Promise<FrameLocator> {
    return this.openApp(this.listPath);
  }

  /** The merchant reads the list's page until it says so. */
  listSays(sentence: RegExp): Promise<void> {
    return this.stage.says(this.merchant, this.listPath, sentence);
  }

  async openProduct(page: Page, state: string): Promise<void> {
    const seen = async () => {
      await page.goto(`${this.stage.demo.addresses.storefront}/products/${this.variant.handle}`);
      return page.locator("[data-shipsby-state]").getAttribute("data-shipsby-state");
    };
    await expect.poll(seen, { timeout: soon, interval: 250 }).toBe(state);
  }

  mailsTo(email: string, subject: RegExp) {
    return this.stage.demo.inbox
      .messages()
      .filter((mail) => mail.to.includes(email) && subject.test(mail.subject));
  }

  async mailTo(email: string, subject: RegExp) {
    await expect.poll(() => this.mailsTo(email, subject).length, { timeout: soon }).toBe(1);
    return this.mailsTo(email, subject)[0]!;
  }

  /** Reads the mail on the inbox's page, and follows one of its links. */
  async follow(email: string, subject: RegExp, link: string): Promise<Page> {
    const { id } = await this.mailTo(email, subject);
    const page = await this.stage.browser.newPage();
    await page.goto(`${this.stage.demo.addresses.mail}/?mail=${id}`);
    const address = await page.frameLocator("iframe").getByRole("link", { name: link }).getAttribute("href");
    await page.goto(address!);
    return page;
  }

  async ask(email: string, { script }: { script: boolean }): Promise<void> {
    const context = await this.stage.browser.newContext({ javaScriptEnabled: script });
    const page = await context.newPage();
    // Who answers within a second and a half of opening the page is taken for a machine.
    if (script) await page.clock.setFixedTime(Date.now() - 60_000);
    await this.openProduct(page, "out_of_stock");
    await page.getByLabel("Email", { exact: true }).fill(email);
    await page.getByRole("button", { name: "Notify me" }).click();
    const answer = script ? page.locator(".shipsby__done output") : page.getByRole("status");
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/We'll email you a link/);
    await context.close();
  }

  async confirm(email: string): Promise<void> {
    const page = await this.follow(email, /^Confirm: /, "Confirm");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("You're on the list.").waitFor();
    await page.close();
  }
}
