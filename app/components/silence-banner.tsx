import { Banner, Text } from "@shopify/polaris";
import { useLocation } from "@remix-run/react";
import { useEffect } from "react";
import { forgetLost, useSilence, type Silence } from "./silence.ts";

/** Says on every page what the server did not answer, and that nothing typed is lost by it. */
export function SilenceBanner() {
  const silence = useSilence();
  const { pathname } = useLocation();
  useEffect(() => forgetLost, [pathname]);
  return (
    <div className="shipsby-silence" role="alert">
      {silence && (
        <Banner tone={silence.about === "asked" ? "warning" : "critical"} title={titles[silence.about]}>
          <Text as="p">{wordsOf(silence)}</Text>
        </Banner>
      )}
    </div>
  );
}

const titles = {
  sent: "The server did not answer: this may be saved or not.",
  fault: "This could not be saved: something went wrong.",
  asked: "The server does not answer.",
};

function wordsOf(silence: Silence): string {
  switch (silence.about) {
    case "asked":
      return "Shipsby asks again until it does.";
    case "sent":
      return "What you typed is still here. Send it again: nothing is saved twice.";
    case "fault":
      return `What you typed is still here. Try again. Reference number ${silence.reference}.`;
  }
}
