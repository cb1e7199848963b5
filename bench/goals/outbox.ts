import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { deliverOutbox } from '../../functions/outbox/deliver-outbox.ts';
import { SendingAllowance } from '../../functions/outbox/sending-allowance.ts';
import { messageWriter } from '../../functions/outbox/write-message.ts';
import { defaultPlaybook } from '../../test/support/default-playbook.ts';
import { sampleTaskMail } from '../../test/support/sample-mails.ts';
import { sendingOver } from '../../test/support/sending.ts';
import type { Bench, Row } from '../bench.ts';

const FEWEST_MAILS_A_SECOND = 10;
const ANSWER_TIME_IN_MS = 50;
const STORE_ANSWER_TIME_IN_MS = 5;

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Mails a second from one function instance: written, claimed, sent to a mail service that takes its time, recorded. */
export const bench: Bench = {
  name: 'outbox',
  async run({ isQuick }) {
    const free = await mailsASecond(isQuick ? 20 : 200, 1000);
    const held = await mailsASecond(isQuick ? 10 : 60, 14);
    return [
      {
        goal: '',
        what: 'Mails delivered a second from one function instance',
        against: `a mail service that takes ${ANSWER_TIME_IN_MS} ms, a store that takes ${STORE_ANSWER_TIME_IN_MS} ms`,
        measured: free.toFixed(1),
        limit: `≥ ${FEWEST_MAILS_A_SECOND}`,
        isMet: free >= FEWEST_MAILS_A_SECOND,
      },
      {
        goal: '',
        what: 'The same where SES lets the account send 14 a second, three quarters of it for the stream',
        against: 'the rate',
        measured: held.toFixed(1),
        limit: '≤ 10.5, with the first one free',
        isMet: held <= 10.5 * 1.1,
      },
    ] satisfies Row[];
  },
};

async function mailsASecond(count: number, rate: number): Promise<number> {
  const mails: OutboxMail[] = Array.from({ length: count }, (_, i) =>
    sampleTaskMail('en', { episode: `episode-${i}` }),
  );
  const { sending, outbox, sends } = sendingOver(mails, {
    outcomeOf: async () => {
      await after(ANSWER_TIME_IN_MS);
      return { result: 'accepted', messageId: 'ses-1' };
    },
    writeMessage: messageWriter(async () => defaultPlaybook, 'Asia/Tokyo'),
    allowance: new SendingAllowance({
      readQuota: async () => ({ mailsASecond: rate, mailsADay: 50_000, sentLastDay: 0 }),
      share: { ofRate: 0.75, ofDay: 1 },
      monotonic: () => performance.now(),
      sleep: after,
    }),
  });
  const slowly =
    <Args extends unknown[], Answer>(step: (...args: Args) => Promise<Answer>) =>
    async (...args: Args) => {
      await after(STORE_ANSWER_TIME_IN_MS);
      return step(...args);
    };
  const { claimMail, recordSendOutcome, tagMail } = outbox;
  sending.outbox = {
    ...outbox,
    tagMail: slowly(tagMail),
    claimMail: slowly(claimMail),
    recordSendOutcome: slowly(recordSendOutcome),
  };
  const startedAt = performance.now();
  for (let i = 0; i < mails.length; i += 25) await deliverOutbox(sending, mails.slice(i, i + 25), () => true);
  if (sends.length !== count) throw new Error(`${sends.length} of ${count} mails were sent`);
  return count / ((performance.now() - startedAt) / 1000);
}
