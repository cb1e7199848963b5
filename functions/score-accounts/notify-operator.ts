import type { Company } from '../../domain/company/company.ts';
import { isFleet } from '../../domain/fleet/beyond-fleet.ts';
import { keyOfLevel } from '../../domain/fleet/fleet.ts';
import type { OperatorMailContent } from '../../domain/mail/mail-content.ts';
import { NO_ACCOUNT, type OutboxMail } from '../../domain/outbox/outbox.ts';
import { isStillOver } from '../../domain/sources/usage-limits.ts';
import type { Scoring, ScoringSettings } from '../scoring/scoring.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { readOverLimits } from '../store/sources/over-limits.ts';
import { readSendingSources } from '../store/sources/source-registry.ts';

/**
 * A mail to the operator about each source that fell silent, or exceeds its daily limit, and each level that the whole
 * fleet left: once a stretch, since the mail's id holds the stretch's beginning.
 */
export async function notifyOperator(
  { client, table, sources }: Pick<ScoringSettings, 'client' | 'table' | 'sources'>,
  { silentSources, fleet, fleetLevels, company, running, asOf, today, now }: Scoring,
): Promise<void> {
  const outbox = new DynamoOutbox(client, table);
  const notify = (id: string, content: OperatorMailContent) =>
    outbox.add(mailOf(id, content, company, running.version, now().toISOString()));
  for (const { source, since } of silentSources) {
    const lastEventAt = new Date(since).toISOString();
    await notify(`source-stale/${source}/${lastEventAt}`, {
      type: 'operator',
      notice: 'source-stale',
      source,
      lastEventAt,
    });
  }
  for (const level of fleetLevels) {
    const change = fleet.changeFor(level, asOf);
    if (!isFleet(change) || change.moved === undefined) continue;
    const { since } = change.moved;
    await notify(`fleet-moved/${keyOfLevel(level)}/${since}`, {
      type: 'operator',
      notice: 'fleet-moved',
      event: level.event,
      percent: Math.round((change.median - 1) * 100),
      accounts: change.accounts,
      since,
    });
  }
  const names = await readSendingSources(client, table, sources);
  for (const over of await readOverLimits(client, table, names)) {
    if (!isStillOver(over, today)) continue;
    const { source, limit, from } = over;
    await notify(`source-over-limit/${source}/${limit}/${from}`, {
      type: 'operator',
      notice: 'source-over-limit',
      source,
      limit,
      from,
    });
  }
}

function mailOf(
  id: string,
  content: OperatorMailContent,
  company: Company,
  playbook: string,
  createdAt: string,
): OutboxMail {
  return {
    id,
    account: NO_ACCOUNT,
    kind: 'operator',
    playbook,
    language: company.language,
    from: company.systemSender,
    replyTo: company.systemSender,
    to: company.operator,
    content,
    status: 'pending',
    createdAt,
  };
}
