import { type EffectsAnswer, USUAL_HORIZON_IN_DAYS } from '../../../domain/effects/effects.ts';
import { neededToHalve, type PlayEffect } from '../../../domain/effects/play-effects.ts';
import { pageOf } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { armsOf } from '../../../domain/plays/trials.ts';
import { type SignalWeek, tallyOver } from '../../../domain/signal-work/signal-weeks.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ActForm } from '../act-form.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { proposalWords } from '../proposals/words/words.ts';
import { type StudyShown, studyState } from '../studies/study-state.ts';
import type { TeamPage } from '../team-page.ts';
import { keptDifference, keptText, scoreDifference, verdictText } from './effect-text.ts';
import { trialSection } from './trial-section.ts';
import { playsPageWords } from './words/words.ts';

export const PLAYS_PATH = '/plays';

/** How the count of what came of the plays stands. */
export interface EffectsCount extends StudyShown<EffectsAnswer> {
  /** ISO. */
  endedAt?: string;
}

export interface PlaysFacts {
  running: { version: string; playbook: Playbook };
  /** What became of the tasks of signals, week by week. */
  weeks: readonly SignalWeek[];
  /** `undefined`: nobody has asked yet. */
  count: EffectsCount | undefined;
  /** May have it counted, and may make a way the play. */
  mayManage: boolean;
  /** May propose a change. */
  mayWork: boolean;
  nameOf(member: string): string;
  nowInMs: number;
  timeZone: string;
}

const STALE_AFTER_IN_MS = 7 * 86_400_000;
const MOST_CHARACTERS = 80;
/** More of them than a team can try at once, and a page of these is below 100 kB. */
const MOST_PLAYS = 60;
const MOST_TRIALS = 5;
const MOST_IDLE = 40;

export function noPlaysPage(locale: Locale): TeamPage {
  const { heading, noPlaybook } = playsPageWords(locale);
  return { at: 'plays', heading, body: emptyState(noPlaybook) };
}

/** What comes of each play: how it is used, what is compared, and what that says. */
export function playsPage(facts: PlaysFacts, form: ActForm, locale: Locale): TeamPage {
  const say = playsPageWords(locale);
  const { answer } = facts.count ?? {};
  const days = answer?.horizonInDays ?? USUAL_HORIZON_IN_DAYS;
  return {
    at: 'plays',
    heading: say.heading,
    lead: say.lead(days),
    ...(facts.count?.state === 'running' && { isWaiting: true }),
    body: html`${countState(facts, form, locale)}${answer && told(facts, answer, form, locale)}
<nav><a href="${pageOf('proposals')}">${proposalWords(locale).lead.all}</a></nav>`,
  };
}

function countState(facts: PlaysFacts, form: ActForm, locale: Locale): Html {
  const { count, mayManage, timeZone, nameOf, nowInMs } = facts;
  const say = playsPageWords(locale);
  const ask = form('plays/count', html`<p><button>${count === undefined ? say.count : say.countAgain}</button></p>`);
  const drawing = { form, locale, mayAsk: mayManage, ask, address: PLAYS_PATH, timeZone, nameOf };
  const age = nowInMs - Date.parse(count?.endedAt ?? '');
  return html`${count === undefined && emptyState(say.none)}${age > STALE_AFTER_IN_MS && html`<p class="notice">${say.stale}</p>`}${studyState(count, drawing)}`;
}

function told(facts: PlaysFacts, answer: EffectsAnswer, form: ActForm, locale: Locale): Html {
  const { running, weeks, count, mayManage, mayWork, timeZone } = facts;
  const say = playsPageWords(locale);
  const known = answer.plays.filter(({ play }) => Object.hasOwn(running.playbook.plays, play));
  const begun = known.filter(({ episodes }) => episodes > 0).sort((a, b) => b.episodes - a.episodes);
  const plays = [...begun.filter(isTried), ...begun.filter((effect) => !isTried(effect))].slice(0, MOST_PLAYS);
  const idle = known.filter(({ episodes }) => episodes === 0);
  const tried = [...plays, ...idle].filter(isTried).slice(0, MOST_TRIALS);
  const trials = tried.flatMap((effect) => {
    return trialSection(effect, { running, form, mayManage, mayWork, label: nameOf(effect) }, locale) || [];
  });
  const moment = styleOf(locale).moment(count?.endedAt ?? '', timeZone);
  return html`${plays.length > 0 && dataTable({ caption: say.heading, columns: columns(), rows: plays })}
${trials}
${idle.length > 0 && html`<p class="hint">${say.idle(idle.slice(0, MOST_IDLE).map(nameOf), Math.max(0, idle.length - MOST_IDLE))}</p>`}
<section><h2>${say.before.heading}</h2><p>${say.before.lead(neededToHalve())}</p></section>
<p class="hint">${say.about}</p>
<p class="hint">${say.countedAt(moment, answer.asOf)}</p>
${mayManage && form('plays/count', html`<p><button>${say.countAgain}</button></p>`)}`;

  function columns(): Column<PlayEffect>[] {
    return [
      {
        heading: say.columns.play,
        cell: (effect) => html`<b>${nameOf(effect)}</b>`,
      },
      { heading: say.columns.use, cell: ({ play }) => useText(play) },
      {
        heading: say.columns.compared,
        cell({ comparison: { kind, one, other } }) {
          const how = kind === 'by-chance' ? say.kind.byChance : say.kind.observed;
          return html`<b>${how}</b><br>${keptText(one, locale)}<br>${keptText(other, locale)}`;
        },
      },
      { heading: say.columns.kept, cell: ({ comparison }) => keptDifference(comparison, locale) },
      { heading: say.columns.score, cell: ({ comparison }) => scoreDifference(comparison, locale) },
      { heading: say.columns.verdict, cell: ({ comparison }) => verdictText(comparison, locale) },
    ];
  }

  function nameOf({ play }: PlayEffect): string {
    return labelOf(play, running.playbook, locale);
  }

  function isTried({ play }: PlayEffect): boolean {
    return armsOf(running.playbook.plays[play] as Playbook['plays'][string]).length > 1;
  }

  function useText(play: string): string {
    const { signals } = running.playbook;
    const own = Object.keys(signals).filter((signal) => signals[signal]?.play === play);
    const tallies = own.map((signal) => tallyOver(weeks, signal));
    const raised = tallies.reduce((sum, tally) => sum + tally.raised, 0);
    if (raised === 0) return say.noUse;
    return say.use(
      raised,
      tallies.reduce((sum, { done }) => sum + done, 0),
    );
  }
}

/** What a play is called. */
export function labelOf(name: string, { plays }: Pick<Playbook, 'plays'>, locale: Locale): string {
  const play = Object.hasOwn(plays, name) ? plays[name] : undefined;
  return shorten(textIn(play?.label, locale) ?? name, MOST_CHARACTERS);
}
