import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { AuditedAct } from '../../domain/audit/audit.ts';
import { auditOfSignIn } from '../../domain/audit/sign-in.ts';
import { ACTS_PATH, PROVIDER_PATH } from '../../domain/links/team-pages.ts';
import type { Right } from '../../domain/sign-in/rights.ts';
import { BUSY_STATUS, withNotice } from '../pages/notices.ts';
import { respond } from '../pages/page.ts';
import { type FormLimits, isFormTooLarge, readForm } from '../pages/read-form.ts';
import { actOrBusyPage } from '../pages/retry-while-busy.ts';
import { languageAskedFor, tooBusyPage, unreadableFormPage } from '../pages/web-request.ts';
import { pageWords } from '../pages/words/words.ts';
import type { Item } from '../store/item.ts';
import { rowOfRunningPlaybook, rowsOfAccount } from '../store/work/web-records.ts';
import { actFormOn } from '../team-pages/act-form.ts';
import { calendarLimits } from '../team-pages/activities/calendar-limits.ts';
import {
  busyActPage,
  noRightPage,
  notFoundPage,
  staleFormPage,
  tooLargeFilePage,
  typedInto,
} from '../team-pages/notices.ts';
import { idWritten } from '../team-pages/parts/typed-names.ts';
import { readerOf } from '../team-pages/reader.ts';
import { goTo } from '../team-pages/redirect.ts';
import { NONCE_BYTES } from '../team-pages/sealed-cookie.ts';
import { isFormTokenOf, sessionCookie } from '../team-pages/session-cookie.ts';
import { signedOutPage, signInBase } from '../team-pages/sign-in-pages.ts';
import { respondWith, type Surroundings, type TeamPage } from '../team-pages/team-page.ts';
import { type ActRequest, backOf, type TakeTeamAct } from './act-request.ts';
import { askToSignIn, signIn } from './sign-in.ts';
import { signInByProvider } from './sign-in-by-provider.ts';
import type { TeamActTools } from './tools.ts';

type Response = APIGatewayProxyStructuredResultV2;

interface TeamAct {
  needs: Right;
  /** What it puts on record as done by whoever asks for it. */
  records: readonly AuditedAct[];
  /** What its form may hold beyond what all do. */
  limits?: FormLimits;
  /** Rows that it reads anyway, by what its form names; they come with who sends it. */
  asksFor?(form: URLSearchParams): Item[];
  load(): Promise<TakeTeamAct>;
}

