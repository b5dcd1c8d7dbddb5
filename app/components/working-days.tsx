import { ChoiceList } from "@shopify/polaris";
import { weekdays } from "./calendar-words.ts";

type Props = { chosen: string[]; problem: string | undefined; change: (days: string[]) => void };

/** The days of a week on which something leaves: 1 is Monday. */
export function WorkingDays({ chosen, problem = "", change }: Props) {
  return (
    <ChoiceList
      title="Working days"
      name="workingDays"
      allowMultiple
      choices={weekdays.map((label, i) => ({ label, value: String(i + 1) }))}
      selected={chosen}
      onChange={(days) => change(days.sort())}
      error={problem}
    />
  );
}
