import type { Account } from '../../../domain/account/account.ts';
import { addressOfPage, pageOfAccount } from '../../../domain/links/team-pages.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import { labelOf } from '../../mail/names.ts';
import { whatMoved } from '../../mail/team/what-moved.ts';
import { readAccount } from '../../readings/account.ts';
import { findAccounts } from '../../readings/accounts.ts';
import type { AccountFacts, EpisodeLine } from '../../team-pages/account/account-facts.ts';
import { type AnswerTool, type Asking, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';
import { fromCustomer, withNotice } from './from-customers.ts';
import { taskFacts } from './task-facts.ts';

const MOST_MEANT = 10;

/** One account as it stands: health and why, what is open, who is there, what was agreed. Found by its id or its name. */
export const tellAccount: AnswerTool = async ({ account: said }, asking) => {
  const { asker, readings } = asking;
  const { locale } = asker;
  const id = await idOfAccount(String(said), asking);
  const facts = await readAccount({ id, locale, query: new URLSearchParams() }, readings);
  const words = assistantWords(locale);
  if (facts === null) throw new UnanswerableError(words.noAccount);
  if (facts === 'unreadable') throw new UnanswerableError(words.unreadableAccount);
  return withNotice(told(facts, asking), words.notice);
};

/**
 * The account that is meant: by its id, or by a name that is no other's.
 *
 * @throws UnanswerableError that names those which may be meant
 */
export async function idOfAccount(said: string, { asker, readings }: Asking): Promise<string> {
  if ((await readings.records.account(said)) !== undefined) return said;
  const { found } = await findAccounts(new URLSearchParams({ q: said }), readings);
  const same = found.filter(({ name }) => name === said);
  const [one, ...others] = same.length > 0 ? same : found;
  const words = assistantWords(asker.locale);
  if (one === undefined) throw new UnanswerableError(words.noAccount);
  if (others.length === 0) return one.account;
  const meant = [one, ...others].slice(0, MOST_MEANT).map(({ name, account }) => `${name} (${account})`);
  throw new UnanswerableError(words.whichAccount(meant));
}

function told(facts: AccountFacts, { asker: { locale }, webUrl }: Asking) {
  const { account, explanation, playbook, team, today, openTasks, openEpisodes, people, nextAction, answer } = facts;
  const { score, grade, change, stale, parts } = explanation.health;
  const setting = {
    ...{ playbook, today, locale, webUrl },
    accounts: new Map<string, Pick<Account, 'name'>>([[account.id, account]]),
    episodes: new Map(),
  };
  const csm = team.csmOf(account, today);
  return {
    ...{ id: account.id, name: account.name },
    ...pick(account, ['plan', 'mrr', 'currency', 'segment', 'contractStart', 'churnedOn']),
    ...(explanation.stage && { stage: explanation.stage }),
    ...(facts.renewalDate !== undefined && { renewal: facts.renewalDate }),
    ...(answer && {
      renewalAnswer: {
        ...{ said: answer.answer, day: answer.day },
        ...(answer.comment !== undefined && { comment: fromCustomer(answer.comment) }),
      },
    }),
    ...(csm && { csm: csm.name }),
    health:
      score === null
        ? null
        : {
            ...{ score, grade, changeInAWeek: change, scoredOn: facts.scoredOn },
            ...(stale && { isStale: true }),
            madeOf: parts.map(({ indicator, points, weight, value, change: moved }) => ({
              indicator:
                textIn(playbook.health.indicators[indicator]?.label, locale) ?? labelOf(indicator, locale, playbook),
              ...{ points, mostPoints: Math.round(weight * 1000) / 10, value, changeInAWeek: moved },
            })),
          },
    signals: openEpisodes.rows.map((episode) => signalFacts(episode, facts, locale)),
    tasks: openTasks.rows.map((task) => taskFacts(task, setting)),
    ...(openTasks.count > openTasks.rows.length && { openTasks: openTasks.count }),
    ...(nextAction && { nextAction: { text: nextAction.text, since: nextAction.day } }),
    people: people.rows.map(({ id, contact, lastSeen, nps }) => ({
      ...{ name: contact?.name ?? id, role: contact?.role, lastSeen },
      ...(nps && { recommends: nps.score }),
    })),
    ...(facts.goal && { goal: pick(facts.goal, ['name', 'value', 'target', 'date', 'share']) }),
    activities: facts.activities.rows.map(({ day, kind, note }) => ({ day, kind, note })),
    page: addressOfPage(webUrl, pageOfAccount(account.id)),
  };
}

function signalFacts(
  { signal: name, about, openedOn, evidence, isHeldOut }: EpisodeLine,
  { playbook }: AccountFacts,
  locale: Asking['asker']['locale'],
) {
  const signal = entryNamed(playbook.signals, name);
  const moved = signal && whatMoved(signal, { subject: about, evidence: { ...evidence } }, locale, playbook);
  return {
    ...{ signal: (signal && textIn(signal.label, locale)) ?? name, name, side: signal?.side, since: openedOn },
    ...(moved && { seen: `${moved.number} ${moved.text}` }),
    ...(isHeldOut && { isHeldOut: true }),
  };
}

/** Of what is known; the rest is left out. */
const pick = <Of extends object, Name extends keyof Of>(of: Of, names: readonly Name[]): Partial<Pick<Of, Name>> =>
  Object.fromEntries(names.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]]))) as Partial<
    Pick<Of, Name>
  >;
