import type { LinkAction, TaskAct } from '../../domain/links/link.ts';
import type { Language } from '../../domain/locale/locale.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { MonthValue } from '../../domain/usage/lifetime.ts';
import { AwsError } from '../../functions/aws/aws-error.ts';
import { renderMail } from '../../functions/mail/render-mail.ts';
import { respond } from '../../functions/pages/page.ts';
import { tooBusyPage, troublePage } from '../../functions/pages/web-request.ts';
import { defaultPlaybook } from './default-playbook.ts';
import { sampleApprovalMail, sampleCustomerMail, sampleDraftMail } from './sample-mails.ts';
import { sampleTask } from './sample-task.ts';
import { inFirstStage, stageTask } from './stage-of-shinonome.ts';
import { company, noon, requestFor, webInMemory } from './web-in-memory.ts';

const names = {
  en: { account: 'Shinonome Trading', aoi: 'Aoi Shiraishi', ken: 'Ken Mori', title: 'Call the champion' },
  ja: { account: '東雲商事', aoi: '白石 葵', ken: '森 健', title: 'チャンピオンに電話する' },
};
const acts: Record<string, [TaskAct, Record<string, string>]> = {
  done: ['done', { outcome: 'helped', minutes: '25', note: 'They stay. Next look in August.' }],
  snooze: ['snooze', { until: '2026-06-09' }],
  'hand-over': ['hand-over', { to: 'person:ken', note: 'Your turf' }],
  useful: ['useful', {}],
  'too-early': ['too-early', {}],
  'false-alarm': ['false-alarm', {}],
};

/** A mail as it stands once its CSM has been asked. */
export function mailToApprove(language: Language, template = 'renewal-intent'): OutboxMail {
  const { proposal } = renderMail(sampleApprovalMail(language, template), defaultPlaybook, 'Asia/Tokyo');
  return { ...sampleCustomerMail(language, template), status: 'approval', proposed: proposal };
}

/** A draft as it stands once its CSM has got it. */
export function draftOnPage(language: Language, template = 're-onboarding'): OutboxMail {
  const { id, cause, contact, ...customer } = sampleCustomerMail(language, template);
  const { content, ...draft } = sampleDraftMail(language);
  if (customer.content.type !== 'customer' || content.type !== 'draft') throw new Error('no draft of a customer mail');
  const made: OutboxMail = {
    ...{ ...draft, id, cause, contact, person: 'aoi', status: 'sent' as const },
    content: { ...content, mail: customer.content },
  };
  const { proposal } = renderMail(made, defaultPlaybook, 'Asia/Tokyo');
  return { ...made, proposed: proposal };
}

