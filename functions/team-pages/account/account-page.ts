import { hasChurned } from '../../../domain/account/account.ts';
import { ifReadable } from '../../../domain/company/team.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { daysBetween } from '../../../domain/time/day.ts';
import { accountIn } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { titleOf } from '../../pages/task-title.ts';
import type { TeamPage } from '../team-page.ts';
import type { AccountFacts, AccountPart } from './account-facts.ts';
import { activitiesSection, listOfActivities } from './activities-section.ts';
import { contractSection, ledgerOf } from './contract-section.ts';
import { customerPageSection, listOfCustomerPages } from './customer-page-section.ts';
import { episodesSection, openEpisodesOf, pastEpisodesOf } from './episodes-section.ts';
import { groupSection, listOfGroup } from './group-section.ts';
import { healthSection, scoreOf } from './health-section.ts';
import { historySection, listOfChanges } from './history-section.ts';
import { listOfMails, mailsSection } from './mails-section.ts';
import { listOfPeople, peopleSection } from './people-section.ts';
import { type AccountActs, type Drawing, sectionOf } from './section.ts';
import { usageSection } from './usage-section.ts';
import { goalSection, roadmapSection } from './way-sections.ts';
import { type AccountSection, accountSections } from './words/sections.ts';
import { accountWords } from './words/words.ts';
import { closedTasksOf, openTasksOf, workSection } from './work-section.ts';

const sections: Record<AccountSection, (drawing: Drawing) => Html> = {
  work: workSection,
  health: healthSection,
  episodes: episodesSection,
  usage: usageSection,
  people: peopleSection,
  goal: goalSection,
  roadmap: roadmapSection,
  'customer-page': customerPageSection,
  contract: contractSection,
  group: groupSection,
  mails: mailsSection,
  activities: activitiesSection,
  history: historySection,
  done: (drawing) => sectionOf(drawing, 'done', closedTasksOf(drawing)),
};

const lists: Record<AccountPart, (drawing: Drawing) => Html> = {
  'open-tasks': openTasksOf,
  'closed-tasks': closedTasksOf,
  'open-episodes': openEpisodesOf,
  'past-episodes': pastEpisodesOf,
  people: listOfPeople,
  'customer-pages': listOfCustomerPages,
  mails: listOfMails,
  activities: listOfActivities,
  group: listOfGroup,
  ledger: ledgerOf,
  changes: listOfChanges,
};

/**
 * Everything about an account: first what is to be done and by when, then what is known of it.
 *
 * @param part the one list that is shown, page by page
 */
export function accountPage(
  facts: AccountFacts,
  part: AccountPart | undefined,
  { locale, acts }: { locale: Locale; acts: AccountActs },
): TeamPage {
  const say = accountWords(locale);
  const { account, team, today } = facts;
  const drawing = { facts, locale, part, acts };
  const name = accountIn(locale, account);
  const page = { at: 'accounts', about: say.about(ifReadable(() => team.csmOf(account, today))?.name) } as const;
  if (part !== undefined) {
    return {
      ...page,
      about: mailWords(locale).customer(name),
      heading: say.parts[part],
      body: html`<p><a href="${pageOfAccount(account.id)}">${say.back(name)}</a></p>${lists[part](drawing)}`,
    };
  }
  const shown = accountSections.filter((section) => section !== 'group' || facts.group !== undefined);
  return {
    ...page,
    heading: name,
    lead: leadOf(drawing),
    body: html`${noticesOf(drawing)}${figuresOf(drawing)}
<nav class="toc" aria-label="${say.menu}">${shown.map((section) => html`<a href="#${section}">${say.sections[section]}</a>`)}</nav>
${shown.map((section) => sections[section](drawing))}`,
  };
}

/** What is asked, of whom, by when. */
function leadOf({ facts, locale }: Drawing): string {
  const { lead: say } = accountWords(locale);
  const { openTasks, today, renewalDate, nextAction, playbook } = facts;
  const [first] = openTasks.rows;
  if (first !== undefined) {
    const words = first.due < today ? say.late : say.tasks;
    return words(openTasks.count, titleOf(first, playbook, locale), first.due);
  }
  if (nextAction !== undefined) return say.nextAction(nextAction.text);
  return renewalDate === undefined ? say.nothing : say.renewal(renewalDate, daysBetween(today, renewalDate));
}

function noticesOf({ facts, locale }: Drawing): Html {
  const say = accountWords(locale);
  const { account, today, mergedInto } = facts;
  const churned = hasChurned(account, today) && account.churnedOn !== undefined;
  return html`${mergedInto !== undefined && html`<p class="notice"><a href="${pageOfAccount(mergedInto)}">${say.merged(mergedInto)}</a></p>`}${churned && html`<p class="notice">${say.churned(account.churnedOn as string)}</p>`}`;
}

/** What one wants to know before a call, in a row. */
function figuresOf({ facts, locale }: Drawing): Html {
  const say = accountWords(locale);
  const { number, money, longDay, stages, data } = mailWords(locale);
  const { account, explanation, renewalDate, team, today, activeUsers } = facts;
  const { stage, stageSince } = explanation;
  const figures: [string, Html | string][] = [
    [say.figures.health, scoreOf(explanation.health, locale) ?? say.unknownValue],
    [
      say.figures.stage,
      stage === null
        ? say.unknownValue
        : html`${stages[stage]}${stageSince !== null && html` <small>${say.since(stageSince)}</small>`}`,
    ],
    [say.figures.mrr, account.mrr === undefined ? say.unknownValue : money(account.mrr, account.currency)],
    [say.figures.renewal, renewalDate === undefined ? say.unknownValue : longDay(renewalDate)],
    [
      say.figures.users,
      account.licenses === undefined ? number(activeUsers) : data.users(activeUsers, account.licenses),
    ],
    [say.figures.csm, ifReadable(() => team.csmOf(account, today))?.name ?? say.nobody],
  ];
  return html`<dl class="figures">${figures.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export const unknownAccountPage = (locale: Locale): TeamPage => ({
  ...accountWords(locale).unknown,
  at: 'accounts',
  status: 404,
});
export const unreadableAccountPage = (locale: Locale): TeamPage => ({
  ...accountWords(locale).unreadable,
  at: 'accounts',
  status: 500,
});