/** What can be done by whoever is signed in, by what follows `/act/`; each is loaded when it is first asked for. */
const acts: Record<string, TeamAct> = {
  'sign-out': { needs: 'read', records: ['signed-out'], load: async () => signOut },
  undo: {
    needs: 'work',
    records: [
      'task-taken-back',
      'activity-taken-back',
      'stage-taken-back',
      'next-action-noted',
      'member-changed',
      'mail-decision-taken-back',
      'playbook-rolled-back',
      'improvement-taken-back',
      'proposal-taken-back',
    ],
    load: async () => (await import('./undo.ts')).undo,
  },
  'accounts/log': {
    needs: 'work',
    records: ['activity-logged'],
    asksFor: (form) => [...rowsOfAccount(form.get('account') ?? ''), rowOfRunningPlaybook],
    load: async () => (await import('./log-act.ts')).logOfAccount,
  },
  'activities/log': {
    needs: 'work',
    records: ['activity-logged'],
    asksFor: (form) => rowsOfAccount(idWritten(form.get('account') ?? '')),
    load: async () => (await import('./log-act.ts')).logTouch,
  },
  'activities/import': {
    needs: 'work',
    records: ['activity-logged'],
    limits: calendarLimits,
    load: async () => (await import('./import-act.ts')).importCalendar,
  },
  'accounts/next-action': {
    needs: 'work',
    records: ['next-action-noted'],
    load: async () => (await import('./account-acts.ts')).agree,
  },
  'accounts/stage': {
    needs: 'work',
    records: ['stage-set'],
    load: async () => (await import('./stage-act.ts')).setStage,
  },
  'accounts/invite': {
    needs: 'work',
    records: ['page-link-given'],
    load: async () => (await import('./customer-page-acts.ts')).invite,
  },
  'accounts/revoke-page': {
    needs: 'work',
    records: ['page-link-revoked'],
    load: async () => (await import('./customer-page-acts.ts')).revokePage,
  },
  'accounts/propose-goal': {
    needs: 'work',
    records: ['goal-proposed'],
    load: async () => (await import('./customer-page-acts.ts')).proposeGoal,
  },
  'tasks/done': { needs: 'work', records: ['task-done'], load: async () => (await import('./task-acts.ts')).finish },
  'tasks/snooze': {
    needs: 'work',
    records: ['task-snoozed'],
    load: async () => (await import('./task-acts.ts')).snooze,
  },
  'tasks/hand-over': {
    needs: 'work',
    records: ['task-handed-over'],
    load: async () => (await import('./task-acts.ts')).handOver,
  },
  'tasks/judge': {
    needs: 'work',
    records: ['signal-judged'],
    load: async () => (await import('./task-acts.ts')).judge,
  },
  'mails/release': {
    needs: 'manage',
    records: ['mail-released'],
    load: async () => (await import('./held-mail.ts')).release,
  },
  'mails/drop': {
    needs: 'manage',
    records: ['mail-dropped'],
    load: async () => (await import('./held-mail.ts')).drop,
  },
  'mails/put-back': {
    needs: 'manage',
    records: ['mail-put-back'],
    load: async () => (await import('./held-mail.ts')).putBack,
  },
  'mails/take-back': {
    needs: 'work',
    records: ['mail-decision-taken-back'],
    load: async () => (await import('./held-mail.ts')).takeBack,
  },
  'mails/decide': {
    needs: 'work',
    records: ['mail-approved', 'mail-not-approved'],
    load: async () => (await import('./decide-mail.ts')).decideMail,
  },
  'signals/ask': { needs: 'manage', records: [], load: async () => (await import('./signal-acts.ts')).ask },
  'signals/backtest': { needs: 'manage', records: [], load: async () => (await import('./signal-acts.ts')).askBack },
  'signals/compare': { needs: 'manage', records: [], load: async () => (await import('./signal-acts.ts')).compare },
  'signals/stop': { needs: 'manage', records: [], load: async () => (await import('./signal-acts.ts')).stop },
  'signals/publish': {
    needs: 'manage',
    records: ['playbook-pushed'],
    load: async () => (await import('./signal-acts.ts')).publishNumbers,
  },
  'signals/roll-back': {
    needs: 'manage',
    records: ['playbook-rolled-back'],
    load: async () => (await import('./signal-acts.ts')).rollBack,
  },
  'map/agree': {
    needs: 'work',
    records: ['improvement-agreed'],
    load: async () => (await import('./map-acts.ts')).agreeOn,
  },
  'map/finish': {
    needs: 'work',
    records: ['improvement-finished'],
    load: async () => (await import('./map-acts.ts')).finishMove,
  },
  'map/drop': {
    needs: 'work',
    records: ['improvement-dropped'],
    load: async () => (await import('./map-acts.ts')).dropMove,
  },
  'map/look': {
    needs: 'work',
    records: ['improvement-looked-at'],
    load: async () => (await import('./map-acts.ts')).lookAtMove,
  },
  'map/rate': { needs: 'work', records: ['activity-rated'], load: async () => (await import('./map-acts.ts')).rate },
  'plays/count': { needs: 'manage', records: [], load: async () => (await import('./play-acts.ts')).countEffects },
  'plays/choose': {
    needs: 'manage',
    records: ['playbook-pushed'],
    load: async () => (await import('./play-acts.ts')).chooseWay,
  },
  'proposals/propose': {
    needs: 'work',
    records: ['change-proposed', 'proposal-tried'],
    load: async () => (await import('./proposal-acts.ts')).proposeChange,
  },
  'proposals/try': {
    needs: 'manage',
    records: ['proposal-tried'],
    load: async () => (await import('./proposal-acts.ts')).tryProposal,
  },
  'proposals/publish': {
    needs: 'manage',
    records: ['playbook-pushed', 'proposal-published'],
    load: async () => (await import('./proposal-acts.ts')).publishProposal,
  },
  'proposals/decline': {
    needs: 'manage',
    records: ['proposal-declined'],
    load: async () => (await import('./proposal-acts.ts')).declineProposal,
  },
  'assistants/make-key': {
    needs: 'read',
    records: ['personal-key-made'],
    load: async () => (await import('./key-acts.ts')).makeKey,
  },
  'assistants/end-key': {
    needs: 'read',
    records: ['personal-key-ended'],
    load: async () => (await import('./key-acts.ts')).endKey,
  },
  'people/add': {
    needs: 'administer',
    records: ['member-added'],
    load: async () => (await import('./people-acts.ts')).addPerson,
  },
  'people/change': {
    needs: 'administer',
    records: ['member-changed'],
    load: async () => (await import('./people-acts.ts')).changePerson,
  },
  'people/leave': {
    needs: 'administer',
    records: ['member-changed'],
    load: async () => (await import('./people-acts.ts')).enterLastDay,
  },
  'personal-data/ask': {
    needs: 'administer',
    records: ['person-exported', 'account-exported'],
    load: async () => (await import('./data-acts.ts')).askForData,
  },
  'people/come-back': {
    needs: 'administer',
    records: ['member-changed'],
    load: async () => (await import('./people-acts.ts')).comeBack,
  },
};

