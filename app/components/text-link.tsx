import { Link } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A link inside a sentence is underlined; one that stands alone is not. `label` is for lists of links. */
export function TextLink(props: { to: string; label?: string; alone?: boolean; children: ReactNode }) {
  const { to, label, alone = false, children } = props;
  return (
    <Link url={to} removeUnderline={alone} {...(label !== undefined && { accessibilityLabel: label })}>
      {children}
    </Link>
  );
}
