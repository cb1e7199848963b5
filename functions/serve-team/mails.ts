import type { OutboxRow } from '../../domain/outbox/outbox.ts';
import {
  APPROVAL_MAILS_LIST,
  DONE_MAILS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  OPEN_MAILS_LIST,
  WAITING_MAILS_LIST,
} from '../store/keys.ts';
import type { MailPage } from '../store/outbox/mail-pages.ts';
import { accountNameIn, isMail } from '../team-pages/mails/mail-line.ts';
import { mailsPage } from '../team-pages/mails/mails-page.ts';
import { type MailView, mailViews } from '../team-pages/mails/words/sections.ts';
import type { Reader } from '../team-pages/reader.ts';
import type { Showing, ShowTeamPage } from './page-request.ts';

const MAILS_A_PAGE = 25;

const listsOf: Record<MailView, string[]> = {
  decide: [HELD_MAILS_LIST, APPROVAL_MAILS_LIST, HELD_POSTS_LIST],
  waiting: [WAITING_MAILS_LIST],
  leaving: [OPEN_MAILS_LIST],
  done: [DONE_MAILS_LIST],
};

/** What leaves the system, by where it stands. */
export const showMails: ShowTeamPage = async ({ reader, query: asked, form }, showing) => {
  const { records, lists, clock } = showing;
  const query = ownFirst(asked, reader);
  const view = mailViews.find((one) => one === query.get('state')) ?? 'decide';
  const [{ account, ...page }, members, playbook] = await Promise.all([
    search(query, view, showing),
    records.members(),
    records.playbook(undefined),
  ]);
  const ids = page.mails.map(({ row }) => row.account).filter((id) => id !== '');
  const accounts = await lists.accounts(new Set(account === undefined ? ids : [account.id]));
  const named = account && { ...account, name: accounts.get(account.id)?.name ?? account.id };
  const inOrder = members.sort((a, b) => a.name.localeCompare(b.name, reader.locale));
  return mailsPage(
    {
      ...{ ...page, view, query, account: named, accounts, members: inOrder, playbook, timeZone: clock.timeZone },
      form: reader.may('manage') ? form : undefined,
    },
    reader.locale,
  );
};

/** Whoever looks after customers sees their own mails, until they ask for others'. */
function ownFirst(asked: URLSearchParams, { member, may }: Reader): URLSearchParams {
  const query = new URLSearchParams(asked);
  if (!query.has('person') && !query.has('account') && may('work') && !may('manage')) query.set('person', member.id);
  return query;
}

async function search(
  query: URLSearchParams,
  view: MailView,
  { mails }: Showing,
): Promise<MailPage & { account?: { id: string; isAll: boolean } }> {
  const isSought = soughtBy(query);
  const after = query.get('after') ?? undefined;
  const account = query.get('account') ?? '';
  if (account === '') {
    const comesFirst = view === 'done' ? 'last' : 'first';
    return mails.listed({ lists: listsOf[view], comesFirst, after, most: MAILS_A_PAGE, isSought });
  }
  const found = await mails.ofAccount(account, isSought);
  const from = /^\d{1,5}$/.test(after ?? '') ? Number(after) : 0;
  const to = from + MAILS_A_PAGE;
  return {
    mails: found.mails.slice(from, to),
    ...(to < found.mails.length && { next: String(to) }),
    account: { id: account, isAll: found.isAll },
  };
}

function soughtBy(query: URLSearchParams): (row: OutboxRow) => boolean {
  const person = query.get('person') ?? '';
  const audience = query.get('for') ?? '';
  const words = folded(query.get('q') ?? '');
  return (row) =>
    (person === '' || (isMail(row) && [row.csm, row.person].includes(person))) &&
    (audience === '' || (isMail(row) && row.content.type === 'customer') === (audience === 'customers')) &&
    (words === '' || textsOf(row).some((text) => folded(text).includes(words)));
}

const textsOf = (row: OutboxRow): string[] => [
  row.account,
  accountNameIn(row) ?? '',
  ...(isMail(row) ? [row.to.name, row.to.address] : []),
];

/** As people type it: in whatever case and width. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().trim();
