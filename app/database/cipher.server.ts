import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export type Cipher = {
  /** `context` (such as the row's id) is authenticated: a sealed value moved to another row does not open. */
  seal(clear: string, context: string): string;
  open(sealed: string, context: string): string;
};

/** AES-256-GCM, written "v1.<iv>.<tag>.<text>" in base64url, so that a later key or algorithm can be told apart. */
export function makeCipher(key: Buffer): Cipher {
  return {
    seal(clear, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(clear, "utf8"), cipher.final()]);
      return ["v1", ...[iv, cipher.getAuthTag(), text].map((b) => b.toString("base64url"))].join(".");
    },
    open(sealed, context) {
      const [version, iv, tag, text] = sealed.split(".");
      if (version !== "v1" || !iv || !tag || text === undefined)
        throw new Error("A stored secret has an unknown form.");
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"))
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(tag, "base64url"));
      return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}
