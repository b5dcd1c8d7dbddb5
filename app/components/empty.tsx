import { Box, EmptyState, type EmptyStateProps } from "@shopify/polaris";

/** A list without anything in it yet: what will stand here, and the way there. Polaris' own touches the edges on a phone. */
export function Empty(props: Omit<EmptyStateProps, "image">) {
  return (
    <Box paddingInline="400">
      <EmptyState image="" {...props} />
    </Box>
  );
}
