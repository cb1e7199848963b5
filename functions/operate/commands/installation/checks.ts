import pMap from 'p-map';
import { checkRoles } from '../../../../domain/playbook/check-roles.ts';
import { UnreadablePlaybookError } from '../../../../domain/playbook/unreadable-playbook.ts';
import { silentSince } from '../../../../domain/sources/freshness.ts';
import { isStillOver, type SourceOverLimit } from '../../../../domain/sources/usage-limits.ts';
import { type SenderSources, senderChecks, sendersOn } from '../../../outbox/sender-findings.ts';
import { decodeFailing } from '../../../store/accounts/failing-accounts.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import {
  accountLists,
  FAILING_ACCOUNTS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  OPEN_MAILS_LIST,
  PAUSED_SENDERS_LIST,
  QUARANTINE_LIST,
} from '../../../store/keys.ts';
import type { SourceKey } from '../../../store/sources/source-registry.ts';
import { type Tools, todayOf } from '../../operation.ts';
import { checkCrm } from '../crm/check-crm.ts';
import { overLimitTexts } from '../sources/over-limit-texts.ts';
import { checkChat } from './check-chat.ts';
import { checkLedgerAccounts } from './check-ledger-accounts.ts';
import { checkUnreadableRows } from './check-unreadable-rows.ts';
import { counted } from './counted.ts';
import { type Finding, ill, well } from './finding.ts';

const DAY_IN_MS = 86_400_000;

export const wiringChecks: { check: string; run(tools: Tools): Promise<Finding> }[] = [
  { check: 'playbook', run: checkPlaybook },
  { check: 'team', run: checkTeam },
  { check: 'roles', run: checkHeldRoles },
  { check: 'accounts', run: checkAccounts },
  { check: 'failing-accounts', run: checkFailingAccounts },
  { check: 'unknown-accounts', run: checkUnknownAccounts },
  { check: 'ledger-accounts', run: checkLedgerAccounts },
  { check: 'sources', run: checkSources },
  { check: 'arrivals', run: checkArrivals },
  { check: 'source-limits', run: checkSourceLimits },
  { check: 'quarantine', run: checkQuarantine },
  { check: 'keys', run: checkKeys },
  ...senderChecks.map(({ check, find }) => ({
    check,
    async run(tools: Tools): Promise<Finding> {
      const { detail, mend } = await find(senderSourcesOf(tools));
      return { ok: mend === null, detail, mend };
    },
  })),
  { check: 'paused-senders', run: checkPausedSenders },
  { check: 'restored', run: checkRestored },
  { check: 'held-mails', run: checkHeldMails },
  { check: 'chat', run: checkChat },
  { check: 'stored-rows', run: checkStoredRows },
  { check: 'unreadable-rows', run: checkUnreadableRows },
  { check: 'crm', run: checkCrm },
  { check: 'identity-provider', run: checkProvider },
  { check: 'schedule', run: checkSchedule },
  { check: 'dead-letters', run: checkDeadLetters },
];

async function checkPlaybook(tools: Tools): Promise<Finding> {
  const running = await readableOrWhy(() => tools.playbooks.current());
  if (running instanceof UnreadablePlaybookError) {
    return ill(
      `${running.message}; nothing is scored, and mails that need it are held`,
      'Push the playbook anew (sakimawari playbook push FILE), or deploy the release that wrote it; then release what was held: sakimawari outbox --held',
    );
  }
  if (running === undefined) return ill('none was pushed', 'sakimawari playbook push playbooks/default.yaml');
  return well(`${running.version}, pushed ${running.pushedAt}`);
}

/** Only a playbook that can be read has anything to be compared with. */
async function readableOrWhy<Value>(read: () => Promise<Value>): Promise<Value | UnreadablePlaybookError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return error;
    throw error;
  }
}

async function checkTeam({ listings }: Tools): Promise<Finding> {
  const members = await readTeamMembers(listings);
  if (members.length === 0) return ill('nobody was imported', 'sakimawari import csms FILE');
  return well(counted(members.length, 'person', 'people'));
}

