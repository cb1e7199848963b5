import { teamOf } from '../../domain/company/team.ts';
import type { Letter } from '../../domain/mail/mail-content.ts';
import { whatHappened } from '../pages/approval-page.ts';
import { html } from '../pages/html.ts';
import { CONFLICT_STATUS } from '../pages/notices.ts';
import { readApprovalFacts } from '../pages/read-facts.ts';
import { pageWords } from '../pages/words/words.ts';
import { noRightPage, notFoundPage, typedInto } from '../team-pages/notices.ts';
import { letterForm } from '../team-pages/today/letter-form.ts';
import { todayWords } from '../team-pages/today/words/words.ts';
import { decideApproval, isDecidedAgain } from '../work/approval.ts';
import { letterIn } from '../work/letter-in-form.ts';
import { mayDecide } from '../work/may-decide.ts';
import { backWithNotice, type TakeTeamAct } from './act-request.ts';
import { decidedOn } from './held-mail.ts';

/**
 * Lets a mail to a customer go, or drops it. Fields: `account`, `mail`, `decision` (`send` or `drop`), and what is sent:
 * `subject`, `body`.
 */
export const decideMail: TakeTeamAct = async (request, tools) => {
  const { reader, form, formOf } = request;
  const { member, locale } = reader;
  const { company, records, clock, now } = tools;
  const today = clock.dayOf(now());
  const link = {
    ...({ to: 'approval', person: member.id, expiresAt: 0 } as const),
    account: form.get('account') ?? '',
    mail: form.get('mail') ?? '',
  };
  const facts = await readApprovalFacts({ company, records }, link, today);
  const { mail } = facts;
  if (mail?.proposed === undefined) return notFoundPage(reader);
  if (!mayDecide(mail, reader, teamOf(await records.members()), today)) return noRightPage(reader);
  const decider = { person: member.id, locale, door: 'page' } as const;
  const result = await decideApproval(tools, mail, decider, form);
  if (typeof result !== 'string') {
    const typed: Letter = form.has('body') ? letterIn(form) : mail.proposed;
    return {
      about: facts.account?.name,
      heading: pageWords(locale).approval.heading(mail.to.name),
      body: html`<div class="notice" role="alert"><p>${pageWords(locale).approval.refused[result.refused]}</p></div>${letterForm(mail, { form: formOf, locale }, typed)}`,
      status: 422,
      isForReading: true,
    };
  }
  const since = await readApprovalFacts({ company, records }, link, today);
  if (result === 'decided' || (since.mail !== undefined && isDecidedAgain(since.mail, decider, form))) {
    const happened = whatHappened(since.mail ?? mail, { ...facts, locale });
    const text = `${happened.heading} · ${todayWords(locale).approvals.to(mail.to.name, facts.account?.name ?? mail.account)}`;
    return backWithNotice(request, tools, { text, undo: [decidedOn(mail, text)] });
  }
  const typed = form.get('decision') === 'send' ? typedInto(form) : '';
  return {
    about: facts.account?.name,
    ...whatHappened(since.mail ?? mail, { ...facts, locale }),
    body: html`<div class="notice" role="alert"><p>${pageWords(locale).approval.tooLate}</p>${typed !== '' && html`<blockquote>${typed}</blockquote>`}</div>`,
    status: CONFLICT_STATUS,
    isForReading: true,
  };
};
