import { useBreakpoints } from "@shopify/polaris";
import { useShop } from "./shop.tsx";

/**
 * Whether lists show three lines a row instead of a table. The server takes the browser's word for being a phone:
 * a table that turned into lines after loading would make the page jump.
 */
export function useNarrow(): boolean {
  const { phone } = useShop();
  return useBreakpoints({ defaults: { mdDown: phone } }).mdDown;
}
