import { Badge } from "@shopify/polaris";
import { AlertCircleIcon, CheckCircleIcon, QuestionCircleIcon } from "@shopify/polaris-icons";

/** The badge of an owed line. Words and an icon first: it must be readable without color. */
export function StatusBadge({ status }: { status: "late" | "no_date" | "on_track" }) {
  switch (status) {
    case "late":
      return (
        <Badge tone="critical" icon={AlertCircleIcon}>
          Late
        </Badge>
      );
    case "no_date":
      return (
        <Badge tone="attention" icon={QuestionCircleIcon}>
          No date
        </Badge>
      );
    case "on_track":
      return (
        <Badge tone="success" icon={CheckCircleIcon}>
          On track
        </Badge>
      );
  }
}
