/** A known kind of mistake, put back on purpose: somebody must notice. */
export type Mutant = {
  /** What goes wrong, as a merchant would tell it. */
  name: string;
  /** Where this mistake was made, or which rule it breaks. */
  from: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  put: string;
};
