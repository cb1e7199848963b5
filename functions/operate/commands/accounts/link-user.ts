import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { operatorNamed, sayDoing } from '../../../../domain/audit/audit.ts';
import { change, operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const requestSchema = z.strictObject({
  user: idSchema,
  account: idSchema,
  by: z.string().min(1).max(200).optional(),
});

/** Says for good whose account a user is. What was counted so far stays where it is. */
export const linkUser = change(requestSchema, ['user-moved'], async ({ user, account, by }, tools) => {
  const { directory, links, operator } = tools;
  if (!(await directory.existing('accounts', [account])).has(account)) {
    throw new OperatorError(
      'no-account',
      'Nobody was moved.',
      `There is no account ${JSON.stringify(account)}.`,
      'List the accounts: sakimawari accounts',
    );
  }
  const before = (await links.linksOf([user])).get(user)?.account ?? null;
  await links.linkUsers([{ user, account, by: 'command', who: by === undefined ? operator : operatorNamed(by) }]);
  return { user, account, before };
});

/** Whose account a user is, who said so, and how it was before. */
export const showUser = operation(z.strictObject({ user: idSchema }), async ({ user }, { links }) => {
  const [known, moves] = await Promise.all([links.linksOf([user]), links.movesOf(user)]);
  const link = known.get(user);
  return {
    user,
    account: link?.account ?? null,
    since: link?.since ?? null,
    /** `null`: an earlier release did not keep it. */
    by: link?.by ?? null,
    moves: moves.map(({ at, before, after, ...doing }) => ({ at, who: sayDoing(doing), before, after })),
  };
});
