import { pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Requirement } from '../../../domain/playbook/playbook.ts';
import type { Roadmap, RoadmapAction, RoadmapTask } from '../../../domain/stages/roadmap.ts';
import { labelOf, shortName } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { type Row, rowsOf } from '../../pages/page-parts.ts';
import { proposalOf } from './customer-page-section.ts';
import { type Drawing, memberIn, sectionOf } from './section.ts';
import { stageForm } from './stage-act.ts';
import { accountActWords, accountWords } from './words/words.ts';

/** The success that the account bought the product for, and how far it is. */
export function goalSection(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { goal: say, health } = accountWords(locale);
  const { goal, playbook } = facts;
  if (goal === null) return sectionOf(drawing, 'goal', html`<p class="hint">${say.none}</p>`, proposalOf(drawing));
  const { number, longDay } = mailWords(locale);
  const { name, measure, value, start, target, date, daysLeft, share, expected } = goal;
  const called = name ?? measure;
  const title =
    called !== undefined &&
    (playbook.measures.includes(called) ? labelOf(called, locale, playbook) : shortName(called));
  const rows: Row[] = [[say.value, value === null ? say.noValue : number(value)]];
  if (share != null) rows.push([say.share, html`${meter(share)} ${health.percent(share)}`]);
  if (expected !== undefined) rows.push([say.expected, number(expected)]);
  if (start !== undefined) rows.push([say.start, number(start)]);
  if (target !== undefined) rows.push([say.target, number(target)]);
  if (date !== undefined)
    rows.push([say.by, `${longDay(date)}${daysLeft === undefined ? '' : ` · ${say.daysLeft(daysLeft)}`}`]);
  return sectionOf(
    drawing,
    'goal',
    title !== false && html`<p><b>${title}</b></p>`,
    rowsOf(rows),
    share === undefined && html`<p class="hint">${say.incomplete}</p>`,
    proposalOf(drawing),
  );
}

const METER_WIDTH = 100;

/** How far something is, said in words beside it. */
function meter(share: number): Html {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * METER_WIDTH);
  return html`<svg class="meter" viewBox="0 0 ${METER_WIDTH} 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${METER_WIDTH}" height="8"/><rect class="filled" width="${filled}" height="8"/></svg>`;
}

/** Where the account stands on its way: the goal of its stage, and whose work leads there. */
export function roadmapSection(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { roadmap: say, since, standsOut } = accountWords(locale);
  const { roadmap, explanation } = facts;
  if (roadmap.stage === null) {
    return sectionOf(drawing, 'roadmap', html`<p class="hint">${say.none}</p>`, stageChangeOf(drawing));
  }
  const { usualDays } = roadmap;
  const isLate = explanation.stageOverdue;
  return sectionOf(
    drawing,
    'roadmap',
    html`<p><b>${roadmap.label ?? mailWords(locale).stages[roadmap.stage]}</b>${roadmap.since !== null && html` · ${since(roadmap.since)}`}${isLate && usualDays !== null && html` · <span class="service">● ${standsOut(usualDays)}</span>`}</p>`,
    stageChangeOf(drawing),
    goalOf(drawing, roadmap.goal),
    ...(['joint', 'customer', 'own'] as const).map((group) => tasksOf(drawing, say.groups[group], roadmap[group])),
    actionsOf(drawing, say.positive, roadmap.positive),
    actionsOf(drawing, say.challenge, roadmap.challenge),
  );
}

function stageChangeOf({ facts, locale, acts }: Drawing): Html | false {
  const { account, roadmap } = facts;
  return (
    acts.mayAgree &&
    html`<details><summary>${accountActWords(locale).stage.open}</summary>${stageForm(account.id, roadmap.stage, acts)}</details>`
  );
}

function goalOf({ locale }: Drawing, goal: Roadmap['goal']): Html | undefined {
  if (goal === null) return undefined;
  const { roadmap: say } = accountWords(locale);
  const state = goal.reached === null ? say.byPerson : goal.reached ? `✓ ${say.reached}` : say.notReached;
  const requirements = goal.requirements.map(
    ({ requirement, met, value, limit }) =>
      html`<li>${met && html`<span aria-hidden="true">✓</span> `}${say.requirement(requirement)}: ${say.far(value, limit, isShare(requirement))} · ${met ? say.reached : say.notReached}</li>`,
  );
  return html`<h3>${say.goal}</h3><p>${goal.text} · ${state}</p>${requirements.length > 0 && html`<ul>${requirements}</ul>`}`;
}

const isShare = (requirement: Requirement) => 'firstLoginShareAtLeast' in requirement;

function tasksOf(drawing: Drawing, heading: string, tasks: RoadmapTask[]): Html | undefined {
  if (tasks.length === 0) return undefined;
  const { locale } = drawing;
  const { roadmap: say } = accountWords(locale);
  const items = tasks.map(({ title, status, tasks: raised }) => {
    const [first] = raised;
    const named = first === undefined ? title : html`<a href="${pageOfTask(first.id)}">${title}</a>`;
    const names = raised.flatMap(({ assignee }) => memberIn(drawing, assignee) ?? []).join(' · ');
    return html`<li>${status === 'done' && html`<span aria-hidden="true">✓</span> `}${named} · ${say.status[status]}${names !== '' && html` · ${names}`}</li>`;
  });
  return html`<h3>${heading}</h3><ul>${items}</ul>`;
}

function actionsOf({ locale }: Drawing, heading: string, actions: RoadmapAction[]): Html | undefined {
  if (actions.length === 0) return undefined;
  const { roadmap: say } = accountWords(locale);
  const labelsOf = (isOpen: boolean) =>
    actions.filter(({ state }) => (state === 'open') === isOpen).map(({ label }) => label);
  const [open, quiet] = [labelsOf(true), labelsOf(false)];
  return html`<h3>${heading}</h3>${open.length > 0 && html`<ul>${open.map((label) => html`<li><b>${label}</b> · ${say.open}</li>`)}</ul>`}${quiet.length > 0 && html`<p class="hint">${say.quiet(quiet)}</p>`}`;
}
