import { Box, List, Text } from "@shopify/polaris";

/** Every state, date and silence explains itself. Opens without a pointer and without script. */
export function Why({ about, sentences }: { about: string; sentences: string[] }) {
  return (
    <details className="shipsby-why">
      <summary aria-label={`Why? ${about}`}>Why?</summary>
      <Box paddingBlockStart="100">
        {sentences.length === 1 ? (
          <Text as="p">{sentences[0]}</Text>
        ) : (
          <List>
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        )}
      </Box>
    </details>
  );
}
