import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import type { CounterCourse } from '../../../domain/overview/counters.ts';
import { addDays } from '../../../domain/time/day.ts';
import { LOGIN } from '../../../domain/usage/well-known-events.ts';
import { labelOf } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { sparkline } from '../parts/charts/sparkline.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import type { AccountFacts } from './account-facts.ts';
import { type Drawing, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** The playbook may count hundreds of things: those that happen most are shown. */
const MOST_COUNTERS = 12;
const MOST_FEATURES = 20;
/** The heading says so; another one stands with its number. */
const USUAL_WINDOW_IN_DAYS = 28;

/** How often what the playbook counts happened, against the account's own usual, and which features are used. */
export function usageSection(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { usage: say } = accountWords(locale);
  if (facts.firstEventDay === null) return sectionOf(drawing, 'usage', html`<p class="hint">${say.none}</p>`);
  return sectionOf(
    drawing,
    'usage',
    html`<p class="hint">${say.since(facts.firstEventDay)}</p>`,
    countersOf(drawing),
    facts.features.length > 0 && featuresOf(drawing),
  );
}

function countersOf({ facts, locale }: Drawing): Html {
  const { usage: say } = accountWords(locale);
  const { number } = mailWords(locale);
  const [first, ...others] = facts.counters;
  const byCount = others.sort((a, b) => b.count - a.count || (b.usual ?? 0) - (a.usual ?? 0));
  const all = first === undefined ? [] : [first, ...byCount];
  const shown = all.slice(0, MOST_COUNTERS);
  const nameOf = (event: string) =>
    event === LOGIN && facts.playbook.labels[LOGIN] === undefined ? say.logins : labelOf(event, locale, facts.playbook);
  const columns: Column<CounterCourse>[] = [
    { heading: say.event, cell: ({ event }) => nameOf(event) },
    {
      heading: say.last28,
      isNumber: true,
      cell: ({ count, windowInDays }) =>
        html`${number(count)}${windowInDays !== USUAL_WINDOW_IN_DAYS && html`<br><small class="hint">${say.inDays(windowInDays)}</small>`}`,
    },
    {
      heading: say.usual,
      isNumber: true,
      cell: ({ usual, fleet }) =>
        html`${usual === null ? say.tooEarly : number(usual)}${fleet && html`<br><small class="hint">${say.fleet(fleet)}</small>`}`,
    },
    {
      heading: say.course,
      cell: ({ event, course: { daysInStep, values } }) =>
        sparkline(
          {
            course: { first: addDays(facts.today, -daysInStep * values.length), values },
            range: { low: 0, high: Math.max(1, ...values.map((value) => value ?? 0)) },
            title: nameOf(event),
            format: (value) => number(value),
          },
          locale,
        ),
    },
  ];
  const more = all.length - shown.length;
  const hints = [
    ...groupedBy(shown, ({ windowInDays, businessDays }) => `${windowInDays} ${businessDays ?? ''}`),
  ].flatMap(([, [first, ...rest]]) =>
    first.businessDays === undefined
      ? []
      : [
          say.byBusinessDays(
            [first, ...rest].map(({ event }) => nameOf(event)),
            first.businessDays,
            first.windowInDays,
          ),
        ],
  );
  return html`${dataTable({ caption: say.counters, columns, rows: shown, showsCaption: true })}${hints.map((hint) => html`<p class="hint">${hint}</p>`)}${more > 0 && html`<p class="hint">${say.more(more)}</p>`}`;
}

function featuresOf({ facts, locale }: Drawing): Html {
  const { usage: say } = accountWords(locale);
  const { number } = mailWords(locale);
  const shown = facts.features.slice(0, MOST_FEATURES);
  const columns: Column<AccountFacts['features'][number]>[] = [
    {
      heading: say.feature,
      cell: ({ feature, mustHave }) =>
        html`${labelOf(feature, locale, facts.playbook)}${mustHave && html` <small class="hint">${say.mustHave}</small>`}`,
    },
    {
      heading: say.users,
      isNumber: true,
      cell: ({ users, everUsed }) => (everUsed ? number(users) : say.never),
    },
    { heading: say.days, isNumber: true, cell: ({ days }) => number(days) },
  ];
  const more = facts.features.length - shown.length;
  return html`${dataTable({ caption: say.features, columns, rows: shown, showsCaption: true })}${more > 0 && html`<p class="hint">${mailWords(locale).moreThings(more)}</p>`}`;
}
