import type { Command } from 'commander';
import type { Explanation } from '../../domain/explanation.ts';
import { parseDay } from '../arguments.ts';
import type { Screen } from '../screen.ts';
import { type Act, allPages, type Session } from '../session.ts';
import { gradeTone } from '../tones.ts';

export function addExplain(program: Command, act: Act): void {
  const explain: Command = program
    .command('explain')
    .description('say what is known of an account and why; changes nothing')
    .argument('[account]')
    .option('--all', 'every account')
    .option('--as-of <date>', 'as of this day, today unless given', parseDay)
    .action(
      act(async (session: Session, account: string | undefined, options: { all?: boolean; asOf?: string }) => {
        if ((account === undefined) === (options.all === undefined)) {
          explain.error('error: name one account, or write --all', { exitCode: 2 });
        }
        return account === undefined ? explainAll(session, options.asOf) : explainOne(session, account, options.asOf);
      }),
    );
}

async function explainOne(session: Session, account: string, asOf: string | undefined): Promise<undefined> {
  const explanation = await session.installation().operate('explain-account', { account, asOf });
  session.screen.show(explanation, () => explanationText(session.screen, explanation));
}

async function explainAll(session: Session, asOf: string | undefined): Promise<undefined> {
  const operate = session.installation().operate;
  const rows = await allPages(session.screen, (from) => operate('explain-accounts', { asOf, from }));
  rows.sort((a, b) => (a.account < b.account ? -1 : 1));
  session.screen.show(rows, () => rows.map((row) => explanationText(session.screen, row)).join('\n\n'));
}

export function explanationText(screen: Screen, explanation: Explanation): string {
  const { account, asOf, playbook, health, signals } = explanation;
  const score = health.score === null ? 'unknown' : `${health.score.toFixed(1)} ${health.grade}`;
  const sections = [
    `${account} as of ${asOf} (playbook ${playbook}, ${stageText(screen, explanation)})`,
    `health ${screen.tint(score, gradeTone(health.grade))}${health.stale ? ', stale' : ''}${
      health.change === null ? '' : `, ${signed(health.change)} in 7 days`
    }`,
    screen.table(
      ['INDICATOR', 'VALUE', 'MARK', 'WEIGHT', 'POINTS', 'CHANGE'],
      health.parts.map(({ indicator, value, mark, weight, points, change }) => [
        indicator,
        String(value ?? '–'),
        String(mark ?? '–'),
        String(weight),
        points.toFixed(1),
        change === null ? '–' : signed(change),
      ]),
    ),
    screen.table(
      ['SIGNAL', 'ABOUT', 'STATE', 'SINCE', 'TODAY', 'EVIDENCE'],
      signals.map(({ signal, subject, state, since, verdict, reason, evidence }) => [
        signal,
        subject ?? '–',
        { text: state, tone: state === 'open' ? 'bad' : 'quiet' },
        since ?? '–',
        reason === undefined ? verdict : `${verdict}: ${reason}`,
        Object.entries(evidence)
          .map(([name, number]) => `${name} ${Math.round(number * 1000) / 1000}`)
          .join(', '),
      ]),
    ),
  ];
  return sections.join('\n');
}

function stageText(screen: Screen, { stage, stageSince, stageUsualDays, stageOverdue }: Explanation): string {
  if (stage === null) return 'stage unknown';
  const since = `stage ${stage} since ${stageSince}`;
  return stageOverdue ? `${since}, ${screen.tint(`over the usual ${stageUsualDays} days`, 'warn')}` : since;
}

const signed = (number: number) => `${number < 0 ? '' : '+'}${number.toFixed(1)}`;
