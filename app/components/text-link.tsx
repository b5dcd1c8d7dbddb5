import { Link } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A link whose words a screen reader can list on their own. */
export function TextLink({ to, label, children }: { to: string; label?: string; children: ReactNode }) {
  return (
    <Link url={to} removeUnderline {...(label !== undefined && { accessibilityLabel: label })}>
      {children}
    </Link>
  );
}
