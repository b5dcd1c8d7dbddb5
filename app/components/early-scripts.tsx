import { waitForReact } from "./before-react.ts";
import { goBack, keepOpening } from "./opened-by-shopify.ts";

/** Scripts that run before those of the page. They are constants: nothing that anybody wrote becomes one. */
export const EarlyScript = () => (
  <script dangerouslySetInnerHTML={{ __html: `${waitForReact};${keepOpening}` }} />
);

export const WayBackScript = () => <script dangerouslySetInnerHTML={{ __html: goBack }} />;
