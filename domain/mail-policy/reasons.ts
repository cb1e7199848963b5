import { optedOutReason } from '../outbox/outbox.ts';
import type { MailVerdict, WaitCause } from './mail-policy.ts';

/** Why a mail does not go now, for the operator: in the company's time zone. */
export function reasonOf(verdict: Exclude<MailVerdict, { verdict: 'send' }>, timeZone: string): string {
  switch (verdict.verdict) {
    case 'wait':
      return waitingReason(verdict.because, momentIn(timeZone, verdict.until));
    case 'hold':
      return `waited-too-long: it could not go for ${verdict.because.days} days. Release the mail if it is still right, or drop it.`;
    case 'drop':
      return droppedReason(verdict.because);
  }
}

function droppedReason(because: Extract<MailVerdict, { verdict: 'drop' }>['because']): string {
  switch (because.code) {
    case 'opted-out':
      return optedOutReason(because.kind);
    case 'answered':
      return 'answered: the customer has answered since, so it has nothing more to say. Nothing is to be done.';
    case 'asked-recently':
      return `asked-recently: they were asked about our work within the last ${because.days} days. Nothing is to be done.`;
    case 'episode-over':
      return 'episode-over: what it was about has passed. Nothing is to be done.';
  }
}

function waitingReason(because: WaitCause, until: string): string {
  switch (because.code) {
    case 'contact-capped':
      return `capped until ${until}: ${mails(because.most)} went to them within 7 days, which is the most`;
    case 'account-capped':
      return `capped until ${until}: ${mails(because.most)} went to the account that day, which is the most`;
    case 'out-of-hours':
      return `out of hours until ${until}: it is to arrive in their working hours`;
    case 'signal-open':
      return `quiet until ${until}: ${because.signal} is open at the account, so a person speaks; asked again then`;
    case 'escalation-open':
      return `quiet until ${until}: a late task of the account was escalated and is still open; asked again then`;
    case 'same-kind-handled':
      return `quiet until ${until}: somebody has a task of ${because.signal} at the account in hand; asked again then`;
  }
}

const mails = (count: number) => (count === 1 ? '1 automatic mail' : `${count} automatic mails`);

/** Like "Mon 8 Jun 09:40". */
function momentIn(timeZone: string, timeInMs: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(timeInMs);
  const { weekday, day, month, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${weekday} ${day} ${month} ${hour}:${minute}`;
}