const nowhere: TeamAct = {
  needs: 'read',
  records: [],
  load:
    async () =>
    async ({ reader }) =>
      notFoundPage(reader),
};

export const actPaths = Object.keys(acts);
export const recordedActs = /* @__PURE__ */ Object.values(acts).flatMap(({ records }) => records);

/** Does what a form of the team's pages asks for: of somebody signed in, who may do it, from a page of ours. */
export function takeTeamAct(tools: TeamActTools) {
  const { company, sessionKeys, provider } = tools;
  const post = (path: string, handler: (event: APIGatewayProxyEventV2) => Promise<Response>) => {
    return { method: 'POST' as const, path: `${ACTS_PATH}/${path}`, handler };
  };

  return httpRouter([
    post('sign-in', (event) => askToSignIn(event, tools)),
    ...(provider ? [post(PROVIDER_PATH.slice(1), (event) => signInByProvider(event, provider, tools))] : []),
    post('sign-in/{proxy+}', (event) => signIn(event, tools)),
    ...Object.entries(acts).map(([path, act]) => post(path, (event) => forReader(event, path, act))),
    // Else anybody could raise an alarm by making up an address.
    post('{proxy+}', (event) => forReader(event, '', nowhere)),
  ]);

  async function forReader(
    event: APIGatewayProxyEventV2,
    path: string,
    { needs, limits, asksFor, load }: TeamAct,
  ): Promise<Response> {
    const form = await readForm(event, limits);
    let around: Surroundings | undefined;
    return actOrBusyPage(tools, act, async () => sayBusy());

    async function act(): Promise<Response> {
      const rows = form === null ? [] : asksFor?.(form);
      const [reader, take, keys] = await Promise.all([readerOf(event, tools, rows), load(), sessionKeys.read()]);
      if (reader === null) return goTo('/sign-in');
      if (form === null && limits !== undefined && isFormTooLarge(event, limits)) {
        const around = { reader, company: company.name, form: actFormOn('/', { reader, formKey: keys.current }) };
        return respondWith(tooLargeFilePage(reader), around);
      }
      if (form === null) return respond(unreadableFormPage(event, company));
      const formOf = actFormOn(backOf(form), { reader, formKey: keys.current });
      const surroundings = { reader, company: company.name, form: formOf };
      const say = (page: TeamPage) => respondWith(page, surroundings);
      if (!isFormTokenOf(reader.session, form.get('form'), keys)) return say(staleFormPage(reader));
      if (!reader.may(needs)) return say(noRightPage(reader));
      around = surroundings;
      const answer = await take({ event, reader, form, formOf }, tools);
      return 'heading' in answer ? say(answer) : answer;
    }

    /** Nothing was done; what was typed is there to be sent again. */
    function sayBusy(): Response {
      if (around === undefined || form === null) {
        const typed = form === null ? '' : typedInto(form);
        const page = tooBusyPage(event, company);
        return respond(withNotice(page, pageWords(page.locale).notStoredYet, typed, BUSY_STATUS));
      }
      return respondWith(busyActPage(around, path, form), around);
    }
  }
}

async function signOut({ event, reader }: ActRequest, tools: TeamActTools): Promise<Response> {
  const { signIns, sessionKeys, company, random, now } = tools;
  const at = now();
  await signIns.end(reader.session, at, auditOfSignIn('signed-out', reader.session, at));
  const sealing = { keys: await sessionKeys.read(), nonce: random(NONCE_BYTES) };
  const page = signedOutPage(signInBase(languageAskedFor(event, company), company));
  return { ...respond(page), cookies: [sessionCookie(null, event, sealing)] };
}
