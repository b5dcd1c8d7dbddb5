import type { Language } from "./languages.ts";
import type { SignUpAnswer } from "./sign-up.ts";

/** What the notify-me form answers. The same for somebody known and somebody new. */
export type FormWords = Record<Exclude<SignUpAnswer, "invalid">, string> & {
  empty: string;
  malformed: string;
  title: string;
  email: string;
  back: string;
};

export const formWords: Record<Language, FormWords> = {
  en: {
    title: "Notify me",
    email: "Email",
    confirm: "Almost done. We'll email you a link to confirm.",
    listed: "You're on the list.",
    in_stock: "It's in stock now.",
    limited: "Too many tries. Wait a minute and try again.",
    failed: "That didn't work. Try again in a few minutes.",
    empty: "Enter your email address.",
    malformed: "Enter an address like name@example.com.",
    back: "Back to the product",
  },
  de: {
    title: "Benachrichtigen",
    email: "E-Mail",
    confirm: "Fast fertig. Wir schicken Ihnen einen Link zur Bestätigung.",
    listed: "Sie stehen auf der Liste.",
    in_stock: "Der Artikel ist jetzt auf Lager.",
    limited: "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.",
    failed: "Das hat nicht geklappt. Versuchen Sie es in ein paar Minuten noch einmal.",
    empty: "Geben Sie Ihre E-Mail-Adresse ein.",
    malformed: "Geben Sie eine Adresse wie name@example.com ein.",
    back: "Zurück zum Artikel",
  },
  fr: {
    title: "Me prévenir",
    email: "E-mail",
    confirm: "C'est presque fait. Nous vous envoyons un lien de confirmation.",
    listed: "Vous êtes sur la liste.",
    in_stock: "L'article est maintenant en stock.",
    limited: "Trop d'essais. Attendez une minute et réessayez.",
    failed: "Cela n'a pas fonctionné. Réessayez dans quelques minutes.",
    empty: "Saisissez votre adresse e-mail.",
    malformed: "Saisissez une adresse comme nom@example.com.",
    back: "Retour à l'article",
  },
  es: {
    title: "Avísame",
    email: "Correo electrónico",
    confirm: "Casi listo. Te enviaremos un enlace para confirmar.",
    listed: "Estás en la lista.",
    in_stock: "Ya está disponible.",
    limited: "Demasiados intentos. Espera un minuto e inténtalo de nuevo.",
    failed: "No ha funcionado. Inténtalo de nuevo en unos minutos.",
    empty: "Escribe tu correo electrónico.",
    malformed: "Escribe una dirección como nombre@example.com.",
    back: "Volver al producto",
  },
  ja: {
    title: "入荷のお知らせ",
    email: "メールアドレス",
    confirm: "あと少しです。確認用のリンクをメールでお送りします。",
    listed: "リストに登録されました。",
    in_stock: "現在、在庫があります。",
    limited: "試行回数が多すぎます。1分ほど待ってからもう一度お試しください。",
    failed: "うまくいきませんでした。数分後にもう一度お試しください。",
    empty: "メールアドレスを入力してください。",
    malformed: "name@example.com のような形式で入力してください。",
    back: "商品に戻る",
  },
  ar: {
    title: "أعلمني",
    email: "البريد الإلكتروني",
    confirm: "أوشكت على الانتهاء. سنرسل إليك رابطًا للتأكيد.",
    listed: "أنت الآن على القائمة.",
    in_stock: "المنتج متوفر الآن.",
    limited: "محاولات كثيرة. انتظر دقيقة ثم حاول مرة أخرى.",
    failed: "لم ينجح ذلك. حاول مرة أخرى بعد بضع دقائق.",
    empty: "أدخل بريدك الإلكتروني.",
    malformed: "أدخل عنوانًا مثل name@example.com.",
    back: "العودة إلى المنتج",
  },
};

/** The pages behind the links of a mail. Opening one changes nothing; its button does. */
export type LinkWords = {
  confirmTitle: string;
  confirmAsk: string;
  confirmButton: string;
  confirmed: string;
  leaveTitle: string;
  leaveAsk: string;
  leaveButton: string;
  leaveAllButton: string;
  eraseButton: string;
  left: string;
  erased: string;
  kept: string;
  declineTitle: string;
  declineAsk: string;
  declineButton: string;
  declined: string;
  /** One page for every bad link. */
  badLink: string;
};

