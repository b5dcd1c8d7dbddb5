import { Text } from "@shopify/polaris";

/** What is wrong with a form as a whole, heard when it appears. */
export function FormProblem({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <div role="alert">
      <Text as="p" tone="critical" breakWord>
        {text}
      </Text>
    </div>
  );
}
