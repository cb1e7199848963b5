import type { PageLink } from '../../domain/links/link.ts';
import type { Day } from '../../domain/time/day.ts';
import type { WebLinks } from '../links/web-links.ts';
import { expiredCustomerPage } from '../pages/expired-customer-page.ts';
import { formerMemberPage } from '../pages/former-member-page.ts';
import type { Page } from '../pages/page.ts';
import {
  readApprovalFacts,
  readDraftFacts,
  readNextActionFacts,
  readTaskFacts,
  readWholeTaskFacts,
  type WebReads,
} from '../pages/read-facts.ts';
import type { RetryTiming } from '../pages/retry-while-busy.ts';
import type { PreferencesSaving } from '../pages/save-preferences.ts';
import { takeForm } from '../pages/take-form.ts';
import type { TakingBack } from '../work/take-back.ts';
import type { ApprovalsByLink } from './decide-approval.ts';
import type { NextActionsByLink } from './note-next-action.ts';
import type { DraftsByLink } from './send-draft.ts';
import type { CustomerActions } from './take-customer-act.ts';
import type { CustomerPageActions } from './take-customer-page-act.ts';
import { type TaskActions, takeTaskAct } from './take-task-act.ts';

export interface WebActions
  extends TaskActions,
    ApprovalsByLink,
    NextActionsByLink,
    DraftsByLink,
    PreferencesSaving,
    CustomerActions,
    CustomerPageActions {
  outbox: ApprovalsByLink['outbox'] & DraftsByLink['outbox'] & TakingBack['outbox'];
  links: Pick<WebLinks, 'open' | 'addressesLike'>;
  reads: WebReads;
  retryTiming: RetryTiming;
}

/**
 * Does what somebody pressed a button for, and says so. What most presses are for is loaded with this, the rest while its
 * facts are on their way.
 */
export function takeAct(actions: WebActions) {
  const { links, reads, clock, now } = actions;

  return takeForm(
    actions,
    async (link) => {
      const today = clock.dayOf(now());
      const ofLeaver = await formerMemberPage(reads, link, today);
      if (ofLeaver !== null) return ofLeaver;
      return {
        act: (form) => act(link, form, today),
        busyPage: async (form) => {
          const { busyPage } = await import('./busy-page.ts');
          return busyPage(actions, link, form, today);
        },
      };
    },
    (opened) => expiredCustomerPage(opened, actions),
  );

  async function act(link: PageLink, form: URLSearchParams, today: Day): Promise<Page> {
    switch (link.to) {
      case 'task': {
        const [facts, addressOf] = await Promise.all([readTaskFacts(reads, link, today), links.addressesLike(link)]);
        return takeTaskAct(actions, facts, form, addressOf);
      }
      case 'read': {
        // There is nothing to press on it.
        const [facts, addressOf, { wholeTaskPage }] = await Promise.all([
          readWholeTaskFacts(reads, link),
          links.addressesLike(link),
          import('../pages/whole-task-page.ts'),
        ]);
        return wholeTaskPage(facts, today, addressOf);
      }
      case 'undo': {
        const [addressOf, { takeBackByLink }] = await Promise.all([
          links.addressesLike(link),
          import('./take-back.ts'),
        ]);
        return takeBackByLink(actions, link, addressOf);
      }
      case 'next-action': {
        const [facts, { noteByLink }] = await Promise.all([
          readNextActionFacts(reads, link),
          import('./note-next-action.ts'),
        ]);
        return noteByLink(actions, facts, form);
      }
      case 'draft': {
        const [facts, { sendByLink }] = await Promise.all([
          readDraftFacts(reads, link, today),
          import('./send-draft.ts'),
        ]);
        return sendByLink(actions, facts, form);
      }
      case 'approval': {
        const [facts, { decideByLink }] = await Promise.all([
          readApprovalFacts(reads, link, today),
          import('./decide-approval.ts'),
        ]);
        return decideByLink(actions, facts, form);
      }
      case 'preferences': {
        // Of mails from before there was an address of its own for it.
        const { savePreferences } = await import('../pages/save-preferences.ts');
        return savePreferences(actions, link, form);
      }
      case 'roadmap': {
        const { takeCustomerPageAct } = await import('./take-customer-page-act.ts');
        return takeCustomerPageAct(actions, link, form);
      }
      default: {
        const { takeCustomerAct } = await import('./take-customer-act.ts');
        return takeCustomerAct(actions, link, form, today);
      }
    }
  }
}
