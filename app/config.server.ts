import { z } from "zod";

/**
 * The only reader of the environment. Every problem is listed at once, in words that say what to do.
 * docs/deploy.md describes each variable for the person who sets it.
 */
const schema = z.object({
  SHOPIFY_API_KEY: z
    .string({ error: "is missing: the client id of your app in Shopify's Partner or Dev Dashboard" })
    .min(1, "is empty"),
  SHOPIFY_API_SECRET: z.string({ error: "is missing: the client secret of your app" }).min(1, "is empty"),
  SHOPIFY_API_SECRET_PREVIOUS: z
    .string()
    .min(1, "is empty: remove it or set the old client secret")
    .optional(),
  SHOPIFY_APP_URL: z.url({
    error: "must be the public address of this app, such as https://shipsby.example.com",
  }),
  ENCRYPTION_KEY: z
    .string({ error: "is missing: 32 random bytes in base64, such as `openssl rand -base64 32` prints" })
    .refine(
      (key) => Buffer.from(key, "base64").length === 32,
      "must be 32 bytes in base64 (`openssl rand -base64 32`)",
    ),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      "must start with postgresql://; leave it unset to use the embedded PostgreSQL",
    )
    .optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  PORT: z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(0)
    .max(65_535)
    .default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  PROCESS: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  SMTP_URL: z
    .string()
    .regex(
      /^smtps?:\/\/[^/\s]+\/?$/,
      "must look like smtps://user:password@smtp.example.com:465; leave it unset to send nothing",
    )
    .optional(),
  MAIL_FROM: z.email("must be the address that mails come from, such as alerts@example.com").optional(),
  MAIL_REPORT_SECRET: z
    .string()
    .min(16, "must be at least 16 characters: the password with which bounces and complaints are reported")
    .optional(),
  TRUSTED_PROXIES: z.coerce
    .number("must be a whole number: how many proxies of your own stand before the app")
    .int("must be a whole number: how many proxies of your own stand before the app")
    .min(0)
    .max(10)
    .default(0),
  LOG_LEVEL: z
    .enum(["silent", "error", "warn", "info", "debug"], "must be silent, error, warn, info or debug")
    .default("info"),
});

export type Config = {
  apiKey: string;
  apiSecret: string;
  /** During a rotation Shopify may sign with the old secret for up to an hour. */
  apiSecretPrevious: string | undefined;
  appUrl: string;
  encryptionKey: Buffer;
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
  host: string;
  runs: { web: boolean; worker: boolean };
  /** Unset: nothing is sent, and the pages say so. */
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  mailReportSecret: string | undefined;
  /** Each of them adds itself behind the shopper's address in X-Forwarded-For. */
  trustedProxies: number;
  logLevel: string;
};

export class ConfigurationFaulty extends Error {
  override name = "ConfigurationFaulty";
}

/** Throws ConfigurationFaulty with one line per problem. An empty variable counts as unset. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema
    .refine((e) => (e.SMTP_URL === undefined) === (e.MAIL_FROM === undefined), {
      path: ["MAIL_FROM"],
      error: "and SMTP_URL belong together: set both, or neither to send nothing",
    })
    .safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new ConfigurationFaulty(
      `Shipsby cannot start with this configuration:\n${lines.join("\n")}\nSee docs/deploy.md.`,
    );
  }
  const e = parsed.data;
  return {
    apiKey: e.SHOPIFY_API_KEY,
    apiSecret: e.SHOPIFY_API_SECRET,
    apiSecretPrevious: e.SHOPIFY_API_SECRET_PREVIOUS,
    appUrl: e.SHOPIFY_APP_URL.replace(/\/+$/, ""),
    encryptionKey: Buffer.from(e.ENCRYPTION_KEY, "base64"),
    databaseUrl: e.DATABASE_URL,
    dataDir: e.DATA_DIR,
    port: e.PORT,
    host: e.HOST,
    runs: { web: e.PROCESS !== "worker", worker: e.PROCESS !== "web" },
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    mailReportSecret: e.MAIL_REPORT_SECRET,
    trustedProxies: e.TRUSTED_PROXIES,
    logLevel: e.LOG_LEVEL,
  };
}
