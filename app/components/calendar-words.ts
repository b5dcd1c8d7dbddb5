import type { Calendar } from "#app/domain/facts.ts";
import { count, listText } from "./words.ts";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "Monday to Friday, 1 working day of handling, orders until 14:00". */
export function calendarWords({ workingDays, handlingDays, cutOff }: Calendar): string {
  const handling = handlingDays === 0 ? "no handling" : `${count(handlingDays, "working day")} of handling`;
  return [weekdayWords(workingDays), handling, ...(cutOff ? [`orders until ${cutOff}`] : [])].join(", ");
}

/** "Monday to Friday", "Monday and Thursday". */
export function weekdayWords(days: number[]): string {
  if (days.length === 0 || days.length === 7) return "every day";
  const sorted = [...days].sort((a, b) => a - b);
  const name = (day: number) => weekdays[day - 1] ?? "";
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${name(first)} to ${name(last)}`;
  return listText(sorted.map(name));
}
