import type { Csm } from '../../../domain/account/account.ts';
import { hasLeft, isAway, presentOn } from '../../../domain/company/team.ts';
import type { DataMap } from '../../../domain/data-map/data-map.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import type { SetUpFacts } from './set-up-facts.ts';
import type { GapWords, MailCheck } from './words/sections.ts';
import { setUpWords } from './words/words.ts';

const MOST_CHARACTERS_OF_A_NAME = 80;

/** What is not in order, what stops most in front. */
export function gapsOf(facts: SetUpFacts, map: DataMap | undefined, locale: Locale): GapWords[] {
  const say = setUpWords(locale).gaps;
  return [
    ...(facts.playbook === undefined ? [say.noPlaybook] : []),
    ...mailGaps(facts, locale),
    ...sourceGaps(facts, locale),
    ...dataGaps(facts, map, locale),
    ...teamGaps(facts, locale),
  ];
}

export function mailGaps(
  { mailProblems, pausedSenders }: Pick<SetUpFacts, 'mailProblems' | 'pausedSenders'>,
  locale: Locale,
): GapWords[] {
  const say = setUpWords(locale).gaps;
  const found = mailProblems.flatMap((problem): GapWords[] => {
    const [, check, what = ''] = /^([a-z-]+): (.*)$/s.exec(problem) ?? [];
    if (check === 'sending-account' && what === 'paused') return [say.paused];
    if (check === 'sending-account' && what === 'sandbox') return [say.sandbox];
    // A release to come may look for more.
    return check !== undefined && Object.hasOwn(say.mail, check) ? [say.mail[check as MailCheck](what)] : [];
  });
  return [...found, ...pausedSenders.map(say.senderPaused)];
}

function sourceGaps({ sources, timeZone }: SetUpFacts, locale: Locale): GapWords[] {
  const say = setUpWords(locale).gaps;
  if (sources.length === 0) return [say.noSource];
  return sources.flatMap(({ name, state, lastEventAt }) => {
    if (state === 'never') return say.neverSent(name);
    if (state !== 'silent') return [];
    if (lastEventAt === null) return say.longSilent(name);
    return say.silent(name, styleOf(locale).moment(new Date(lastEventAt).toISOString(), timeZone));
  });
}

function dataGaps({ coverage }: SetUpFacts, map: DataMap | undefined, locale: Locale): GapWords[] {
  const say = setUpWords(locale).gaps;
  if (coverage === undefined || map === undefined || coverage.accounts === 0) return [];
  const off = map.signals.filter(({ state }) => state === 'off').length;
  const withoutCsm = coverage.accounts - (coverage.accountFields.csm ?? 0);
  return [
    ...(off > 0 ? [say.signalsOff(off, map.signals.length)] : []),
    ...(withoutCsm > 0 ? [say.withoutCsm(withoutCsm, coverage.accounts)] : []),
  ];
}

function teamGaps({ members, today }: SetUpFacts, locale: Locale): GapWords[] {
  const say = setUpWords(locale).gaps;
  const present = presentOn(members, today);
  const has = (role: Csm['role']) => present.some((member) => member.role === role);
  // Who only looked on leaves no work behind.
  const works = ({ role }: Csm) => role !== 'viewer' && role !== 'admin';
  return [
    ...(has('manager') ? [] : [say.noManager]),
    ...(has('admin') ? [] : [say.noAdmin]),
    ...members
      .filter((member) => hasLeft(member, today) && works(member) && member.successor === undefined)
      .map(({ name }) => say.leaver(shorten(name, MOST_CHARACTERS_OF_A_NAME))),
    ...present
      .filter((member) => isAway(member, today) && works(member) && member.standIn === undefined)
      .map(({ name }) => say.away(shorten(name, MOST_CHARACTERS_OF_A_NAME))),
  ];
}