/** The pages as their readers see them, by name: what is asked, and what is said after the button was pressed. */
export async function samplePages(language: Language): Promise<Map<string, string>> {
  const { account, aoi, ken, title } = names[language];
  const task = sampleTask({ title });
  const world = () => {
    const web = webInMemory({ tasks: new Map([[task.id, task]]) });
    web.world.account = { ...web.world.account, name: account, language };
    web.world.members = web.world.members.map((member) => ({
      ...member,
      language,
      ...({ aoi: { name: aoi }, ken: { name: ken } }[member.id] ?? {}),
    }));
    return web;
  };
  const toTask = (act: TaskAct, person = 'aoi', assignee = 'aoi'): LinkAction => ({
    ...{ to: 'task', account: 'shinonome', task: task.id, person, assignee, act },
  });
  const customer = { account: 'shinonome', contact: 'ren' };
  const renewal: LinkAction = { to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' };
  const survey: LinkAction = { to: 'survey', ...customer, asked: 'e/', value: 7 };
  const fit: LinkAction = { to: 'fit', ...customer, mail: 'm', template: 're-onboarding', fit: 'just-right' };
  const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };

  const comment = language === 'ja' ? 'サポートの返信が早く助かっています。' : 'Support answers fast.';

  const pages = new Map<string, string>();
  const keep = (name: string, { body = '' }: { body?: string }) => pages.set(name, body);
  for (const [name, [act, form]] of Object.entries(acts)) {
    const web = world();
    keep(`task-${name}`, await web.open(toTask(act)));
    keep(`task-${name}-after`, await web.press(toTask(act), form));
  }
  const toApprove = mailToApprove(language);
  const approval: LinkAction = { to: 'approval', account: 'shinonome', mail: toApprove.id, person: 'aoi' };
  const approving = () => {
    const made = world();
    made.world.toApprove.set(toApprove.id, toApprove);
    return made;
  };
  const approved = approving();
  keep('approval', await approved.open(approval));
  keep('approval-wrong', await approved.press(approval, { decision: 'send', subject: '', body: 'x' }));
  keep('approval-after', await approved.press(approval, { decision: 'send', ...toApprove.proposed }));
  const refused = approving();
  await refused.press(approval, { decision: 'drop' });
  keep('approval-decided', await refused.open({ ...approval, person: 'ken' }));
  keep('approval-gone', await world().open(approval));
  const draft = draftOnPage(language);
  const toDraft: LinkAction = { to: 'draft', account: 'shinonome', mail: draft.id, person: 'aoi' };
  const sending = world();
  sending.world.toApprove.set(draft.id, draft);
  keep('draft', await sending.open(toDraft));
  keep('draft-wrong', await sending.press(toDraft, { decision: 'send', subject: '', body: 'x' }));
  keep('draft-after', await sending.press(toDraft, { decision: 'send', ...draft.proposed }));
  keep('task-wrong', await world().press(toTask('hand-over')));
  const elsewhere = world();
  await elsewhere.press(toTask('hand-over'), { to: 'person:ken' });
  keep('task-elsewhere', await elsewhere.open(toTask('done')));
  const closed = world();
  await closed.press(toTask('done'), { outcome: 'won' });
  keep('task-closed', await closed.open(toTask('done')));
  keep('task-gone', await world().open({ ...toTask('done'), task: 'gone' } as LinkAction));
  const undo: LinkAction = { to: 'undo', account: 'shinonome', task: task.id, person: 'aoi', change: 0 };
  const undoing = world();
  await undoing.press(toTask('done'), { outcome: 'helped' });
  keep('undo', await undoing.open(undo));
  const raisedAt = new Date(noon).toISOString();
  undoing.world.tasks.set('next', { ...task, id: 'next', template: 'check-in-plan', assignee: 'ken', raisedAt });
  keep('undo-after', await undoing.press(undo));
  const late = world();
  await late.press(toTask('done'), { outcome: 'helped' });
  late.world.now = noon + 11 * 60_000;
  keep('undo-too-late', await late.press(undo));
  const own: LinkAction = { to: 'roadmap', ...customer };
  const onTheWay = () => {
    const web = world();
    const done = stageTask('kickoff-date', { status: 'done', closedOn: '2026-05-29' });
    Object.assign(web.world, inFirstStage([done, stageTask('kickoff-people')]));
    web.world.contact = { ...web.world.contact, language, ...(language === 'ja' && { name: '鈴木 蓮' }) };
    const goal = language === 'ja' ? '請求書を2日で発行する' : 'Invoices out within 2 days';
    const measured = { goalMeasure: 'days', goalStart: 5, goalTarget: 2, goalDate: '2026-12-25' };
    web.world.account = { ...web.world.account, contractStart: '2026-05-01', goalName: goal, ...measured };
    const value = { name: 'days', value: 4, day: '2026-06-01' } as MonthValue;
    web.world.values = new Map([['days', new Map([['2026-06', value]])]]);
    return web;
  };
  const ticking = onTheWay();
  keep('customer', await ticking.open(own));
  keep('customer-after', await ticking.press(own, { act: 'tick', step: 'kickoff-people' }));
  keep('customer-wrong', await ticking.press(own, { act: 'comment', text: 'a'.repeat(3000) }));
  await ticking.press(own, { act: 'comment', text: 'Hello' });
  ticking.world.now = noon + 3 * 60_000;
  keep('customer-later', await ticking.press(own, { act: 'undo', step: 'kickoff-people' }));
  const early = world();
  const offered = {
    name: language === 'ja' ? '請求書を2日で発行する' : 'Invoices out within 2 days',
    start: 5,
    target: 2,
  };
  const asked = { date: '2026-12-25', at: '2026-06-01T00:00:00.000Z', day: '2026-06-01', by: 'aoi' };
  early.world.proposal = { ...offered, ...asked };
  keep('customer-early', await early.open(own));
  keep('customer-gone', await world().open({ ...own, contact: 'gone' }));
  const revoked = onTheWay();
  revoked.world.invitations.set('ren', { contact: 'ren', revokedUntil: noon / 1000 + 400 * 86_400 });
  keep('customer-revoked', await revoked.open(own));
  keep('customer-revoked-after', await revoked.press(own, { act: 'comment', text: comment }));
  const over = onTheWay();
  over.world.account = { ...over.world.account, churnedOn: '2026-06-01' };
  keep('customer-churned', await over.open(own));
  const expired = onTheWay();
  expired.world.now = noon + 400 * 86_400_000;
  keep('customer-expired', await expired.open(own));
  keep('customer-expired-after', await expired.press(own, { act: 'comment', text: comment }));
  expired.world.members = [];
  keep('customer-expired-to-nobody', await expired.open(own));
  const read: LinkAction = { to: 'read', account: 'shinonome', task: task.id, person: 'aoi' };
  const whole = world();
  whole.world.episodes.set(task.episode, { evidence: { window: 24, baseline: 40, ratio: 0.6 } });
  whole.world.tasks.set('other', { ...task, id: 'other', template: 'check-in-look', assignee: 'ken', order: 0 });
  keep('read', await whole.open(read));
  await whole.press(toTask('hand-over'), { to: 'person:ken', note: 'Your turf' });
  keep('read-elsewhere', await whole.open(read));
  await whole.press(toTask('done', 'ken', 'ken'), { outcome: 'helped', note: 'They stay. Next look in August.' });
  keep('read-closed', await whole.open({ ...read, person: null }));
  keep('read-gone', await world().open({ ...read, task: 'gone' }));
  const nextAction: LinkAction = { to: 'next-action', account: 'shinonome', person: 'aoi' };
  const agreeing = world();
  keep('next-action', await agreeing.open(nextAction));
  keep('next-action-wrong', await agreeing.press(nextAction, { text: '' }));
  keep('next-action-after', await agreeing.press(nextAction, { text: 'Ask the CFO about the budget' }));
  keep('next-action-again', await agreeing.open({ ...nextAction, person: 'ken' }));
  keep('next-action-changed', await agreeing.press({ ...nextAction, person: 'ken' }, { text: 'Call', before: '' }));
  const web = world();
  keep('renewal', await web.open(renewal));
  keep('renewal-wrong', await web.press(renewal, { comment: 'What about the price?' }));
  keep('renewal-after', await web.press(renewal, { answer: 'talk' }));
  keep('renewal-again', await web.open({ ...renewal, answer: 'renew' }));
  keep('survey', await web.open(survey));
  keep('survey-after', await web.press(survey, { value: '7' }));
  keep('fit', await web.open(fit));
  keep('fit-after', await web.press(fit, { fit: 'just-right' }));
  keep('preferences', await web.open(preferences));
  keep('preferences-after', await web.press(preferences, { kind: 'surveys', 'kinds-shown': 'yes' }));
  const full = world();
  for (let n = 0; n < 20; n += 1) await full.press(survey, { value: String(n % 10) });
  keep('survey-full', await full.press(survey, { value: '10', comment }));
  for (let n = 0; n <= 20; n += 1) await full.press(renewal, { answer: n % 2 === 0 ? 'renew' : 'talk' });
  keep('renewal-full', await full.press(renewal, { answer: 'not-renewing' }));
  const busy = approving();
  busy.world.toApprove.set(draft.id, draft);
  busy.stores.customerAnswers.replaceSurveyAnswers = async () => false;
  busy.stores.tasks.change = async () => false;
  busy.stores.outbox.approve = async () => {
    throw new AwsError('ThrottlingException', 400, 'slow down');
  };
  keep('survey-busy', await busy.press(survey, { value: '9', comment }));
  keep('task-busy', await busy.press(toTask('done'), { outcome: 'helped', note: comment }));
  keep('approval-busy', await busy.press(approval, { decision: 'send', ...toApprove.proposed }));
  keep('task-after-another', await closed.press(toTask('done', 'ken'), { outcome: 'helped', note: comment }));
  keep('approval-after-another', await refused.press(approval, { decision: 'send', ...toApprove.proposed }));
  const left = approving();
  left.world.account.csm = 'ken';
  keep('approval-reassigned', await left.open(approval));
  left.world.members = left.world.members.map((one) =>
    one.id === 'aoi' ? { ...one, leftOn: '2026-06-01', successor: 'ken' } : one,
  );
  keep('left', await left.open(approval));
  keep('left-to-nobody', await left.open({ ...nextAction, person: 'nobody' }));
  const nobody = requestFor('GET', 'x', '', { 'accept-language': language });
  keep('unknown-link', await web.show(nobody));
  keep('unreadable-form', await web.act(requestFor('POST', web.tokenOf(renewal), 'x'.repeat(100_001), nobody.headers)));
  keep('trouble', respond(troublePage(nobody, company)));
  keep('too-busy', respond(tooBusyPage(nobody, company)));
  web.world.now = noon + 90 * 86_400_000;
  keep('expired-link', await web.open(toTask('done'), nobody.headers));
  keep('expired-answer', await web.press(survey, { value: '9' }));
  return pages;
}
