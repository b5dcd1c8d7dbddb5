import type { Language } from "./languages.ts";
import { longestComment, mostUnits, type ProposalField } from "./proposal.ts";

/** The page behind a supplier's link: short questions, and what becomes of the answers. */
export type SupplierLinkWords = {
  title: (shop: string) => string;
  nothing: string;
  willIt: (reference: string, day: string) => string;
  wasTo: (reference: string, day: string) => string;
  when: (reference: string) => string;
  yes: string;
  another: string;
  /** The same where no day was named that it could be another than. */
  onThisDay: string;
  newDay: string;
  unknown: string;
  units: string;
  comment: string;
  send: string;
  /** What it said last, and nobody has answered yet. */
  waits: (day: string) => string;
  waitsUndated: string;
  taken: string;
  accepted: string;
  confirmed: string;
  gone: string;
  tooOften: string;
  wrong: Record<ProposalField, string>;
  back: string;
  badLink: string;
};

export const supplierLinkWords: Record<Language, SupplierLinkWords> = {
  en: {
    title: (shop) => `Deliveries to ${shop}`,
    nothing: "No delivery is open.",
    willIt: (reference, day) => `Will ${reference} arrive on ${day}?`,
    wasTo: (reference, day) => `${reference} was to arrive on ${day}. When will it arrive?`,
    when: (reference) => `When will ${reference} arrive?`,
    yes: "Yes",
    another: "On another day",
    onThisDay: "On this day",
    newDay: "New date",
    unknown: "I don't know yet",
    units: "Units still to come",
    comment: "Comment",
    send: "Send",
    waits: (day) => `You said ${day}. The store hasn't answered yet.`,
    waitsUndated: "You said that you don't know yet. The store hasn't answered yet.",
    taken: "Thank you. The store will look at what you said.",
    accepted: "Thank you. The store has taken over what you said.",
    confirmed: "Thank you. The date is confirmed.",
    gone: "This delivery is no longer open.",
    tooOften: "Too many tries. Wait a minute and try again.",
    wrong: {
      answer: "Choose one of the answers.",
      statedOn: "Enter a date from today on, within two years.",
      units: `Enter a whole number from 0 to ${mostUnits}.`,
      comment: `Enter at most ${longestComment} characters.`,
    },
    back: "All deliveries",
    badLink: "This link no longer works. Ask the store for a new one.",
  },
  de: {
    title: (shop) => `Lieferungen an ${shop}`,
    nothing: "Keine Lieferung ist offen.",
    willIt: (reference, day) => `Kommt ${reference} am ${day} an?`,
    wasTo: (reference, day) => `${reference} sollte am ${day} ankommen. Wann kommt die Lieferung an?`,
    when: (reference) => `Wann kommt ${reference} an?`,
    yes: "Ja",
    another: "An einem anderen Tag",
    onThisDay: "An diesem Tag",
    newDay: "Neuer Termin",
    unknown: "Ich weiß es noch nicht",
    units: "Noch ausstehende Stückzahl",
    comment: "Bemerkung",
    send: "Senden",
    waits: (day) => `Ihre Angabe: ${day}. Der Shop hat noch nicht geantwortet.`,
    waitsUndated: "Ihre Angabe: noch nicht bekannt. Der Shop hat noch nicht geantwortet.",
    taken: "Danke. Der Shop sieht sich Ihre Angabe an.",
    accepted: "Danke. Der Shop hat Ihre Angabe übernommen.",
    confirmed: "Danke. Der Termin ist bestätigt.",
    gone: "Diese Lieferung ist nicht mehr offen.",
    tooOften: "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.",
    wrong: {
      answer: "Wählen Sie eine der Antworten.",
      statedOn: "Geben Sie ein Datum ab heute ein, höchstens zwei Jahre voraus.",
      units: `Geben Sie eine ganze Zahl von 0 bis ${mostUnits} ein.`,
      comment: `Geben Sie höchstens ${longestComment} Zeichen ein.`,
    },
    back: "Alle Lieferungen",
    badLink: "Dieser Link funktioniert nicht mehr. Bitten Sie den Shop um einen neuen.",
  },
  fr: {
    title: (shop) => `Livraisons à ${shop}`,
    nothing: "Aucune livraison n'est en cours.",
    willIt: (reference, day) => `${reference} arrivera-t-elle le ${day} ?`,
    wasTo: (reference, day) => `${reference} devait arriver le ${day}. Quand arrivera-t-elle ?`,
    when: (reference) => `Quand ${reference} arrivera-t-elle ?`,
    yes: "Oui",
    another: "Un autre jour",
    onThisDay: "À cette date",
    newDay: "Nouvelle date",
    unknown: "Je ne sais pas encore",
    units: "Unités encore attendues",
    comment: "Commentaire",
    send: "Envoyer",
    waits: (day) => `Vous avez indiqué le ${day}. La boutique n'a pas encore répondu.`,
    waitsUndated: "Vous ne savez pas encore. La boutique n'a pas encore répondu.",
    taken: "Merci. La boutique va examiner votre réponse.",
    accepted: "Merci. La boutique a repris votre réponse.",
    confirmed: "Merci. La date est confirmée.",
    gone: "Cette livraison n'est plus en cours.",
    tooOften: "Trop d'essais. Attendez une minute et réessayez.",
    wrong: {
      answer: "Choisissez une des réponses.",
      statedOn: "Saisissez une date à partir d'aujourd'hui, dans les deux ans.",
      units: `Saisissez un nombre entier de 0 à ${mostUnits}.`,
      comment: `Saisissez au plus ${longestComment} caractères.`,
    },
    back: "Toutes les livraisons",
    badLink: "Ce lien ne fonctionne plus. Demandez-en un nouveau à la boutique.",
  },
  es: {
    title: (shop) => `Entregas a ${shop}`,
    nothing: "No hay ninguna entrega abierta.",
    willIt: (reference, day) => `¿Llegará ${reference} el ${day}?`,
    wasTo: (reference, day) => `${reference} debía llegar el ${day}. ¿Cuándo llegará?`,
    when: (reference) => `¿Cuándo llegará ${reference}?`,
    yes: "Sí",
    another: "Otro día",
    onThisDay: "En esta fecha",
    newDay: "Nueva fecha",
    unknown: "Todavía no lo sé",
    units: "Unidades pendientes",
    comment: "Comentario",
    send: "Enviar",
    waits: (day) => `Indicaste el ${day}. La tienda todavía no ha respondido.`,
    waitsUndated: "Indicaste que todavía no lo sabes. La tienda todavía no ha respondido.",
    taken: "Gracias. La tienda lo revisará.",
    accepted: "Gracias. La tienda ha aceptado tu respuesta.",
    confirmed: "Gracias. La fecha está confirmada.",
    gone: "Esta entrega ya no está abierta.",
    tooOften: "Demasiados intentos. Espera un minuto e inténtalo de nuevo.",
    wrong: {
      answer: "Elige una de las respuestas.",
      statedOn: "Escribe una fecha a partir de hoy, en los próximos dos años.",
      units: `Escribe un número entero de 0 a ${mostUnits}.`,
      comment: `Escribe como máximo ${longestComment} caracteres.`,
    },
    back: "Todas las entregas",
    badLink: "Este enlace ya no funciona. Pide uno nuevo a la tienda.",
  },
  ja: {
    title: (shop) => `${shop}への納品`,
    nothing: "予定されている納品はありません。",
    willIt: (reference, day) => `${reference}は${day}に届きますか？`,
    wasTo: (reference, day) => `${reference}は${day}に届く予定でした。いつ届きますか？`,
    when: (reference) => `${reference}はいつ届きますか？`,
    yes: "はい",
    another: "別の日に届く",
    onThisDay: "この日に届く",
    newDay: "新しい日付",
    unknown: "まだわからない",
    units: "これから届く数量",
    comment: "コメント",
    send: "送信",
    waits: (day) => `${day}と回答済みです。ショップの返答待ちです。`,
    waitsUndated: "「まだわからない」と回答済みです。ショップの返答待ちです。",
    taken: "ありがとうございます。ショップが内容を確認します。",
    accepted: "ありがとうございます。ご回答が反映されました。",
    confirmed: "ありがとうございます。日付が確定しました。",
    gone: "この納品の受付は終了しています。",
    tooOften: "試行回数が多すぎます。1分ほど待ってからもう一度お試しください。",
    wrong: {
      answer: "回答を一つ選んでください。",
      statedOn: "今日から2年以内の日付を入力してください。",
      units: `0から${mostUnits}までの整数を入力してください。`,
      comment: `${longestComment}文字以内で入力してください。`,
    },
    back: "すべての納品",
    badLink: "このリンクは使えなくなりました。ショップに新しいリンクをご依頼ください。",
  },
  ar: {
    title: (shop) => `الشحنات إلى ${shop}`,
    nothing: "لا توجد شحنات مفتوحة.",
    willIt: (reference, day) => `هل ستصل ${reference} في ${day}؟`,
    wasTo: (reference, day) => `كان من المقرر أن تصل ${reference} في ${day}. متى ستصل؟`,
    when: (reference) => `متى ستصل ${reference}؟`,
    yes: "نعم",
    another: "في يوم آخر",
    onThisDay: "في هذا اليوم",
    newDay: "التاريخ الجديد",
    unknown: "لا أعرف بعد",
    units: "الوحدات المتبقية",
    comment: "تعليق",
    send: "إرسال",
    waits: (day) => `ذكرت ${day}. لم يرد المتجر بعد.`,
    waitsUndated: "ذكرت أنك لا تعرف بعد. لم يرد المتجر بعد.",
    taken: "شكرًا. سينظر المتجر في ما ذكرته.",
    accepted: "شكرًا. اعتمد المتجر ما ذكرته.",
    confirmed: "شكرًا. تم تأكيد التاريخ.",
    gone: "لم تعد هذه الشحنة مفتوحة.",
    tooOften: "محاولات كثيرة. انتظر دقيقة ثم حاول مرة أخرى.",
    wrong: {
      answer: "اختر إحدى الإجابات.",
      statedOn: "أدخل تاريخًا من اليوم فصاعدًا، خلال عامين.",
      units: `أدخل عددًا صحيحًا من 0 إلى ${mostUnits}.`,
      comment: `أدخل ${longestComment} حرف على الأكثر.`,
    },
    back: "كل الشحنات",
    badLink: "لم يعد هذا الرابط يعمل. اطلب رابطًا جديدًا من المتجر.",
  },
};
