import { Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { useReread } from "./use-reread.ts";

/** Shopify asks the merchant whether the app may do more; what it may is known a moment later. */
export function ScopeButton({ scope, children }: { scope: string; children: string }) {
  const reread = useReread();
  const [answer, setAnswer] = useState<"none" | "asking" | "granted" | "declined">("none");
  const ask = async () => {
    setAnswer("asking");
    const asked = await window.shopify?.scopes.request([scope]).catch(() => null);
    const granted = asked?.result === "granted-all";
    setAnswer(granted ? "granted" : "declined");
    if (granted) for (const pause of [500, 2000, 5000]) setTimeout(reread, pause);
  };
  if (answer === "granted") return <Text as="p">Shopify allows it. One moment…</Text>;
  return (
    <>
      <Button onClick={() => void ask()} loading={answer === "asking"}>
        {children}
      </Button>
      {answer === "declined" && <Text as="p">Shopify did not allow it. Nothing changes.</Text>}
    </>
  );
}
