import type { Language } from "./languages.ts";

/** What a merchant may write in their own words; everything else in a mail is locked. */
export type AlertTexts = { subject: string; preheader: string; body: string; button: string };

export const defaultTexts: Record<Language, AlertTexts> = {
  en: {
    subject: "{item} is back",
    preheader: "You asked us to tell you.",
    body: "{item} is in stock again. We write to people in the order they asked, and don't hold it for you.",
    button: "See product",
  },
  de: {
    subject: "{item} ist wieder da",
    preheader: "Sie wollten es wissen.",
    body: "{item} ist wieder auf Lager. Wir schreiben in der Reihenfolge der Anfragen und reservieren nichts.",
    button: "Zum Artikel",
  },
  fr: {
    subject: "{item} est de retour",
    preheader: "Vous nous aviez demandé de vous prévenir.",
    body: "{item} est de nouveau en stock. Nous écrivons dans l'ordre des demandes et ne mettons rien de côté.",
    button: "Voir l'article",
  },
  es: {
    subject: "{item} ha vuelto",
    preheader: "Nos pediste que te avisáramos.",
    body: "{item} vuelve a estar disponible. Escribimos por orden de solicitud y no lo reservamos.",
    button: "Ver producto",
  },
  ja: {
    subject: "{item}が再入荷しました",
    preheader: "ご希望のお知らせです。",
    body: "{item}が再入荷しました。ご希望の順にお知らせしており、お取り置きはしておりません。",
    button: "商品を見る",
  },
  ar: {
    subject: "{item} متوفر من جديد",
    preheader: "طلبت منا أن نعلمك.",
    body: "{item} متوفر من جديد. نراسل الأشخاص بترتيب طلباتهم ولا نحجزه لأحد.",
    button: "عرض المنتج",
  },
};

/** Not for the merchant to change: the law, or fairness to a stranger, wants these as they are. */
export type LockedWords = {
  onlyMail: string;
  leave: string;
  whyYou: string;
  confirmSubject: string;
  confirmPreheader: string;
  confirmBody: string;
  confirmButton: string;
  confirmUntil: string;
  confirmIgnore: string;
  keptSubject: string;
  keptPreheader: string;
  keptBody: string;
  keptButton: string;
  keptAfter: string;
  keptDecline: string;
};