async function checkHeldRoles({ listings, playbooks }: Tools): Promise<Finding> {
  const [members, running] = await Promise.all([readTeamMembers(listings), readableOrWhy(() => playbooks.current())]);
  if (running instanceof UnreadablePlaybookError) return well('nothing to compare: the playbook can not be read');
  if (members.length === 0 || running === undefined) return well('nothing to compare: no team or no playbook yet');
  const problems = checkRoles(running.playbook, members);
  if (problems.length === 0) return well('whoever the playbook asks for is there');
  const roles = new Set(problems.map(({ role }) => role));
  return ill(
    `nobody holds ${[...roles].join(', ')}, nor stands in for it: ${counted(problems.length, 'task')} would go to the CSM`,
    'sakimawari import csms FILE, with these roles; or name who stands in, under roles in the playbook',
  );
}

async function checkAccounts({ listings }: Tools): Promise<Finding> {
  const counts = await Promise.all(accountLists.map((list) => listings.count(list)));
  const accounts = counts.reduce((sum, count) => sum + count, 0);
  if (accounts === 0) return ill('none was imported', 'sakimawari import accounts FILE');
  return well(counted(accounts, 'account'));
}

/** Of thousands the first few say what is the matter. */
const FAILING_NAMED = 5;

async function checkFailingAccounts({ listings }: Tools): Promise<Finding> {
  const count = await listings.count(FAILING_ACCOUNTS_LIST);
  if (count === 0) return well('every account was scored');
  const { items } = await listings.listed([FAILING_ACCOUNTS_LIST], undefined, FAILING_NAMED);
  const failing = items.slice(0, FAILING_NAMED).map(decodeFailing);
  const named = failing.map(({ account, why }) => `${account} (${why})`);
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  const mends = [
    ...(failing.some(({ why }) => why === 'scored-ahead')
      ? ['put back who was scored ahead: sakimawari score --rewind']
      : []),
    'see why: sakimawari accounts --failing',
    'then score one again: sakimawari score --account ID; every night tries all of them',
  ];
  const who = count === 1 ? '1 account was' : `${count} accounts were`;
  return ill(
    `${who} not scored: ${named.join(', ')}${more}`,
    `${mends.join('; ')}.`.replace(/^./, (letter) => letter.toUpperCase()),
  );
}

async function checkUnknownAccounts({ directory, unknownAccounts, keptInDays }: Tools): Promise<Finding> {
  const noted = await unknownAccounts.noted(MOST_COUNTED);
  const imported = await directory.existing('accounts', noted);
  const unknown = noted.filter((id) => !imported.has(id)).slice(0, MOST_COUNTED);
  if (unknown.length === 0) return well('events come from imported accounts only');
  const shown = unknown.slice(0, 5).join(', ');
  return ill(
    `events came from ${noted.length > MOST_COUNTED ? 'more than ' : ''}${counted(unknown.length, 'account')} that nobody imported: ${shown}${unknown.length > 5 ? ', …' : ''}; their usage is forgotten ${keptInDays['retention.unknownAccountsInDays']} days after their last event`,
    'sakimawari import accounts FILE, with these ids',
  );
}

async function checkSources(tools: Tools): Promise<Finding> {
  const today = todayOf(tools);
  const [all, disabled] = await Promise.all([tools.readSourcePulses(today), disabledSources(tools)]);
  const pulses = all.filter(({ source }) => !disabled.has(source));
  const troubles = pulses.flatMap((pulse) => {
    if (pulse.names.size === 0) return [`${pulse.source} never sent anything`];
    const since = silentSince(pulse, tools.clock, today);
    if (pulse.days.length === 0) return [`${pulse.source} has sent nothing for weeks`];
    return since === null ? [] : [`${pulse.source} has been silent since ${new Date(since).toISOString()}`];
  });
  if (troubles.length === 0) return well(`${pulses.map(({ source }) => source).join(', ') || 'none'} send`);
  return ill(troubles.join('; '), 'Look at the system that posts; until it does, scores that need it stay frozen.');
}

