import type { NoticeKind, Unsent } from "#app/domain/notice.ts";

export const kindWords: Record<NoticeKind, string> = {
  confirm: "Confirm sign-up",
  restock: "Restock alert",
};

/** Why a message was not sent. */
export const unsentWords: Record<Unsent, string> = {
  left: "The person left the list before it was sent.",
  confirmed_already: "The person had confirmed already.",
  expired: "It was asked for too long ago.",
  suppressed: "An earlier message came back, or was reported as spam: nothing more is sent there.",
  sold_out: "The units were gone again before it was sent. The person stays on the list.",
  restock_over: "That restock was over before it was sent. The person stays on the list.",
  told_already: "The person was told of this restock already.",
  bounced: "The mailbox does not exist.",
  gave_up: "The mail server did not take it, however often it was tried.",
  crashed: "Shipsby stopped while it was being sent: it may have arrived, so it isn't sent again by itself.",
};