export const lockedWords: Record<Language, LockedWords> = {
  en: {
    onlyMail: "This is the only mail for this restock.",
    leave: "Leave this list",
    whyYou: "You get this mail because you asked {shop} to tell you.",
    confirmSubject: "Confirm: tell me about {item}",
    confirmPreheader: "Didn't ask? Ignore this.",
    confirmBody: "Confirm that {shop} may email you when {item} is back.",
    confirmButton: "Confirm",
    confirmUntil: "This link works until {date}.",
    confirmIgnore: "If you didn't ask, ignore this mail. Nothing more is sent until you confirm.",
    keptSubject: "One {item} is kept for you",
    keptPreheader: "You were first in line.",
    keptBody: "1 × {item}, {price}, is kept for you until {until}.",
    keptButton: "Buy",
    keptAfter: "After that it goes to the next person; you keep no obligation.",
    keptDecline: "No thanks",
  },
  de: {
    onlyMail: "Zu dieser Lieferung schreiben wir Ihnen nur diese eine Mail.",
    leave: "Von dieser Liste abmelden",
    whyYou: "Sie erhalten diese Mail, weil Sie {shop} darum gebeten haben.",
    confirmSubject: "Bestätigen: Nachricht zu {item}",
    confirmPreheader: "Nicht angefragt? Ignorieren Sie diese Mail.",
    confirmBody: "Bestätigen Sie, dass {shop} Ihnen schreiben darf, wenn {item} wieder da ist.",
    confirmButton: "Bestätigen",
    confirmUntil: "Dieser Link gilt bis zum {date}.",
    confirmIgnore:
      "Wenn Sie nicht angefragt haben, ignorieren Sie diese Mail. Ohne Ihre Bestätigung schreiben wir nicht mehr.",
    keptSubject: "{item}: ein Stück ist für Sie reserviert",
    keptPreheader: "Sie waren als Nächste oder Nächster an der Reihe.",
    keptBody: "1 × {item}, {price}, ist bis {until} für Sie reserviert.",
    keptButton: "Kaufen",
    keptAfter: "Danach geht es an die nächste Person; für Sie entsteht keine Verpflichtung.",
    keptDecline: "Nein danke",
  },
  fr: {
    onlyMail: "Ceci est le seul e-mail pour ce retour en stock.",
    leave: "Quitter cette liste",
    whyYou: "Vous recevez cet e-mail parce que vous l'avez demandé à {shop}.",
    confirmSubject: "Confirmez : me prévenir pour {item}",
    confirmPreheader: "Vous n'avez rien demandé ? Ignorez cet e-mail.",
    confirmBody: "Confirmez que {shop} peut vous écrire au retour de {item}.",
    confirmButton: "Confirmer",
    confirmUntil: "Ce lien est valable jusqu'au {date}.",
    confirmIgnore:
      "Si vous n'avez rien demandé, ignorez cet e-mail. Sans confirmation, nous n'écrirons plus.",
    keptSubject: "{item} : un exemplaire vous est réservé",
    keptPreheader: "C'était votre tour.",
    keptBody: "1 × {item}, {price}, vous est réservé jusqu'au {until}.",
    keptButton: "Acheter",
    keptAfter: "Ensuite, il revient à la personne suivante ; vous n'êtes tenu à rien.",
    keptDecline: "Non merci",
  },
  es: {
    onlyMail: "Este es el único correo sobre esta reposición.",
    leave: "Salir de esta lista",
    whyYou: "Recibes este correo porque se lo pediste a {shop}.",
    confirmSubject: "Confirma: avísame de {item}",
    confirmPreheader: "¿No lo pediste? Ignora este correo.",
    confirmBody: "Confirma que {shop} puede escribirte cuando vuelva {item}.",
    confirmButton: "Confirmar",
    confirmUntil: "Este enlace funciona hasta el {date}.",
    confirmIgnore: "Si no lo pediste, ignora este correo. Sin tu confirmación no enviaremos nada más.",
    keptSubject: "{item}: una unidad reservada para ti",
    keptPreheader: "Te tocaba a ti.",
    keptBody: "1 × {item}, {price}, queda reservado para ti hasta el {until}.",
    keptButton: "Comprar",
    keptAfter: "Después pasa a la siguiente persona; no te comprometes a nada.",
    keptDecline: "No, gracias",
  },
  ja: {
    onlyMail: "今回の再入荷についてのメールはこの1通だけです。",
    leave: "このリストから外れる",
    whyYou: "このメールは、{shop}にお知らせを希望された方にお送りしています。",
    confirmSubject: "ご確認ください：{item}のお知らせ",
    confirmPreheader: "心当たりがない場合は無視してください。",
    confirmBody: "{item}が再入荷したとき、{shop}からメールをお送りしてよいかご確認ください。",
    confirmButton: "確認する",
    confirmUntil: "このリンクの有効期限は{date}です。",
    confirmIgnore:
      "心当たりがない場合は、このメールを無視してください。確認されるまで、ほかのメールは送りません。",
    keptSubject: "{item}を1点お取り置きしています",
    keptPreheader: "ご希望の順番が回ってきました。",
    keptBody: "{item} 1点（{price}）を{until}までお取り置きしています。",
    keptButton: "購入する",
    keptAfter: "期限を過ぎると次の方にご案内します。購入の義務はありません。",
    keptDecline: "購入しない",
  },
  ar: {
    onlyMail: "هذه هي الرسالة الوحيدة بشأن هذا التوفر.",
    leave: "مغادرة هذه القائمة",
    whyYou: "تصلك هذه الرسالة لأنك طلبت من {shop} أن يعلمك.",
    confirmSubject: "تأكيد: أعلمني بشأن {item}",
    confirmPreheader: "لم تطلب ذلك؟ تجاهل هذه الرسالة.",
    confirmBody: "أكِّد أن {shop} يمكنه مراسلتك عند توفر {item} من جديد.",
    confirmButton: "تأكيد",
    confirmUntil: "يعمل هذا الرابط حتى {date}.",
    confirmIgnore: "إذا لم تطلب ذلك فتجاهل هذه الرسالة. لن نرسل شيئًا آخر قبل تأكيدك.",
    keptSubject: "قطعة من {item} محجوزة لك",
    keptPreheader: "حان دورك.",
    keptBody: "قطعة واحدة من {item} بسعر {price} محجوزة لك حتى {until}.",
    keptButton: "شراء",
    keptAfter: "بعد ذلك تنتقل إلى الشخص التالي، ولا يترتب عليك أي التزام.",
    keptDecline: "لا، شكرًا",
  },
};
