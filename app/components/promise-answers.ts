/** What the page answers for each end of `promiseSet`. */
export const promiseAnswers = {
  set: { said: "Promised date changed" },
  same: { errors: { promisedOn: "This is what is promised already." } },
  past: { errors: { promisedOn: "Enter a date from today on." } },
  not_owed: { errors: { form: "Nothing of this line is owed anymore. Nothing was changed." } },
} as const;
