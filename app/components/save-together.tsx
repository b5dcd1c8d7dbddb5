import { SaveBar } from "@shopify/app-bridge-react";

/** Shopify's save bar over a form whose fields are saved at once. */
export function SaveTogether(props: {
  id: string;
  open: boolean;
  saving: boolean;
  save: () => void;
  discard: () => void;
}) {
  const { id, open, saving, save, discard } = props;
  return (
    <SaveBar id={id} open={open}>
      <button
        type="button"
        variant="primary"
        disabled={saving}
        onClick={save}
        {...(saving && { loading: "" })}
      >
        Save
      </button>
      <button type="button" disabled={saving} onClick={discard}>
        Discard
      </button>
    </SaveBar>
  );
}
