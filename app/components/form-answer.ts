/** What an action answers: what was done, or what is wrong at which field, with everything that was typed. */
export type FormAnswer =
  | { said: string; errors?: never; typed?: never }
  | { said?: never; errors: Record<string, string>; typed: Record<string, string> };
