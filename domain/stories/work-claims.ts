import type { OutboxMail } from '../outbox/outbox.ts';
import type { MailMode, Playbook, PlayStep } from '../playbook/playbook.ts';
import { stepsOfAllWays } from '../plays/trials.ts';
import type { ReplayedDay } from '../replay/replay.ts';
import type { Task } from '../tasks/task.ts';
import { aboutText, type Claim, type Expecting, isAbout, named, personOf } from './claim.ts';

export function taskClaim({ task, about, assignee, due }: Expecting<'task'>, playbook: Playbook): Claim {
  const templates = [task].flat();
  const isOfSubject = ({ signal, subject }: Task, { evaluation }: ReplayedDay) =>
    isAbout(about, { subject, person: personOf(evaluation, signal, subject) });
  const areRaised = (day: ReplayedDay, isMeant: (raised: Task) => boolean) =>
    templates.every((template) =>
      day.tasks.some((raised) => raised.template === template && isOfSubject(raised, day) && isMeant(raised)),
    );
  const what = templates.length === 1 ? `the task ${templates[0]}` : `the tasks ${templates.join(', ')}`;
  const how = [assignee && ` to ${assignee}`, due && `, due ${due}`].filter(Boolean).join('');
  return {
    expected: `${what}${aboutText(about)} ${templates.length === 1 ? 'is' : 'are'} raised${how}`,
    holds: (day) =>
      areRaised(
        day,
        (raised) =>
          (assignee === undefined || raised.assignee === assignee) && (due === undefined || raised.due === due),
      ),
    instead: raisedOn,
    signals: () => signalsWith(playbook, (step) => 'task' in step && templates.includes(step.task)),
    templates,
    isThere: (day) => areRaised(day, () => true),
  };
}

/** A mail to the customer, whatever became of it. */
interface CustomerMail {
  template: string;
  mode: MailMode;
  contact: string | undefined;
}

function customerMailOf({ content, contact, status }: OutboxMail): CustomerMail | null {
  if (content.type === 'customer') {
    const mode = status === 'off' ? 'off' : status === 'approval' ? 'approve' : 'send';
    return { template: content.template, mode, contact };
  }
  return content.type === 'draft' ? { template: content.mail.template, mode: 'draft', contact } : null;
}

export function mailClaim({ mail, about, contact, mode }: Expecting<'mail'>, playbook: Playbook): Claim {
  // A mail's id begins with its episode's, in which the subject stands.
  const isOfSubject = ({ id, contact: to }: OutboxMail) =>
    about === undefined || to === about || id.split('/').includes(about);
  const isRaised = ({ mails }: ReplayedDay, isMeant: (found: CustomerMail) => boolean) =>
    mails.some((raised) => {
      const found = customerMailOf(raised);
      return found?.template === mail && isOfSubject(raised) && isMeant(found);
    });
  const how = [contact && ` to ${contact}`, mode && ` as ${mode}`].filter(Boolean).join('');
  return {
    expected: `the mail ${mail}${aboutText(about)} is raised${how}`,
    holds: (day) =>
      isRaised(
        day,
        (found) => (contact === undefined || found.contact === contact) && (mode === undefined || found.mode === mode),
      ),
    instead: raisedOn,
    signals: () => signalsWith(playbook, (step) => 'email' in step && step.email === mail),
    templates: [mail],
    isThere: (day) => isRaised(day, () => true),
  };
}

/** Somebody hears of a task that is late. */
export function lateClaim(
  type: 'reminder' | 'escalation',
  task: string,
  member: string | undefined,
  playbook: Playbook,
): Claim {
  const isThere = ({ mails }: ReplayedDay, reader?: string) =>
    mails.some(
      ({ id, content }) =>
        content.type === type && content.task.template === task && (reader === undefined || readerOf(id) === reader),
    );
  return {
    expected: `the ${type} of the late task ${task} goes to ${member ?? 'somebody'}`,
    holds: (day) => isThere(day, member),
    instead: raisedOn,
    signals: () => signalsWith(playbook, (step) => 'task' in step && step.task === task),
    templates: [],
    isThere: (day) => isThere(day),
  };
}

/** The id of a mail ends with whom it goes to. */
const readerOf = (id: string) => id.split('/').at(-1);

/** Nothing new for anybody to do, and nothing to the customer: that a task is late raises no other. */
export function quietClaim({ by }: Expecting<'raised'>): Claim {
  const isMeant = (signal: string | undefined) => by === undefined || signal === by;
  const meantOf = (day: ReplayedDay): ReplayedDay => ({
    ...day,
    tasks: day.tasks.filter(({ signal }) => isMeant(signal)),
    mails: day.mails.filter((mail) => isMeant(signalOf(mail)) && !isAboutLateTask(mail)),
  });
  return {
    expected: `nothing is raised${by === undefined ? '' : ` by ${by}`}`,
    holds: (day) => meantOf(day).tasks.length + meantOf(day).mails.length === 0,
    instead: (day) => raisedOn(meantOf(day)),
    signals(day) {
      const { tasks, mails } = meantOf(day);
      return [...new Set([...tasks.map(({ signal }) => signal), ...mails.flatMap((mail) => signalOf(mail) ?? [])])];
    },
    templates: [],
  };
}

const isAboutLateTask = ({ content }: OutboxMail) => content.type === 'reminder' || content.type === 'escalation';

/** The signal whose episode a mail belongs to: its id begins with account and signal. */
const signalOf = ({ id }: OutboxMail) => id.split('/')[1];

/** Everything that went to somebody on the day, as names of the playbook. */
function raisedOn({ tasks, mails, evaluation }: ReplayedDay): string[] {
  const raised = [
    ...tasks.map(({ template, assignee, due, signal, subject }) => {
      const of = named({ signal, subject, person: personOf(evaluation, signal, subject) });
      return `the task ${template} to ${assignee ?? 'nobody'}, due ${due} (${of})`;
    }),
    ...mails.flatMap((mail) => {
      const found = customerMailOf(mail);
      return found ? [`the mail ${found.template} to ${found.contact} as ${found.mode} (${signalOf(mail)})`] : [];
    }),
  ];
  for (const { id, content } of mails) {
    if (content.type !== 'reminder' && content.type !== 'escalation') continue;
    raised.push(`the ${content.type} of the late task ${content.task.template} to ${readerOf(id)}`);
  }
  return raised.length === 0 ? ['nothing is raised'] : raised;
}

function signalsWith({ signals, plays }: Playbook, isMeant: (step: PlayStep) => boolean): string[] {
  return Object.entries(signals).flatMap(([name, { play }]) =>
    stepsOfAllWays(plays[play]).some(isMeant) ? [name] : [],
  );
}
