import type { Because } from "#app/domain/because.ts";
import type { Day, ShopCalendar } from "#app/domain/facts.ts";
import type { Database } from "#app/database/client.server.ts";

/** A debt book of one shop, written down directly: what pages show does not depend on how it came to be. */
export const today: Day = "2026-11-22";
export const now = new Date("2026-11-22T09:00:00Z");
export const calendar: ShopCalendar = {
  timeZone: "Europe/Berlin",
  handlingDays: 1,
  workingDays: [1, 2, 3, 4, 5],
  cutOff: null,
  closed: [],
  places: {},
  customs: {},
};

const at = (day: Day) => new Date(`${day}T09:00:00Z`);
const date = (day: Day | null) => (day ? new Date(`${day}T00:00:00Z`) : null);

export function bookOf(db: Database, shop: string) {
  return {
    async shop(settings: { importedAt?: Date | null; leadTimeDays?: number | null } = {}): Promise<void> {
      await db.shop.create({
        data: {
          shop,
          name: "Northern Trail",
          currency: "EUR",
          timeZone: "Europe/Berlin",
          importedAt: at(today),
          ...settings,
        },
      });
      await db.location.createMany({
        data: [
          { shop, locationId: "1", name: "Berlin" },
          { shop, locationId: "2", name: "Lyon" },
        ],
      });
    },

    /** A product with one variant and one item, whose ids all end alike. */
    async product(
      id: string,
      title: string,
      seen: { state: string; shipsBy?: Day; owed?: number; coming?: number; because?: object } = {
        state: "in_stock",
      },
    ): Promise<void> {
      const [productId, variantId, itemId] = [id, id, id];
      await db.product.create({
        data: { shop, productId, title, handle: `p-${id}`, status: "ACTIVE", updatedAt: at(today) },
      });
      await db.variant.create({
        data: { shop, variantId, productId, itemId, title: "Olive", sku: `SKU-${id}`, policy: "CONTINUE" },
      });
      await db.item.create({ data: { shop, itemId, tracked: true } });
      await db.availability.create({
        data: {
          shop,
          variantId,
          productId,
          itemId,
          state: seen.state,
          shipsBy: date(seen.shipsBy ?? null),
          free: 0,
          owed: seen.owed ?? 0,
          coming: seen.coming ?? 0,
          because: seen.because ?? { kind: "nothing_coming" },
        },
      });
    },

    async delivery(
      id: string,
      reference: string,
      of: { itemId: string; quantity: number; expectedOn: Day | null; status?: string },
    ): Promise<void> {
      const { itemId, quantity, expectedOn, status = "coming" } = of;
      await db.delivery.create({
        data: {
          shop,
          deliveryId: id,
          reference,
          locationId: "1",
          expectedOn: date(expectedOn),
          status,
          createdAt: at(today),
        },
      });
      await db.deliveryLine.create({ data: { shop, deliveryId: id, itemId, quantity } });
    },

    /** One order with one owed line; `covers` pay it in their order, the rest is uncovered. */
    async owes(
      orderId: string,
      line: {
        itemId: string;
        owed: number;
        outstanding?: number;
        placedOn?: Day;
        channel?: string;
        locationId?: string;
        price?: string;
        covers?: { deliveryId?: string; leadTimeTo?: Day; units: number }[];
      },
    ): Promise<void> {
      const {
        itemId,
        owed,
        outstanding = owed,
        placedOn = "2026-11-12",
        covers = [],
        locationId = "1",
      } = line;
      const common = { shop, orderId, lineId: `l${orderId}` };
      const paid = covers.reduce((sum, c) => sum + c.units, 0);
      await db.salesOrder.create({
        data: {
          shop,
          orderId,
          name: `#${orderId}`,
          channel: line.channel ?? "web",
          placedAt: at(placedOn),
          updatedAt: at(today),
        },
      });
      await db.orderLine.create({
        data: {
          ...common,
          variantId: itemId,
          title: `Item ${itemId}`,
          variantTitle: "Olive",
          sku: `SKU-${itemId}`,
          quantity: outstanding,
          unitPrice: line.price ?? "10.00",
        },
      });
      await db.fulfillmentLine.create({
        data: {
          ...common,
          fulfillmentLineId: `f${orderId}`,
          fulfillmentOrderId: `o${orderId}`,
          itemId,
          locationId,
          remaining: outstanding,
          status: "OPEN",
        },
      });
      await db.owedLine.create({
        data: {
          ...common,
          fulfillmentLineId: `f${orderId}`,
          itemId,
          locationId,
          outstanding,
          ready: outstanding - owed,
          owed,
          uncovered: owed - paid,
          unitsBefore: 0,
          since: at(placedOn),
          paidBy: covers.length === 1 ? (covers[0]!.deliveryId ?? null) : null,
          paidOn: covers.length === 1 ? date(covers[0]!.leadTimeTo ?? null) : null,
          value: owed * Number(line.price ?? 10),
          placedAt: at(placedOn),
          channel: line.channel ?? "web",
        },
      });
      for (const [position, cover] of covers.entries()) {
        await db.cover.create({
          data: {
            shop,
            fulfillmentLineId: `f${orderId}`,
            position,
            itemId,
            kind: cover.deliveryId ? "delivery" : "lead_time",
            deliveryId: cover.deliveryId ?? null,
            expectedOn: date(cover.leadTimeTo ?? null),
            quantity: cover.units,
          },
        });
      }
    },

    async why(because: Because, about: { orderId?: string; productId?: string }): Promise<void> {
      await db.why.create({ data: { shop, at: at(today), because, ...about } });
    },
  };
}
