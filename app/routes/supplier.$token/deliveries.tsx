import { addDays } from "#app/domain/days.ts";
import type { Language } from "#app/domain/languages.ts";
import { canConfirm, longestComment, mostUnits, type ProposalField } from "#app/domain/proposal.ts";
import { supplierLinkWords, type SupplierLinkWords } from "#app/domain/supplier-link-words.ts";
import type { SupplierVisit } from "#app/flows/supplier-visit.server.ts";

/** What was typed, and what is wrong about it. */
export type Refused = { form: Record<string, string>; wrong: ProposalField[] };
type Delivery = SupplierVisit["deliveries"][number];

/** A question for each delivery. Works on a phone and without a script. */
export function Deliveries({ visit, problem }: { visit: SupplierVisit; problem: Refused | null }) {
  const words = supplierLinkWords[visit.language];
  if (visit.deliveries.length === 0) return <p>{words.nothing}</p>;
  return (
    <>
      <style>{css}</style>
      {visit.deliveries.map((delivery) => (
        <Delivery
          key={delivery.deliveryId}
          delivery={delivery}
          today={visit.today}
          language={visit.language}
          problem={problem?.form["delivery"] === delivery.deliveryId ? problem : null}
        />
      ))}
    </>
  );
}

function Delivery(props: { delivery: Delivery; today: string; language: Language; problem: Refused | null }) {
  const { delivery, today, language, problem } = props;
  const words = supplierLinkWords[language];
  const { deliveryId, waiting } = delivery;
  const typed = problem?.form ?? {};
  const heading = `q-${deliveryId}`;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{question(delivery, today, language)}</h2>
      {waiting && (
        <p className="hint">
          {waiting.statedOn ? words.waits(dayIn(language, waiting.statedOn)) : words.waitsUndated}
        </p>
      )}
      {problem && (
        <ul role="alert" className="wrong">
          {[...new Set(problem.wrong)].map((field) => (
            <li key={field}>{words.wrong[field]}</li>
          ))}
        </ul>
      )}
      <form method="post">
        <input type="hidden" name="delivery" value={deliveryId} />
        <Answers delivery={delivery} today={today} words={words} heading={heading} typed={typed} />
        <fieldset>
          <legend>{words.units}</legend>
          {delivery.lines.map((line) => (
            <p key={line.field} className="unit">
              <label htmlFor={line.field}>
                <bdi>{line.title}</bdi>
                {line.sku && (
                  <>
                    {" "}
                    · <bdi>{line.sku}</bdi>
                  </>
                )}
              </label>
              <input
                id={line.field}
                name={line.field}
                type="number"
                className="field"
                inputMode="numeric"
                min={0}
                max={mostUnits}
                defaultValue={typed[line.field] ?? String(line.toCome)}
              />
            </p>
          ))}
        </fieldset>
        <p>
          <label htmlFor={`c-${deliveryId}`}>{words.comment}</label>
          <textarea
            className="field"
            id={`c-${deliveryId}`}
            name="comment"
            rows={2}
            maxLength={longestComment}
            defaultValue={typed["comment"] ?? ""}
          />
        </p>
        <button type="submit" className="first">
          {words.send}
        </button>
      </form>
    </section>
  );
}

function Answers(props: {
  delivery: Delivery;
  today: string;
  words: SupplierLinkWords;
  heading: string;
  typed: Record<string, string>;
}) {
  const { delivery, today, words, heading, typed } = props;
  const answers = [
    ...(canConfirm(delivery, today)
      ? [
          ["same", words.yes],
          ["date", words.another],
        ]
      : [["date", words.onThisDay]]),
    ["unknown", words.unknown],
  ] as [string, string][];
  const day = `d-${delivery.deliveryId}`;
  return (
    <div role="radiogroup" aria-labelledby={heading}>
      {answers.map(([value, text]) => (
        <p key={value} className="answer">
          <label className="choice">
            <input type="radio" name="answer" value={value} defaultChecked={typed["answer"] === value} />{" "}
            {text}
          </label>
          {value === "date" && (
            <span className="day">
              <label htmlFor={day} className="hint">
                {words.newDay}
              </label>
              <input
                id={day}
                type="date"
                className="field"
                name="statedOn"
                min={today}
                max={addDays(today, 730)}
                defaultValue={typed["statedOn"] ?? ""}
              />
            </span>
          )}
        </p>
      ))}
    </div>
  );
}

function question({ reference, statedOn }: Delivery, today: string, language: Language): string {
  const words = supplierLinkWords[language];
  if (statedOn === null) return words.when(reference);
  const day = dayIn(language, statedOn);
  return statedOn < today ? words.wasTo(reference, day) : words.willIt(reference, day);
}

/** In letters that cannot be misread: 3/4 is another day on the other side of an ocean. */
function dayIn(language: Language, day: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** React would write a quotation mark or an angle bracket in here as HTML, and the rule would be lost. */
const css = `
section { border-block-start: 1px solid; padding-block: 1rem; }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 .5rem; }
fieldset { border: 0; padding: 0; margin: .75rem 0; }
legend { font-weight: 600; padding: 0; }
.answer { margin: .25rem 0; }
.choice { display: flex; align-items: center; gap: .5rem; min-height: 44px; }
.day { display: block; margin-inline-start: 1.75rem; }
.day label { display: block; }
.unit { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem; margin: .25rem 0; }
.unit label { flex: 1 1 12rem; }
.field { box-sizing: border-box; min-height: 44px; padding: .5rem; font: inherit; border: 1px solid; border-radius: 6px; background: Field; color: FieldText; max-width: 100%; }
.unit .field { width: 7rem; }
.choice input { width: 1.25rem; height: 1.25rem; flex: none; margin: 0; }
textarea.field { display: block; width: 100%; }
.wrong { font-weight: 600; padding-inline-start: 1.25rem; }
`;
