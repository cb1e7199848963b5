import type { Command } from 'commander';
import type { Readiness } from '../../../domain/proposals/readiness.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import { effectsText } from '../studies/what-if.ts';
import { changesText } from './playbook-changes.ts';

type Proposal = OperationResult<'list-proposals'>['rows'][number];
type Shown = OperationResult<'show-proposal'>;

export function addProposals(playbook: Command, act: Act): void {
  const proposals = playbook
    .command('proposals')
    .description('what was learned and is proposed for the playbook: look at it, try it, publish or decline it');
  proposals
    .command('list', { isDefault: true })
    .description('list what is proposed and what was decided, the latest first')
    .action(act(list));
  proposals
    .command('show')
    .description('say what a proposal changes, its check, the stories and what it would have raised')
    .argument('<id>')
    .action(act(show));
  const decision = (name: string, description: string) =>
    proposals
      .command(name)
      .description(description)
      .argument('<id>')
      .option('--by <person>', 'who of the team decided; otherwise who is signed in on this machine');
  decision('try', 'go through the stories and the last 13 weeks of all accounts by it').action(act(tryIt));
  decision('publish', 'make it a version of the playbook, after showing what it changes')
    .requiredOption('--why <text>', 'kept with the version and the proposal')
    .option('--yes', 'without asking')
    .action(act(publish));
  decision('decline', 'turn it down').requiredOption('--why <text>', 'kept with the proposal').action(act(decline));
  decision('undo', 'open it again; what it made of the playbook runs no more, unless another version came since')
    .option('--why <text>', 'kept with the version that brings back what ran before')
    .action(act(undo));
}

interface Decision {
  by?: string;
  why?: string;
  yes?: boolean;
}

const NOT_DONE = 1;
const WRONG_USAGE = 2;

const STATES: Record<Readiness, string> = {
  decided: 'Decided.',
  unfit: 'It can not be published as it is: it fits the playbook that runs, or the team, no more.',
  untried: 'It has not been tried yet.',
  stale: 'It was tried against another playbook than the one that runs: try it again.',
  'being-tried': 'It is being tried: look again in a moment.',
  'try-failed': 'Trying it stopped half-way: try it again.',
  broken: 'Stories would come otherwise: it can not be published.',
  ready: 'It has passed its check, the stories and the what-if, and can be published.',
};

async function list({ screen, installation }: Session): Promise<undefined> {
  const { rows } = await installation().operate('list-proposals', {});
  screen.show(rows, () =>
    rows.length === 0
      ? 'Nothing is proposed. Proposals begin on the pages: at a move, at ways that are tried, at a task that went well.'
      : screen.table(
          ['STATE', 'PROPOSED', 'BY', 'WHAT', 'ID'],
          rows.map(({ id, decided, proposedAt, by, what }) => [
            decided === undefined ? 'open' : stateOf(decided),
            proposedAt.slice(0, 10),
            by,
            what,
            id,
          ]),
        ),
  );
}

const stateOf = ({ how, version }: NonNullable<Proposal['decided']>) =>
  version === undefined ? how : `${how} (${version})`;

async function show({ screen, installation }: Session, id: string): Promise<undefined> {
  const shown = await installation().operate('show-proposal', { id });
  screen.show(shown, () => proposalText(screen, shown));
}

async function tryIt({ screen, installation }: Session, id: string, { by }: Decision): Promise<undefined> {
  const tried = await installation().operate('try-proposal', { id, by });
  screen.show(
    tried,
    () =>
      `It is being tried against ${tried.triedAgainst}. See what comes of it: sakimawari playbook proposals show ${id}`,
  );
}

async function publish(session: Session, id: string, { yes = false, by, why = '' }: Decision): Promise<number> {
  const { screen, installation, ask } = session;
  const { operate } = installation();
  const shown = await operate('show-proposal', { id });
  if (!yes && shown.readiness === 'ready') {
    if (screen.isJson || ask === undefined) {
      screen.show({ ...shown, published: false }, () => proposalText(screen, shown));
      screen.note('Nothing was published, since nobody could be asked here. If that is what you want, add --yes.');
      return WRONG_USAGE;
    }
    screen.note(`${proposalText(screen, shown)}\n`);
    if (!/^y(es)?$/i.test((await ask('Make it the running playbook? [y/N] '))?.trim() ?? '')) {
      screen.show({ id, published: false }, () => `Nothing was published: ${shown.running} runs on`);
      return NOT_DONE;
    }
  }
  const done = await operate('publish-proposal', { id, onto: shown.running, why, by });
  screen.show({ ...done, published: true }, () => `${done.version} runs from now on`);
  return 0;
}

async function decline({ screen, installation }: Session, id: string, { by, why = '' }: Decision): Promise<undefined> {
  const done = await installation().operate('decline-proposal', { id, why, by });
  screen.show(done, () => 'It was declined.');
}

async function undo({ screen, installation }: Session, id: string, { by, why }: Decision): Promise<undefined> {
  const done = await installation().operate('undo-proposal', { id, why, by });
  screen.show(done, () =>
    done.version === undefined
      ? 'It waits for a decision again.'
      : `It waits for a decision again; ${done.version} brings back what ran before.`,
  );
}

function proposalText(screen: Screen, shown: Shown): string {
  const { what, by, proposedAt, why, decided, readiness, running } = shown;
  const head = [what, `Proposed by ${by} on ${proposedAt.slice(0, 10)}: ${why}`];
  if (decided !== undefined) {
    return [...head, `${stateOf(decided)} by ${decided.by} on ${decided.at.slice(0, 10)}: ${decided.why}`].join('\n');
  }
  const { stories, whatIf } = shown;
  return [
    ...head,
    STATES[readiness],
    ...('unfit' in shown
      ? [`Why it fits no more: ${shown.unfit}`]
      : ['', `Beside ${running}:`, changesText(shown.changes), ...checkLines(shown.problems)]),
    ...(stories?.answer === undefined ? [] : ['', ...storyLines(stories.answer)]),
    ...(whatIf?.answer === undefined ? [] : ['', effectsText(screen, whatIf.answer)]),
  ].join('\n');
}

const checkLines = (problems: Extract<Shown, { problems: unknown }>['problems']) =>
  problems.length === 0
    ? []
    : ['', 'Check:', ...problems.map(({ path, message }) => `  ${path.join('.')}: ${message}`)];

function storyLines({
  stories,
  already,
  broken,
  more,
}: NonNullable<NonNullable<Shown['stories']>['answer']>): string[] {
  if (stories === 0) return ['No stories are kept: hand them over with playbook push --stories.'];
  return [
    `${counted(stories, 'story', 'stories')} gone through, ${broken.length + more} would come otherwise because of it, ${already} do so already.`,
    ...broken.map(({ file, story, problem, otherwise }) => {
      const how = otherwise
        ? `${otherwise.day}: ${otherwise.expected}; instead ${otherwise.instead.join('; ') || '–'}`
        : problem;
      return `  ${story} (${file}): ${how ?? ''}`;
    }),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
