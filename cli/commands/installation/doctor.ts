import type { Command } from 'commander';
import { addUnderstood, nothingUnderstood } from '../../../domain/playbook/understanding.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { Act, Session } from '../../session.ts';

/** A signature is good for five minutes; a clock this far off leaves little of them. */
const TOLERATED_SKEW_IN_SECONDS = 60;

const MOST_EVENTS = 5;

export function addDoctor(program: Command, act: Act): void {
  program
    .command('doctor')
    .description('check that everything is wired and works; exits 1 when something is not')
    .action(act(examine));
}

async function examine(session: Session): Promise<number> {
  const { screen } = session;
  const installation = session.installation();
  const checks = [
    await checkClock(session),
    ...(await installation.operate('check-wiring', {})),
    await checkUnderstanding(session),
  ];
  screen.show(checks, () =>
    screen.table(
      ['', 'CHECK', 'FOUND'],
      checks.map(({ check, ok, detail }) => [{ text: ok ? 'ok' : 'no', tone: ok ? 'good' : 'bad' }, check, detail]),
    ),
  );
  const failed = checks.filter(({ ok }) => !ok);
  for (const { check, detail, mend } of failed) screen.note(`${check}: ${detail}\n  → ${mend}`);
  return failed.length === 0 ? 0 : 1;
}

/** Whether a change of the playbook lost events that arrive: nobody sees that from a score that is merely lower. */
async function checkUnderstanding({ installation, screen }: Session) {
  const understood = nothingUnderstood();
  let versions: { running: string | null; before: string | null } | undefined;
  let from: string | undefined;
  do {
    const page = await installation().operate('compare-understanding', { from });
    versions = page;
    addUnderstood(understood, page.understood);
    from = page.next;
    if (from !== undefined) screen.status('comparing what the playbook understands …');
  } while (from !== undefined);
  screen.clearStatus();
  const { running, before } = versions;
  const lost = Object.entries(understood).filter(([, accounts]) => accounts.after < accounts.before);
  lost.sort(([, a], [, b]) => b.before - b.after - (a.before - a.after));
  const check = 'understood-events';
  if (running === null) return { check, ok: true, detail: 'nothing to compare: no earlier playbook', mend: null };
  if (lost.length === 0) return { check, ok: true, detail: `all that ${before} looked at`, mend: null };
  const said = lost
    .slice(0, MOST_EVENTS)
    .map(
      ([event, accounts]) => `${event}: ${counted(accounts.before, 'account')} under ${before}, ${accounts.after} now`,
    );
  const more = lost.length > MOST_EVENTS ? `, and ${lost.length - MOST_EVENTS} events more` : '';
  return {
    check,
    ok: false,
    detail: `${running} understands less of what arrives than ${before}. ${said.join(', ')}${more}`,
    mend: `See what changed (sakimawari playbook diff ${before} ${running}); mend aliases and signals and push again, or go back: sakimawari playbook rollback ${before} --why TEXT`,
  };
}

async function checkClock({ installation, now }: Session) {
  const askedAt = now();
  const { now: theirs, timeZone, today } = await installation().operate('describe', {});
  // The answer was made some time between the question and now.
  const ahead = Math.max(askedAt - theirs, theirs - now(), 0) / 1000;
  const ok = ahead <= TOLERATED_SKEW_IN_SECONDS;
  return {
    check: 'clock',
    ok,
    detail: `${today} in ${timeZone}, ${Math.round(ahead)} s apart from this machine`,
    mend: ok ? null : "Set this machine's clock by NTP: what it signs is refused as too old or too new.",
  };
}