export const linkWords: Record<Language, LinkWords> = {
  en: {
    confirmTitle: "Confirm your alert",
    confirmAsk: "We'll email you when these are back:",
    confirmButton: "Confirm",
    confirmed: "Done. You're on the list.",
    leaveTitle: "Leave the list",
    leaveAsk: "You asked to be told about:",
    leaveButton: "Leave this list",
    leaveAllButton: "Leave all lists of this store",
    eraseButton: "Delete everything about me",
    left: "Done. We won't email you about this any more.",
    erased: "Done. Nothing about you is kept.",
    kept: "This is all that is kept about you: your address, encrypted, your language and time zone, what you asked for and when you agreed.",
    declineTitle: "No thanks",
    declineAsk: "It will go to the next person. You stay free of any obligation.",
    declineButton: "Let it go",
    declined: "Done. It goes to the next person.",
    badLink: "This link no longer works. Ask the store for a new one.",
  },
  de: {
    confirmTitle: "Benachrichtigung bestätigen",
    confirmAsk: "Wir schreiben Ihnen, wenn diese Artikel wieder da sind:",
    confirmButton: "Bestätigen",
    confirmed: "Fertig. Sie stehen auf der Liste.",
    leaveTitle: "Von der Liste abmelden",
    leaveAsk: "Sie wollten benachrichtigt werden über:",
    leaveButton: "Von dieser Liste abmelden",
    leaveAllButton: "Von allen Listen dieses Shops abmelden",
    eraseButton: "Alles über mich löschen",
    left: "Fertig. Wir schreiben Ihnen dazu nicht mehr.",
    erased: "Fertig. Über Sie ist nichts mehr gespeichert.",
    kept: "Das ist alles, was über Sie gespeichert ist: Ihre Adresse, verschlüsselt, Ihre Sprache und Zeitzone, was Sie angefragt und wann Sie zugestimmt haben.",
    declineTitle: "Nein danke",
    declineAsk: "Das Stück geht dann an die nächste Person.",
    declineButton: "Nicht mehr reservieren",
    declined: "Fertig. Es geht an die nächste Person.",
    badLink: "Dieser Link funktioniert nicht mehr. Bitten Sie den Shop um einen neuen.",
  },
  fr: {
    confirmTitle: "Confirmer l'alerte",
    confirmAsk: "Nous vous écrirons au retour de ces articles :",
    confirmButton: "Confirmer",
    confirmed: "C'est fait. Vous êtes sur la liste.",
    leaveTitle: "Quitter la liste",
    leaveAsk: "Vous avez demandé à être prévenu pour :",
    leaveButton: "Quitter cette liste",
    leaveAllButton: "Quitter toutes les listes de cette boutique",
    eraseButton: "Supprimer tout ce qui me concerne",
    left: "C'est fait. Nous ne vous écrirons plus à ce sujet.",
    erased: "C'est fait. Plus rien n'est conservé à votre sujet.",
    kept: "Voici tout ce qui est conservé : votre adresse, chiffrée, votre langue et votre fuseau horaire, ce que vous avez demandé et la date de votre accord.",
    declineTitle: "Non merci",
    declineAsk: "L'article reviendra à la personne suivante.",
    declineButton: "Renoncer à la réservation",
    declined: "C'est fait. Il revient à la personne suivante.",
    badLink: "Ce lien ne fonctionne plus. Demandez-en un nouveau à la boutique.",
  },
  es: {
    confirmTitle: "Confirma tu aviso",
    confirmAsk: "Te escribiremos cuando vuelvan:",
    confirmButton: "Confirmar",
    confirmed: "Listo. Estás en la lista.",
    leaveTitle: "Salir de la lista",
    leaveAsk: "Pediste que te avisáramos de:",
    leaveButton: "Salir de esta lista",
    leaveAllButton: "Salir de todas las listas de esta tienda",
    eraseButton: "Borrar todo sobre mí",
    left: "Listo. No te escribiremos más sobre esto.",
    erased: "Listo. No se guarda nada sobre ti.",
    kept: "Esto es todo lo que se guarda: tu dirección, cifrada, tu idioma y zona horaria, lo que pediste y cuándo diste tu acuerdo.",
    declineTitle: "No, gracias",
    declineAsk: "El artículo pasará a la siguiente persona.",
    declineButton: "Renunciar a la reserva",
    declined: "Hecho. Pasa a la siguiente persona.",
    badLink: "Este enlace ya no funciona. Pide uno nuevo a la tienda.",
  },
  ja: {
    confirmTitle: "お知らせの確認",
    confirmAsk: "次の商品が再入荷したらメールでお知らせします。",
    confirmButton: "確認する",
    confirmed: "完了しました。リストに登録されています。",
    leaveTitle: "リストから外れる",
    leaveAsk: "お知らせを希望された商品：",
    leaveButton: "このリストから外れる",
    leaveAllButton: "このストアのすべてのリストから外れる",
    eraseButton: "自分に関する情報をすべて削除",
    left: "完了しました。今後この商品についてのメールは送りません。",
    erased: "完了しました。お客様に関する情報は保存されていません。",
    kept: "保存されているのは、暗号化されたメールアドレス、言語とタイムゾーン、ご希望の商品、同意された日時だけです。",
    declineTitle: "購入しない",
    declineAsk: "商品は次の方にご案内します。",
    declineButton: "お取り置きをやめる",
    declined: "完了しました。次の方にご案内します。",
    badLink: "このリンクは無効です。ストアに新しいリンクをお求めください。",
  },
  ar: {
    confirmTitle: "تأكيد التنبيه",
    confirmAsk: "سنراسلك عند توفر ما يلي من جديد:",
    confirmButton: "تأكيد",
    confirmed: "تم. أنت الآن على القائمة.",
    leaveTitle: "مغادرة القائمة",
    leaveAsk: "طلبت أن نعلمك بشأن:",
    leaveButton: "مغادرة هذه القائمة",
    leaveAllButton: "مغادرة كل قوائم هذا المتجر",
    eraseButton: "حذف كل ما يخصني",
    left: "تم. لن نراسلك بشأن هذا بعد الآن.",
    erased: "تم. لم يعد أي شيء محفوظًا عنك.",
    kept: "هذا كل ما هو محفوظ عنك: عنوانك مشفَّرًا، ولغتك ومنطقتك الزمنية، وما طلبته، ووقت موافقتك.",
    declineTitle: "لا، شكرًا",
    declineAsk: "ستنتقل القطعة إلى الشخص التالي.",
    declineButton: "إلغاء الحجز",
    declined: "تم. تنتقل إلى الشخص التالي.",
    badLink: "لم يعد هذا الرابط يعمل. اطلب رابطًا جديدًا من المتجر.",
  },
};
