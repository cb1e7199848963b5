import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { SourceRegistrationReader } from '../store/sources/registration-reader.ts';

/**
 * The source whose calls reported who the customer's mail goes to, where its key was taken the right to do so since: the key
 * stood in a page, and anybody may have sent it. What is reported later comes from those who may.
 */
export type DistrustedReporter = (mail: OutboxMail) => Promise<string | null>;

/** So far ahead may a sender's clock be. */
const HOUR_IN_MS = 3_600_000;

export function findDistrustedReporter(
  directory: Pick<DynamoDirectory, 'findRecords'>,
  registry: Pick<SourceRegistrationReader, 'find'>,
): DistrustedReporter {
  return async ({ content, account, contact, releasedAt }) => {
    // A person looked at it and wants it to go.
    if (content.type !== 'customer' || contact === undefined || releasedAt !== undefined) return null;
    const [record] = await directory.findRecords('contacts', [{ id: contact, account }]);
    // Mostly one source reported it all: it is looked up once.
    const narrowedAtOf = new Map<string, string | undefined>();
    for (const [fact, source] of Object.entries(record?.reportedBy ?? {})) {
      if (!narrowedAtOf.has(source)) narrowedAtOf.set(source, (await registry.find(source))?.narrowedAt);
      const narrowedAt = narrowedAtOf.get(source);
      if (narrowedAt === undefined) continue;
      if ((record?.reportedAt[fact] ?? 0) <= Date.parse(narrowedAt) + HOUR_IN_MS) return source;
    }
    return null;
  };
}
