import { SaveBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState, type ReactNode, type RefObject } from "react";
import { useFocusOnError } from "./focus-on-error.ts";
import type { FormAnswer } from "./form-answer.ts";
import { useSaid } from "./said.tsx";

/** Fields that are saved together: what is typed in them, whether that differs from what is saved, and what is wrong. */
export function useTogether<T extends object>(saved: T) {
  const fetcher = useFetcher<FormAnswer>();
  const [typed, setTyped] = useState(saved);
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  return {
    ...{ fetcher, form, typed, errors },
    changed: JSON.stringify(typed) !== JSON.stringify(saved),
    change: (part: Partial<T>) => setTyped((before) => ({ ...before, ...part })),
    discard: () => setTyped(saved),
  };
}

/** Their form, under Shopify's save bar. */
export function FormTogether(props: {
  id: string;
  label: string;
  of: Pick<ReturnType<typeof useTogether>, "fetcher" | "form" | "changed" | "discard">;
  children: ReactNode;
}) {
  const { id, label, of, children } = props;
  const { fetcher, form, changed, discard } = of;
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={label}>
      <SaveTogether id={id} open={changed} saving={fetcher.state !== "idle"} form={form} discard={discard} />
      {children}
    </fetcher.Form>
  );
}

/** Shopify's save bar over a form whose fields are saved at once. */
export function SaveTogether(props: {
  id: string;
  open: boolean;
  saving: boolean;
  form: RefObject<HTMLFormElement | null>;
  discard: () => void;
}) {
  const { id, open, saving, form, discard } = props;
  return (
    <SaveBar id={id} open={open}>
      <button
        type="button"
        variant="primary"
        disabled={saving}
        onClick={() => form.current?.requestSubmit()}
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