/** What each source delivered in the last day. A source that is switched off on purpose is said to be so. */
async function checkArrivals(tools: Tools): Promise<Finding> {
  const now = tools.now();
  const from = new Date(now - DAY_IN_MS).toISOString();
  const [pulses, quarantined, disabled] = await Promise.all([
    tools.readSourcePulses(todayOf(tools)),
    tools.quarantine.countSince(from, MOST_COUNTED),
    disabledSources(tools),
  ]);
  const lines = await Promise.all(
    pulses.map(async ({ source, days }) => {
      const { stored, conflicts } = await tools.readArrivals(source, from.slice(0, 13));
      const last = days.at(-1)?.last;
      return [
        `${source}: ${counted(stored, 'new event')}`,
        ...(conflicts > 0 ? [`${conflicts} in conflict`] : []),
        `${countedMore(quarantined.get(source) ?? 0)} quarantined`,
        last === undefined ? 'none for weeks before' : `the latest of ${new Date(last).toISOString()}`,
        ...(disabled.has(source) ? ['disabled'] : []),
      ].join(', ');
    }),
  );
  return well(`in the last 24 hours ${lines.join('; ')}`);
}

async function disabledSources({ registry }: Tools): Promise<Set<string>> {
  const registrations = await registry.list();
  return new Set(registrations.filter(({ disabledAt }) => disabledAt !== undefined).map(({ name }) => name));
}

/** What each source brought beyond what it may in a day, as long as it goes on. */
async function checkSourceLimits(tools: Tools): Promise<Finding> {
  const today = todayOf(tools);
  const over = (await tools.readOverLimits()).filter((one) => isStillOver(one, today));
  if (over.length === 0) return well('every source keeps to its limits');
  const kinds = [...new Set(over.map(({ limit }) => limit))];
  return ill(
    over
      .map((one) => `${one.source}: ${overLimitTexts[one.limit].what}, since ${one.from}${notKeptOf(one)}`)
      .join('; '),
    kinds.map((kind) => overLimitTexts[kind].mend).join(' '),
  );
}

const countedMore = (count: number) => (count > MOST_COUNTED ? `more than ${MOST_COUNTED}` : `${count}`);
const countedUpTo = (count: number, what: string) =>
  count > MOST_COUNTED ? `more than ${counted(MOST_COUNTED, what)}` : counted(count, what);

function notKeptOf({ notKept, reasons }: SourceOverLimit): string {
  if (notKept === undefined) return '';
  if (reasons === undefined) return ` (${notKept} counted only)`;
  const all = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
  return ` (${notKept} counted only; in all ${all.join(', ')})`;
}

/** Beyond so many rows a count says no more to anybody, and costs as much as all of them. */
const MOST_COUNTED = 1_000;

async function checkQuarantine({ listings }: Tools): Promise<Finding> {
  const count = await listings.countUpTo(QUARANTINE_LIST, MOST_COUNTED);
  if (count === 0) return well('empty');
  return ill(`${countedUpTo(count, 'event')} could not be used`, 'sakimawari quarantine list');
}

const KEYS_SHOWN = 5;
const SOURCES_IN_FLIGHT = 8;

/** A key in a web page is public: with the right to report facts there, anybody could change accounts. */
async function checkKeys({ registry, readSourceNames, now }: Tools): Promise<Finding> {
  const found = await pMap(await readSourceNames(), (source) => registry.keysOf(source), {
    concurrency: SOURCES_IN_FLIGHT,
  });
  const keys = found
    .flat()
    .filter(({ kind, rights }) => kind === 'write' && rights === 'facts')
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt * 1000 > now());
  const namesOf = (some: SourceKey[]) => {
    const shown = some.slice(0, KEYS_SHOWN).map(({ hint, source }) => `…${hint} (${source})`);
    return `${shown.join(', ')}${some.length > KEYS_SHOWN ? ', …' : ''}`;
  };
  const inPages = keys.filter(({ usedInPageAt }) => usedInPageAt !== undefined);
  if (inPages.length > 0) {
    return ill(
      `web pages send with ${counted(inPages.length, 'key')} that may tell facts of accounts and people: ${namesOf(inPages)}`,
      `sakimawari source rights ${inPages[0]?.hint} events, and another key for servers: source key SOURCE --kind write --rights facts`,
    );
  }
  const undecided = keys.filter(({ isOfEarlierRelease }) => isOfEarlierRelease);
  if (undecided.length > 0) {
    return ill(
      `an earlier release issued ${counted(undecided.length, 'key')} that may tell facts of accounts and people: ${namesOf(undecided)}`,
      `For one that stands in a page: sakimawari source rights ${undecided[0]?.hint} events. For one of your servers alone: the same with facts.`,
    );
  }
  return well('no page has a key that may tell facts');
}

