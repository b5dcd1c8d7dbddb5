import { DropZone, InlineError, Text } from "@shopify/polaris";

/** Where a CSV file is chosen. `busy`: what is being done with it; `problem`: why nothing came of it. */
export function CsvDrop(props: {
  file: File | null;
  busy: string | false;
  problem: string | undefined;
  onChosen: (file: File) => void;
}) {
  const { file, busy, problem, onChosen } = props;
  const take = (_all: File[], accepted: File[], rejected: File[]) => {
    const chosen = accepted[0] ?? rejected[0];
    if (chosen) onChosen(chosen);
  };
  return (
    <>
      <DropZone
        label="CSV file"
        accept=".csv,text/csv"
        allowMultiple={false}
        variableHeight
        disabled={busy !== false}
        onDrop={take}
      >
        {file ? (
          <div className="shipsby-file">
            <Text as="p" fontWeight="semibold" breakWord>
              {file.name}
            </Text>
            <Text as="p" tone="subdued">
              Choose another file
            </Text>
          </div>
        ) : (
          <DropZone.FileUpload actionTitle="Choose file" actionHint="or drop it here" />
        )}
      </DropZone>
      <div role="status">{busy && <Text as="p">{busy}</Text>}</div>
      {!busy && problem && (
        <div role="alert">
          <InlineError fieldID="file" message={`Nothing was imported. ${problem}`} />
        </div>
      )}
    </>
  );
}
