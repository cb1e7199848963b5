import type { PageLink } from '../../domain/links/link.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { WebLinks } from '../links/web-links.ts';
import { approvalPage } from '../pages/approval-page.ts';
import { busyCustomerPage } from '../pages/busy-customer-page.ts';
import { customerPage, refusedNotice } from '../pages/customer-page.ts';
import { draftPage } from '../pages/draft-page.ts';
import { nextActionPage } from '../pages/next-action-page.ts';
import { BUSY_STATUS, withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { readCustomerPage } from '../pages/read-customer-page.ts';
import {
  readApprovalFacts,
  readDraftFacts,
  readNextActionFacts,
  readTaskFacts,
  readWholeTaskFacts,
  type WebReads,
} from '../pages/read-facts.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { actPage, whyOfNoUse } from '../pages/task-page.ts';
import { undoPage } from '../pages/undo-page.ts';
import { wholeTaskPage } from '../pages/whole-task-page.ts';
import { pageWords } from '../pages/words/words.ts';
import { letterIn } from '../work/letter-in-form.ts';
import { asksToTakeBack, tooLateToDecide } from './decide-approval.ts';
import { tooLateToSend } from './send-draft.ts';
import { afterAnother } from './take-task-act.ts';

export interface BusyShowing {
  reads: WebReads;
  links: Pick<WebLinks, 'addressesLike'>;
  calendar: BusinessCalendar;
  clock: Pick<LocalClock, 'dayOf'>;
  now: () => number;
}

const busy = (page: Page): Page => ({ ...page, status: BUSY_STATUS });

/**
 * Nothing was done, since too many did something at once: the form again with all that was filled in. Where it can't be
 * done any more, how things stand: it may be just what was asked for, by an earlier press.
 */
export async function busyPage(
  { reads, links, calendar, clock, now }: BusyShowing,
  link: PageLink,
  form: URLSearchParams,
  today: Day,
): Promise<Page> {
  switch (link.to) {
    case 'task': {
      const [facts, addressOf] = await Promise.all([readTaskFacts(reads, link, today), links.addressesLike(link)]);
      const drawing = { today, nowInMs: now(), calendar, addressOf };
      const noUse = whyOfNoUse(facts, drawing);
      if (noUse !== null) return afterAnother(noUse, facts, form);
      return busy(actPage(facts, drawing, { text: pageWords(facts.locale).notStoredYet, form }));
    }
    case 'read':
    case 'undo': {
      const [facts, addressOf] = await Promise.all([readWholeTaskFacts(reads, link), links.addressesLike(link)]);
      if (link.to === 'read') return busy(wholeTaskPage(facts, today, addressOf));
      return busy(withNotice(undoPage({ ...facts, link }, now(), addressOf), pageWords(facts.locale).notStoredYet));
    }
    case 'next-action': {
      const facts = await readNextActionFacts(reads, link);
      const shown = { text: pageWords(facts.locale).notStoredYet, filledIn: wholeTextIn(form, 'text') };
      return busy(nextActionPage(facts, shown));
    }
    case 'draft': {
      const facts = await readDraftFacts(reads, link, today);
      if (facts.sent !== undefined) return tooLateToSend(facts, form);
      const { draft, locale } = facts;
      const letter = form.has('body') ? letterIn(form) : draft?.proposed;
      return busy(draftPage(facts, letter && { ...letter, text: pageWords(locale).notStoredYet }));
    }
    case 'approval': {
      const facts = await readApprovalFacts(reads, link, today);
      const { notStoredYet } = pageWords(facts.locale);
      if (asksToTakeBack(form)) return busy(withNotice(approvalPage(facts), notStoredYet));
      if (facts.mail?.status !== 'approval') return tooLateToDecide(facts, form);
      const letter = form.has('body') ? letterIn(form) : facts.mail.proposed;
      return busy(approvalPage(facts, letter && { ...letter, complaint: notStoredYet }));
    }
    case 'roadmap': {
      const reading = await readCustomerPage(reads, link, clock, now());
      const text = pageWords(reading.locale).notStoredYet;
      return customerPage(reading, refusedNotice(text, wholeTextIn(form, 'text'), BUSY_STATUS));
    }
    default:
      return busy(await busyCustomerPage(reads, link, form, today));
  }
}
