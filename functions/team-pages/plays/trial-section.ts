import type { Comparison, EffectGroup, PlayEffect } from '../../../domain/effects/play-effects.ts';
import { HOLD_OUT, OWN_STEPS } from '../../../domain/episodes/arm.ts';
import { pageToPropose } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { armsOf } from '../../../domain/plays/trials.ts';
import { type Html, html } from '../../pages/html.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import type { ActForm } from '../act-form.ts';
import { dataTable } from '../parts/data-table.ts';
import { proposalWords } from '../proposals/words/words.ts';
import { groupName, keptDifference, keptText, scoreDifference, verdictText } from './effect-text.ts';
import type { PlaysPageWords } from './words/sections.ts';
import { playsPageWords } from './words/words.ts';

interface TrialDrawing {
  running: { version: string; playbook: Playbook };
  form: ActForm;
  mayManage: boolean;
  /** May propose one of them. */
  mayWork: boolean;
  /** What the play is called. */
  label: string;
}

/** The ways of a play that are tried beside each other, what comes of each, and the act that makes one of them the play. */
export function trialSection(effect: PlayEffect, drawing: TrialDrawing, locale: Locale): Html | false {
  const { running, mayManage, mayWork, label } = drawing;
  const say = playsPageWords(locale);
  const play = running.playbook.plays[effect.play];
  const ways = play === undefined ? [] : armsOf(play);
  if (ways.length < 2) return false;
  const groups = groupsOf(effect);
  const columns = say.trial.columns;
  const table = dataTable({
    caption: say.trial.heading(label),
    rows: ways,
    columns: [
      { heading: columns.way, cell: ({ name }) => html`<b>${groupName(name, say)}</b>` },
      { heading: columns.share, isNumber: true, cell: ({ share }) => `${styleOf(locale).number(100 * share, 1)}%` },
      {
        heading: columns.accounts,
        isNumber: true,
        cell: ({ name }) => styleOf(locale).number(groups.get(name)?.accounts ?? 0),
      },
      {
        heading: columns.kept,
        cell({ name }) {
          const group = groups.get(name);
          return group === undefined ? '–' : keptText(group, locale);
        },
      },
    ],
  });
  const choices = ways.filter(({ name }) => name !== HOLD_OUT);
  return html`<section><h2>${say.trial.heading(label)}</h2><p>${say.trial.lead}</p>${table}${comparisons(effect.trial, locale)}
${mayManage ? choices.map(({ name }) => chooseForm(name, effect, drawing, locale)) : html`<p class="hint">${say.trial.forManagers}</p>`}
${mayWork && choices.length > 1 && html`<p>${choices.map(({ name }) => proposeLink(effect.play, name, locale))}</p>`}</section>`;
}

/** Tries what would come of it first, and leaves the decision to a manager. */
function proposeLink(play: string, way: string, locale: Locale): Html {
  const text = proposalWords(locale).lead.fromWay(groupName(way, playsPageWords(locale)));
  return html`<a class="on" href="${pageToPropose({ play, way })}">${text}</a> `;
}

/** By the name of the way. */
function groupsOf({ comparison, trial }: PlayEffect): ReadonlyMap<string, EffectGroup> {
  const byChance = comparison.kind === 'by-chance' ? [comparison] : [];
  const groups = new Map<string, EffectGroup>();
  for (const { one, other } of [...trial, ...byChance]) for (const group of [other, one]) groups.set(group.name, group);
  // Where only the play's own way is tried, all that were assigned a way went by it.
  if (trial.length === 0 && byChance[0] !== undefined) groups.set(OWN_STEPS, { ...byChance[0].one, name: OWN_STEPS });
  return groups;
}

function comparisons(trial: readonly Comparison[], locale: Locale): Html | false {
  const say = playsPageWords(locale);
  if (trial.length === 0) return false;
  return dataTable({
    caption: say.trial.comparisons,
    showsCaption: true,
    rows: trial,
    columns: [
      {
        heading: say.trial.compared,
        cell: ({ one, other }) =>
          html`<b>${say.trial.against(groupName(one.name, say), groupName(other.name, say))}</b>`,
      },
      { heading: say.columns.kept, cell: (comparison) => keptDifference(comparison, locale) },
      { heading: say.columns.score, cell: (comparison) => scoreDifference(comparison, locale) },
      { heading: say.columns.verdict, cell: (comparison) => verdictText(comparison, locale) },
    ],
  });
}

export interface Choosing {
  /** What was written as the reason, and what is wrong with it. */
  reason?: string;
  complaint?: keyof PlaysPageWords['complaint'] | undefined;
}

/** Makes a way the play. Its reason is asked for where it is. */
export function chooseForm(
  way: string,
  { play, trial, comparison }: Pick<PlayEffect, 'play' | 'trial' | 'comparison'>,
  { running, form }: Pick<TrialDrawing, 'running' | 'form'>,
  locale: Locale,
): Html {
  const say = playsPageWords(locale);
  const own =
    trial.length === 0 ? [comparison] : trial.filter(({ one, other }) => [one.name, other.name].includes(way));
  const isTold = own.some(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const fields = reasonFields({ play, way, onto: running.version }, {}, locale);
  const button = html`<p><button>${say.trial.choose(groupName(way, say))}</button></p>`;
  return html`<details class="fold"><summary>${way === OWN_STEPS ? say.trial.end : say.trial.choose(groupName(way, say))}</summary>${!isTold && html`<p class="hint">${say.trial.cantTell}</p>`}${form('plays/choose', html`${fields}${button}`, { look: 'work' })}</details>`;
}

/** What a form says of the way that is to be the play, and asks why. */
export function reasonFields(
  { play, way, onto }: { play: string; way: string; onto: string },
  { reason = '', complaint }: Choosing,
  locale: Locale,
): Html {
  const say = playsPageWords(locale);
  const wrong = complaint && say.complaint[complaint];
  return html`<input type="hidden" name="play" value="${play}"><input type="hidden" name="way" value="${way}"><input type="hidden" name="onto" value="${onto}">
<label>${say.trial.reason}<textarea name="note" rows="2" required maxlength="${MOST_CHARACTERS_OF_A_NOTE}"${wrong !== undefined && html` aria-invalid="true"`}>${reason}</textarea>${wrong !== undefined && html`<b class="risk">▼ ${wrong}</b>`}</label>`;
}
