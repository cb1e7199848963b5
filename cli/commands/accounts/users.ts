import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';

export function addUsers(program: Command, act: Act): void {
  const users = program.command('users').description('whose account the users of your product are');
  users
    .command('link')
    .description('move a user to an account: what they do from now on counts there')
    .argument('<user>', 'the id that events give')
    .argument('<account>', 'its id')
    .option('--by <name>', 'who decided on it; otherwise who is signed in on this machine')
    .action(act(link));
  users
    .command('show')
    .description('whose account a user is, who said so, and where they were moved from')
    .argument('<user>', 'the id that events give')
    .action(act(show));
}

async function link(
  session: Session,
  user: string,
  account: string,
  { by = session.user }: { by?: string },
): Promise<undefined> {
  const linked = await session.installation().operate('link-user', { user, account, by });
  session.screen.show(linked, () =>
    linked.before === null || linked.before === account
      ? `${user} belongs to ${account}`
      : `${user} belongs to ${account} from now on, and no more to ${linked.before}; what was counted stays there`,
  );
}

const REPORTERS = {
  claim: 'a web page said so, unsigned: events count there, and nothing else follows from it',
  call: 'a call of a product said so',
  api: 'the HTTP API said so',
  import: 'an import said so',
  command: 'by command',
  page: "on the team's pages",
};

async function show(session: Session, user: string): Promise<undefined> {
  const shown = await session.installation().operate('show-user', { user });
  session.screen.show(shown, () => {
    if (shown.account === null) return `nobody has said whose account ${user} is; what they do waits for it`;
    const told = shown.by === null ? 'by an earlier release' : REPORTERS[shown.by];
    const lines = [`${user} belongs to ${shown.account} since ${shown.since}: ${told}`];
    const moves = shown.moves.map(({ at, who, before, after }) => [at, who, before ?? '–', after ?? '–']);
    return moves.length === 0
      ? lines.join('\n')
      : [...lines, session.screen.table(['MOVED', 'BY', 'FROM', 'TO'], moves)].join('\n');
  });
}
