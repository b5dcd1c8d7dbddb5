import { alertMutants } from "./alerts.ts";
import { allocationMutants } from "./allocation.ts";
import { arrivalMutants } from "./arrivals.ts";
import { causeMutants } from "./causes.ts";
import { dateMutants } from "./dates.ts";
import { learnedMutants } from "./learned.ts";
import type { Mutant } from "./mutant.ts";
import { planMutants } from "./plan.ts";
import { promiseMutants } from "./promises.ts";
import { servedFirstMutants } from "./served-first.ts";
import { queueMutants } from "./queues.ts";
import { storefrontMutants } from "./storefront.ts";

export const mutants: Mutant[] = [
  ...allocationMutants,
  ...planMutants,
  ...queueMutants,
  ...servedFirstMutants,
  ...causeMutants,
  ...dateMutants,
  ...storefrontMutants,
  ...promiseMutants,
  ...learnedMutants,
  ...alertMutants,
  ...arrivalMutants,
];
