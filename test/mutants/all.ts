import { allocationMutants } from "./allocation.ts";
import { dateMutants } from "./dates.ts";
import type { Mutant } from "./mutant.ts";
import { planMutants } from "./plan.ts";
import { promiseMutants } from "./promises.ts";
import { storefrontMutants } from "./storefront.ts";

export const mutants: Mutant[] = [
  ...allocationMutants,
  ...planMutants,
  ...dateMutants,
  ...storefrontMutants,
  ...promiseMutants,
];
