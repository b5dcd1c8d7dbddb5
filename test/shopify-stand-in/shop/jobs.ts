import type { Job } from "./model.ts";
import { newId, type ShopState } from "./state.ts";

/** Work Shopify does after having answered; the job's id tells whether it is done. */
export function newJob(state: ShopState, run: () => void): Job {
  const job: Job = { id: newId(state), done: false };
  state.jobs[job.id] = job;
  state.world.after(state.world.routingDelayMs, () => {
    run();
    job.done = true;
  });
  return job;
}
