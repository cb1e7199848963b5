import { NO_ACCOUNT, type OutboxMail } from '../../domain/outbox.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import type { Scoring, ScoringSettings } from './scoring.ts';

/** Tells the operator of each source that fell silent, once a stretch of silence: the mail's id holds its beginning. */
export async function tellOperator(
  { client, table }: Pick<ScoringSettings, 'client' | 'table'>,
  { silentSources, company, running, now }: Scoring,
): Promise<void> {
  const outbox = new DynamoOutbox(client, table);
  for (const { source, since } of silentSources) {
    const lastEventAt = new Date(since).toISOString();
    const mail: OutboxMail = {
      id: `source-stale/${source}/${lastEventAt}`,
      account: NO_ACCOUNT,
      kind: 'operator',
      playbook: running.version,
      language: company.language,
      from: company.systemSender,
      replyTo: company.systemSender,
      to: company.operator,
      content: { type: 'operator', notice: 'source-stale', source, lastEventAt },
      status: 'pending',
      createdAt: now().toISOString(),
    };
    await outbox.add(mail);
  }
}
