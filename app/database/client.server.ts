import { PrismaPg } from "@prisma/adapter-pg";
import { lastActs } from "./last-acts.server.ts";
import { PrismaClient, type Prisma } from "./generated/client.ts";

export type Database = PrismaClient;
/** Inside a transaction, nothing but the transaction. */
export type Transaction = Prisma.TransactionClient;

type Work = (tx: Transaction) => Promise<unknown>;

const triesOfARing = 3;

/**
 * Every transaction starts here: what it put off is done before it is committed, and one that PostgreSQL chose to end
 * a ring of waiting is told again from its beginning. It reads anew what it decides by, and has written nothing.
 */
export function openDatabase(url: string, connections = 10): Database {
  const db = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: connections }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  const begin = db.$transaction.bind(db) as (work: Work, options?: object) => Promise<unknown>;
  const told = async (work: Work | unknown[], options?: object) => {
    if (Array.isArray(work)) return (begin as (all: unknown, options?: object) => unknown)(work, options);
    for (let tries = 1; ; tries++)
      try {
        return await begin((tx) => lastActs(tx, work), options);
      } catch (error) {
        if (tries === triesOfARing || !endedARing(error)) throw error;
      }
  };
  return Object.assign(db, { $transaction: told });
}

/** PostgreSQL's "deadlock detected", as Prisma tells it of a model's query and of one in SQL. */
function endedARing(error: unknown): boolean {
  const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: Cause } } };
  return code === "P2034" || meta?.driverAdapterError?.cause?.originalCode === "40P01";
}

type Cause = { originalCode?: string };
