import { BlockStack, Layout, Page } from "@shopify/polaris";
import type { CalendarPage } from "#app/database/pages/calendar.server.ts";
import type { ClosedSpan } from "#app/domain/closed-days.ts";
import type { Day } from "#app/domain/facts.ts";
import type { Country, Region } from "#app/domain/regions.ts";
import { CalendarForm, type Saved } from "./calendar-form.tsx";
import { ClosedDays } from "./closed-days.tsx";
import { Customs } from "./customs.tsx";

type Props = {
  saved: Saved & Pick<CalendarPage, "customs">;
  shopTimeZone: string;
  /** Closed days, and the same as spans. */
  days: Day[];
  closed: ClosedSpan[];
  countries: Region[];
  /** Those whose public holidays are known. */
  holidayCountries: Country[];
  timeZones: string[];
};

/** When do goods leave? */
export function CalendarSettings(props: Props) {
  const { saved, shopTimeZone, days, closed, countries, holidayCountries, timeZones } = props;
  const { customs, ...form } = saved;
  return (
    <Page title="Calendar" backAction={{ content: "Settings", url: "/app/settings" }}>
      <div className="shipsby-settings">
        <BlockStack gap="400">
          <CalendarForm
            key={JSON.stringify(form)}
            saved={form}
            shopTimeZone={shopTimeZone}
            closed={days}
            countries={holidayCountries}
            timeZones={timeZones}
          />
          <Layout>
            <ClosedDays closed={closed} locations={saved.locations} />
            <Customs customs={customs} countries={countries} />
          </Layout>
        </BlockStack>
      </div>
    </Page>
  );
}
