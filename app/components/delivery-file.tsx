import { Button } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";

/** Downloads a text that a page of the app gives: a plain link would come without the session of the admin. */
export function FileButton(props: { from: string; children: string; plain?: boolean }) {
  const { data, load, state } = useFetcher<{ file: { name: string; text: string } }>();
  useEffect(() => {
    if (!data) return;
    const address = URL.createObjectURL(new Blob([data.file.text], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = data.file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }, [data]);
  return (
    <Button
      onClick={() => load(props.from)}
      loading={state !== "idle"}
      {...(props.plain && { variant: "plain" })}
    >
      {props.children}
    </Button>
  );
}