const senderSourcesOf = (tools: Tools): SenderSources => ({
  mailService: tools.mailService,
  senders: async () => sendersOn(todayOf(tools), tools.installation.company, await readTeamMembers(tools.listings)),
  countWaiting: () => tools.listings.count(OPEN_MAILS_LIST),
});

async function checkPausedSenders({ listings }: Tools): Promise<Finding> {
  const count = await listings.count(PAUSED_SENDERS_LIST);
  if (count === 0) return well('none');
  return ill(`${counted(count, 'sender')} in whose name nothing goes out`, 'sakimawari senders');
}

/** Nothing goes out by itself meanwhile. */
async function checkRestored({ restored }: Tools): Promise<Finding> {
  const restoring = await restored.read();
  if (restoring === null) return well('nothing was put back of which somebody still has to look at what is held');
  return ill(
    `data of ${restoring.to} was put back, and mails wait for a person since ${restoring.since}`,
    `Look at them (sakimawari outbox --held), then: sakimawari restore end --at ${restoring.to}`,
  );
}

async function checkHeldMails({ listings }: Tools): Promise<Finding> {
  const counts = await Promise.all([HELD_MAILS_LIST, HELD_POSTS_LIST].map((list) => listings.count(list)));
  const count = counts.reduce((sum, held) => sum + held);
  if (count === 0) return well('none');
  return ill(`${counted(count, 'mail')} held for a person to decide`, 'sakimawari outbox --held');
}

/** Everything works all the same; but a night's changes of these rows go to one key of the index each. */
async function checkStoredRows({ oldLists }: Tools): Promise<Finding> {
  const count = await oldLists.count();
  if (count === 0) return well('all where this release keeps them');
  return ill(`${counted(count, 'row')} lie where an earlier release put them`, 'sakimawari migrate');
}

/** A day, and what a night may take: it may begin an hour late, and go on for two. */
const NIGHT_IS_LATE_AFTER_MS = DAY_IN_MS + 3 * 3_600_000;

async function checkSchedule({ schedules, installation, board, clock, now }: Tools): Promise<Finding> {
  const [{ enabled, expression, timeZone }, { asOf }] = await Promise.all([
    schedules.look(installation.scoringSchedule),
    board.read(),
  ]);
  const detail = `${expression} ${timeZone}`;
  if (!enabled) {
    return ill(
      `${detail} is switched off`,
      `Enable the schedule ${installation.scoringSchedule} in EventBridge Scheduler.`,
    );
  }
  if (asOf === undefined || now() - asOf <= NIGHT_IS_LATE_AFTER_MS) return well(detail);
  return ill(
    `${detail} is on, and yet not all accounts were scored in a night since ${clock.dayOf(asOf)}`,
    'Score them now (sakimawari score); docs/runbook.md says under scoring-run-failed and nightly-scoring-dead-letters why a night may not come.',
  );
}

async function checkProvider({ provider }: Tools): Promise<Finding> {
  if (provider === null) return well('none: people sign in by links that come by mail');
  const { name, issuer } = provider.settings;
  try {
    await (await provider.client()).look();
    return well(`${name} answers at ${issuer}`);
  } catch (error) {
    const { code = (error as Error).name } = error as { code?: string };
    return ill(
      `${name} could not be asked at ${issuer} (${code}); people sign in by links that come by mail`,
      'Open ISSUER/.well-known/openid-configuration: what it says under "issuer" belongs under signIn.oidc.issuer, letter by letter; then deploy.',
    );
  }
}

async function checkDeadLetters({ queues, installation }: Tools): Promise<Finding> {
  const counts = await Promise.all(
    Object.entries(installation.deadLetterQueues).map(async ([name, url]) => ({
      name,
      count: await queues.countMessages(url),
    })),
  );
  const filled = counts.filter(({ count }) => count > 0);
  if (filled.length === 0) return well(`${counts.length} queues are empty`);
  return ill(
    filled.map(({ name, count }) => `${name} holds ${count}`).join(', '),
    'docs/runbook.md says for each queue what its letters mean and how to send them on.',
  );
}
