/** Where a delivery stands, as pages say it. */
export type DeliveryStanding =
  | "draft"
  | "on_the_way"
  | "in_transit"
  | "partly_received"
  | "received"
  | "overdue"
  | "no_date"
  | "canceled"
  | "linked";
