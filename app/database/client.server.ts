import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "./generated/client.ts";

export type Database = PrismaClient;
/** Inside a transaction, nothing but the transaction. */
export type Transaction = Prisma.TransactionClient;

export function openDatabase(url: string, connections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: connections }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}
