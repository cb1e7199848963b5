import { CONFLICT_STATUS } from '../pages/notices.ts';
import { mailMeanwhilePage, noMailPage } from '../team-pages/mails/mail-page.ts';
import { mailPageWords } from '../team-pages/mails/words/words.ts';
import { decideHeldMail, type HeldMailDecision } from '../work/held-mail.ts';
import { backWithNotice, type TakeTeamAct } from './act-request.ts';

/** Sends what is held or waits, after all or at once. Fields: `account`, `mail`. */
export const release = deciding('release');
/** Never sends it; until it is put back. Fields: `account`, `mail`. */
export const drop = deciding('drop');
/** Puts back what was dropped on a page. Fields: `account`, `mail`. */
export const putBack = deciding('put-back');

function deciding(decision: HeldMailDecision): TakeTeamAct {
  return async (request, tools) => {
    const { reader, form } = request;
    const key = { account: form.get('account') ?? '', id: form.get('mail') ?? '' };
    const mail = key.id === '' ? undefined : await tools.outbox.findMail(key);
    if (mail === undefined) return noMailPage(reader.locale);
    if (await decideHeldMail(tools, mail, decision, reader.member.id)) {
      const text = mailPageWords(reader.locale).decided[decision](mail.to.name || mail.to.address);
      return backWithNotice(request, tools, { text });
    }
    const [since, members] = await Promise.all([tools.outbox.findMail(key), tools.records.members()]);
    return { ...mailMeanwhilePage(since ?? mail, members, reader.locale), status: CONFLICT_STATUS };
  };
}
