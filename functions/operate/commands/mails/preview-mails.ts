import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { evaluate } from '../../../../domain/evaluation/evaluate.ts';
import { localeSchema } from '../../../../domain/locale/locale.ts';
import { nearestName } from '../../../../domain/names/nearest-name.ts';
import type { Playbook } from '../../../../domain/playbook/playbook.ts';
import { previewPlay } from '../../../../domain/plays/preview-play.ts';
import { usageHistory } from '../../../../domain/usage/usage-history.ts';
import { renderMail } from '../../../mail/render-mail.ts';
import { operation, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { noSuchAccount } from '../accounts/known-records.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

/** An answer of Lambda's holds so many of the longest with room to spare. */
const MAILS_A_PAGE = 10;

const requestSchema = z.strictObject({
  play: z.string(),
  account: idSchema,
  language: localeSchema.optional(),
  from: z.string().regex(/^\d+$/).optional(),
});

/** Every mail of a play as the account's facts and the running playbook make it today; changes nothing. */
export const previewMails = operation(requestSchema, async ({ play, account: id, language, from }, tools) => {
  await runningPlaybook(tools);
  const scoring = await tools.openScoring(todayOf(tools));
  const { accounts, running, businessDays, fleet, freshness, asOf, today, company, team, calendar } = scoring;
  const { playbook, version } = running;
  if (!Object.hasOwn(playbook.plays, play)) throw noSuchPlay(play, playbook, version);
  const snapshot = await accounts.load(id, { playbook, asOf, today, isConsistent: true });
  if (snapshot === null) throw noSuchAccount(id, 'There is nothing to preview.');
  const { days, lifetime, stored, ...facts } = snapshot;
  const previous = stored?.state ?? null;
  const usage = usageHistory(days, lifetime, playbook, asOf);
  const input = { ...facts, usage, businessDays, fleet, freshness, playbook, previous };
  const now = new Date(tools.now()).toISOString();
  const context = { company, team, calendar, playbookVersion: version, now };
  const preview = previewPlay(input, evaluate(input), context, { play, language });
  if (preview === null) throw notStarted(play, version, facts.account.churnedOn);

  const { mails, ...about } = preview;
  const first = Number(from ?? 0);
  const rows = mails.slice(first, first + MAILS_A_PAGE).map(({ mail, mode }) => {
    try {
      return { mail, mode, ...renderMail(mail, playbook, company.timeZone, addressOf) };
    } catch (error) {
      throw unwritable(mail.id, error as Error);
    }
  });
  const next = first + MAILS_A_PAGE < mails.length ? String(first + MAILS_A_PAGE) : undefined;
  return { ...about, playbook: version, at: now, rows, next };

  /** A preview's links look as the real ones do and are good for nothing: whoever gets it may not act by it. */
  function addressOf(): string {
    return `${tools.installation.apiUrl}/w/preview`;
  }
});

function noSuchPlay(name: string, { plays }: Playbook, version: string): OperatorError {
  const nearest = nearestName(name, Object.keys(plays));
  return new OperatorError(
    'no-play',
    'There is nothing to preview.',
    `The running playbook ${version} has no play "${name}".`,
    nearest === undefined ? `It has ${Object.keys(plays).join(', ')}.` : `Did you mean ${nearest}?`,
  );
}

function notStarted(play: string, version: string, churnedOn: string | undefined): OperatorError {
  return new OperatorError(
    'play-not-started',
    'There is nothing to preview.',
    churnedOn === undefined
      ? `No signal of the running playbook ${version} starts the play "${play}".`
      : `No play starts for an account that left on ${churnedOn}.`,
    churnedOn === undefined ? 'Name it as the play of a signal, and push the playbook.' : 'Name another account.',
  );
}

function unwritable(id: string, cause: Error): OperatorError {
  return new OperatorError(
    'mail-unwritable',
    'There is nothing to preview.',
    `The mail ${id} can't be put into words: ${cause.message}.`,
    "Mend the playbook or the account's data: the real mail would be held for the same reason.",
  );
}
