import { gradeOfEntry } from '../../../domain/board/board-search.ts';
import type { Grade } from '../../../domain/health/health.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { accountColumns, sumsOf } from '../accounts/account-columns.ts';
import { ACCOUNTS_PATH } from '../accounts/accounts-page.ts';
import { accountsWords } from '../accounts/words/words.ts';
import { gradeLooks } from '../parts/grade-looks.ts';
import { pageAddress } from '../parts/page-address.ts';
import type { AccountGroup } from './account-facts.ts';
import { type Drawing, listOf, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** The accounts that belong to this one: how they do, and what they pay together. Nothing where there are none. */
export function groupSection(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { account, group } = facts;
  if (group === undefined) return html``;
  const { group: say } = accountWords(locale);
  const inList = pageAddress(ACCOUNTS_PATH, new URLSearchParams({ parent: account.id }));
  return sectionOf(
    drawing,
    'group',
    html`<p>${say.count(group.entries.length)} · ${gradesOf(drawing, group)}</p>`,
    payOf(drawing, group),
    listOfGroup(drawing),
    group.asOf !== undefined &&
      html`<p class="hint">${say.asOf(styleOf(locale).moment(new Date(group.asOf).toISOString(), facts.timeZone))}</p>`,
    html`<p><a class="more" href="${inList}">${say.inList}</a></p>`,
  );
}

export function listOfGroup(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { group, today } = facts;
  const { none } = accountWords(locale).group;
  if (group === undefined) return html`<p class="hint">${none}</p>`;
  const { name, health, change, mrr, renewal, csm, tasks } = accountColumns({ ...group, today, locale });
  return listOf(drawing, 'group', { shown: group, columns: [name, health, change, mrr, renewal, csm, tasks], none });
}

/** How many there are in each grade, the worst first. */
function gradesOf({ locale }: Drawing, { entries, health }: AccountGroup): Html {
  const words = mailWords(locale);
  const counted = (grade: Grade | null) => entries.filter((entry) => gradeOfEntry(entry, health) === grade).length;
  const graded = (['at-risk', 'watch', 'healthy'] as const).flatMap((grade) => {
    const count = counted(grade);
    const { shape, tone } = gradeLooks[grade];
    return count === 0
      ? []
      : html`<span class="keep ${tone}"><span aria-hidden="true">${shape}</span> ${words.data.grade[grade]} <b>${words.number(count)}</b></span> `;
  });
  const unknown = counted(null);
  return html`${graded}${unknown > 0 && html`<span class="keep">${accountsWords(locale).noScore} ${words.number(unknown)}</span>`}`;
}

function payOf({ facts: { account }, locale }: Drawing, { entries }: AccountGroup): Html | false {
  const together = sumsOf(entries, locale);
  if (together.length === 0) return false;
  const withOwn = account.mrr !== undefined && sumsOf([...entries, account], locale);
  return html`<p>${accountsWords(locale).pay(together)}${withOwn !== false && html` <small class="hint">${accountWords(locale).group.withOwn(withOwn)}</small>`}</p>`;
}
