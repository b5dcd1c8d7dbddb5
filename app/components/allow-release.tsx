import { holdScopes } from "#app/domain/release-form.ts";
import { AllowAccess } from "./allow-access.tsx";

/** Asks the merchant for what holding, releasing and moving need. */
export function AllowRelease(props: { what: string; without: string }) {
  return <AllowAccess {...props} scopes={holdScopes} />;
}
