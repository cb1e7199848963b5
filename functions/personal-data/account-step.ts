import pMap from 'p-map';
import * as z from 'zod';
import { idSchema } from '../../domain/account/account.ts';
import { type AccountCourse, linksOn } from '../../domain/kpis/course-days.ts';
import { type AccountStep, accountLooks } from '../../domain/personal-data/erasure.ts';
import { PersonMarks } from '../../domain/personal-data/person-marks.ts';
import { readAccountCourses } from '../reports/account-courses.ts';
import { ACCOUNT_BUCKETS } from '../store/keys.ts';
import type { AskedAccount } from '../store/personal-data/account-looks.ts';
import { type TellingTools, todayOf } from './tools.ts';

const BUCKETS_IN_FLIGHT = 8;

/** Which account, and where a call goes on: as the call before said. */
export const accountRequest = z.strictObject({
  account: idSchema,
  from: z.string().optional(),
  /** Reads both tables whole, and not only where the account's keys lead. */
  everywhere: z.boolean().optional(),
});

const stepSchema = z.strictObject({ look: z.enum(accountLooks), at: z.string().optional() });

export const accountStepFrom = (from: string | undefined): AccountStep =>
  from === undefined ? { look: accountLooks[0] } : (stepSchema.parse(JSON.parse(from)) as AccountStep);

/** Where the next call goes on: in the same step while that has a page, else in the step after it; `undefined`: nowhere. */
export function accountCursorAfter(step: AccountStep, nextPage: string | undefined, everywhere = false) {
  if (nextPage !== undefined) return JSON.stringify({ ...step, at: nextPage });
  const left = accountLooks.slice(accountLooks.indexOf(step.look) + 1);
  const look = left.find((one) => everywhere || (one !== 'events' && one !== 'accounts'));
  return look && JSON.stringify({ look });
}

export async function askedAccount(account: string, tools: TellingTools): Promise<AskedAccount> {
  return {
    marks: PersonMarks.ofAccount(account),
    sources: await tools.readSourceNames(),
    now: tools.now(),
    today: todayOf(tools),
    belonging: async () => (await belongingTo(account, tools)).map((one) => one.account),
  };
}

/** What is named in messages: the account itself, and where mails to its people went. */
export async function marksInLetters(marks: PersonMarks, { personalData }: TellingTools): Promise<PersonMarks[]> {
  const addresses = await personalData.accountLooks.addressesOf(marks.person.id);
  return addresses.length === 0 ? [marks] : [marks, PersonMarks.byWords({ account: '', addresses, names: [] })];
}

/** The accounts that by their ledgers belong to this one, or once did. */
async function belongingTo(account: string, tools: TellingTools): Promise<AccountCourse[]> {
  const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket);
  const found = await pMap(
    buckets,
    async (bucket) =>
      (await readAccountCourses(tools, bucket)).filter(({ links }) =>
        links.some(({ parent, mergedInto }) => parent === account || mergedInto === account),
      ),
    { concurrency: BUCKETS_IN_FLIGHT },
  );
  return found.flat().filter((one) => one.account !== account);
}

/** Accounts whose parent it is by now: of those they would be nobody's. */
export async function childrenOf(account: string, tools: TellingTools): Promise<string[]> {
  const today = todayOf(tools);
  const belonging = await belongingTo(account, tools);
  return belonging
    .filter((one) => linksOn(one, today).some(({ parent }) => parent === account))
    .map((one) => one.account)
    .sort();
}
