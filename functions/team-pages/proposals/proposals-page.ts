import type { Csm } from '../../../domain/account/account.ts';
import { pageOfProposal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Proposal } from '../../../domain/proposals/proposal.ts';
import { html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { shortName } from '../parts/short-name.ts';
import { PLAYS_PATH } from '../plays/plays-page.ts';
import type { TeamPage } from '../team-page.ts';
import { fromText, ideaText } from './idea-text.ts';
import { proposalWords } from './words/words.ts';

export interface ProposalsFacts {
  /** The latest first. */
  proposals: readonly Proposal[];
  /** Whether there are more than are shown. */
  isCut: boolean;
  playbook: Playbook;
  members: readonly Csm[];
  timeZone: string;
}

/** What is proposed for the playbook, what waits for a decision first. */
export function proposalsPage(
  { proposals, isCut, playbook, members, timeZone }: ProposalsFacts,
  locale: Locale,
): TeamPage {
  const { list: say, decided: said } = proposalWords(locale);
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const nameOf = (id: string) => names.get(id) ?? shortName(id);
  const moment = (at: string) => styleOf(locale).moment(at, timeZone);
  const inOrder = [...proposals].sort(
    (a, b) =>
      Number(a.decided !== undefined) - Number(b.decided !== undefined) || (a.proposedAt < b.proposedAt ? 1 : -1),
  );
  const table = dataTable<Proposal>({
    caption: say.heading,
    rows: inOrder,
    columns: [
      {
        heading: say.columns.what,
        cell: ({ id, idea }) =>
          html`<a class="whole" href="${pageOfProposal(id)}">${ideaText(idea, playbook, locale)}</a>`,
      },
      { heading: say.columns.from, cell: (proposal) => fromText(proposal, playbook, locale) },
      {
        heading: say.columns.who,
        cell: ({ by, proposedAt }) =>
          html`<bdi>${nameOf(by)}</bdi><br><small class="hint">${moment(proposedAt)}</small>`,
      },
      {
        heading: say.columns.state,
        cell({ decided }) {
          if (decided === undefined) return html`<b class="keep">${say.waits}</b>`;
          const { how, by, at, version } = decided;
          return html`${said[how](nameOf(by), moment(at))}${version !== undefined && html` ${said.asVersion(version)}`}`;
        },
      },
    ],
  });
  return {
    at: 'plays',
    heading: say.heading,
    lead: say.lead,
    body: html`${proposals.length === 0 ? emptyState(say.empty) : table}${isCut && html`<p class="hint">${say.more}</p>`}
<nav><a href="${PLAYS_PATH}">${say.toPlays}</a><a href="/map">${say.toMap}</a></nav>`,
  };
}
