import type { Command } from 'commander';
import type { Act, Session } from '../session.ts';

/** A signature is good for five minutes; a clock this far off leaves little of them. */
const TOLERATED_SKEW_IN_SECONDS = 60;

export function addDoctor(program: Command, act: Act): void {
  program
    .command('doctor')
    .description('check that everything is wired and works; exits 1 when something is not')
    .action(act(examine));
}

async function examine(session: Session): Promise<number> {
  const { screen } = session;
  const installation = session.installation();
  const checks = [await checkClock(session), ...(await installation.operate('check-wiring', {}))];
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
