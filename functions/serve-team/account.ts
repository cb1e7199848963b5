import { partOf, readAccount } from '../readings/account.ts';
import { mayAgree } from '../team-pages/account/account-acts.ts';
import { accountPage, unknownAccountPage, unreadableAccountPage } from '../team-pages/account/account-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** Everything about one account, as of now. */
export const showAccount: ShowTeamPage = async (request, showing) => {
  const { locale } = request.reader;
  const facts = await readAccount({ ...request, locale }, showing, showing);
  if (facts === null) return unknownAccountPage(locale);
  if (facts === 'unreadable') return unreadableAccountPage(locale);
  const { reader, form } = request;
  const acts = {
    ...{ form, locale, drawn: showing.now() },
    mayWork: reader.may('work'),
    mayAgree: mayAgree(reader, facts.account, facts.team, facts.today),
  };
  return accountPage(facts, partOf(request.query), { locale, acts });
};
