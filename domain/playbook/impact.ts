import { episodeId } from '../episodes/episodes.ts';
import { type Evaluation, type EvaluationInput, evaluate } from '../evaluation/evaluate.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { PlanContext } from '../plays/episode-work.ts';
import { type PlannedWork, planWork, stateAfter } from '../plays/plan-work.ts';
import { formerNamesOf, namesNow } from './names.ts';
import type { Playbook } from './playbook.ts';

interface EpisodeOf {
  signal: string;
  subject: string | null;
}

/** What another playbook makes of one account today, beside what the running one would make of it anyway. */
export interface AccountImpact {
  account: string;
  name: string;
  /** In points; where it is another, or another one is known. */
  score?: { before: number | null; after: number | null };
  stage?: { before: string | null; after: string | null };
  opens: EpisodeOf[];
  /** The running playbook would open these today, the new one does not. */
  opensNoMore: EpisodeOf[];
  /** `tasks`: how many of them somebody still has, and no more will. */
  closes: (EpisodeOf & { reason: string; tasks: number })[];
  reopens: EpisodeOf[];
  /** They are open, and go on under the name that the new playbook gives their signal. */
  goesOn: (EpisodeOf & { from: string })[];
  /** Of signals that the running playbook doesn't have: they would trip, and were over before or are asked once. */
  staysQuiet: EpisodeOf[];
  tasks: { template: string; assignee: string | null }[];
  /** To customers, and what becomes of each: it goes, waits for the CSM's word, or is a draft for them. */
  mails: { template: string; mode: 'send' | 'approve' | 'draft' }[];
}

type Work = Pick<PlannedWork, 'opened' | 'reopened' | 'closed' | 'tasks' | 'mails'>;

/** The same day by two playbooks; each sees the account as its own night would. `null` when it is all the same. */
export function impactOn(before: EvaluationInput, after: EvaluationInput, context: PlanContext): AccountImpact | null {
  const [old, changed] = [dayOf(before, context), dayOf(after, context)];
  const { id, name } = after.account;
  const impact: AccountImpact = {
    account: id,
    name,
    opens: without(changed.work.opened, old.work.opened).map(episodeOf),
    opensNoMore: without(old.work.opened, changed.work.opened).map(episodeOf),
    closes: without(changed.work.closed, old.work.closed).map((one) => ({
      ...episodeOf(one),
      reason: one.closedAs,
      tasks: tasksOf(before, one.id),
    })),
    reopens: without(changed.work.reopened, old.work.reopened).map(episodeOf),
    goesOn: renamedEpisodes(before, after),
    staysQuiet: quietAnew(changed.evaluation, before, after.playbook),
    tasks: without(changed.work.tasks, old.work.tasks).map(({ template, assignee }) => ({ template, assignee })),
    mails: without(changed.work.mails, old.work.mails).flatMap(customerMailOf),
  };
  const score = { before: scoreOf(old.evaluation), after: scoreOf(changed.evaluation) };
  if (score.before !== score.after) impact.score = score;
  const stage = { before: old.evaluation.stage?.stage ?? null, after: changed.evaluation.stage?.stage ?? null };
  if (stage.before !== stage.after) impact.stage = stage;
  const { opens, opensNoMore, closes, reopens, goesOn, staysQuiet, tasks, mails } = impact;
  const isSame = [opens, opensNoMore, closes, reopens, goesOn, staysQuiet, tasks, mails].every(
    (list) => list.length === 0,
  );
  return isSame && impact.score === undefined && impact.stage === undefined ? null : impact;
}

function dayOf(input: EvaluationInput, context: PlanContext): { evaluation: Evaluation; work: Work } {
  const work: Work = { opened: [], reopened: [], closed: [], tasks: [], mails: [] };
  let previous = input.previous;
  for (;;) {
    const given = { ...input, previous };
    const evaluation = evaluate(given);
    const planned = planWork(given, evaluation, context);
    work.opened.push(...planned.opened);
    work.reopened.push(...planned.reopened);
    work.closed.push(...planned.closed);
    work.tasks.push(...planned.tasks);
    work.mails.push(...planned.mails);
    if (!planned.isPartial) return { evaluation, work };
    previous = stateAfter(evaluation, planned);
  }
}

function without<One extends { id: string }>(ones: One[], others: { id: string }[]): One[] {
  const known = new Set(others.map(({ id }) => id));
  return ones.filter(({ id }) => !known.has(id));
}

function tasksOf({ account, previous }: EvaluationInput, episode: string): number {
  const closing = previous?.episodes.find((one) => episodeId(account.id, one) === episode);
  return closing?.tasks?.length ?? 0;
}

/** The state is read by the names of its playbook: what is called otherwise than in the running one was renamed. */
function renamedEpisodes(before: EvaluationInput, after: EvaluationInput): AccountImpact['goesOn'] {
  const names = namesNow(after.playbook.signals);
  const open = (before.previous?.episodes ?? []).filter(({ recoveredOn }) => recoveredOn === undefined);
  return open.flatMap(({ signal: from, subject }) => {
    const signal = Object.hasOwn(after.playbook.signals, from) ? undefined : names.get(from);
    return signal === undefined ? [] : [{ signal, subject, from }];
  });
}

function quietAnew(evaluation: Evaluation, { playbook: { signals: running } }: EvaluationInput, after: Playbook) {
  const ran = (signal: string) =>
    [signal, ...formerNamesOf(after.signals[signal] ?? {})].some((name) => Object.hasOwn(running, name));
  return evaluation.signals
    .filter(({ signal, verdict, state }) => verdict === 'trips' && state === 'cooldown' && !ran(signal))
    .map(episodeOf);
}

const episodeOf = ({ signal, subject }: EpisodeOf): EpisodeOf => ({ signal, subject });

function customerMailOf({ content, status }: OutboxMail): AccountImpact['mails'] {
  if (content.type === 'draft') return [{ template: content.mail.template, mode: 'draft' }];
  if (content.type !== 'customer' || status === 'off') return [];
  return [{ template: content.template, mode: status === 'approval' ? 'approve' : 'send' }];
}

const scoreOf = ({ health }: Evaluation) => (health === null ? null : health.score / 10);
