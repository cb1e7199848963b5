import type { ErasureObstacle } from '../../../../domain/personal-data/erasure.ts';
import { ErasureRefusedError } from '../../../personal-data/erasure-refused-error.ts';
import type { ErasingTools } from '../../../personal-data/tools.ts';
import type { ChangingTools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { counted } from '../installation/counted.ts';

/** Of thousands the first few say what is the matter. */
const ACCOUNTS_NAMED = 5;

/** How the command is to be given. */
interface Command {
  /** With the id again that confirms it. */
  erasing: string;
  notErased: string;
  compareWith: string;
}

export const ofPerson: Command = {
  erasing: 'person erase ID --account A --confirm ID',
  notErased: 'Nobody of this id was erased at this account, or they are admitted again already.',
  compareWith: 'Compare the id and the account with the request that was made.',
};
export const ofAccount: Command = {
  erasing: 'account erase ID --confirm ID',
  notErased: 'No account of this id was erased, or it is admitted again already.',
  compareWith: 'Compare the id with the request that was made.',
};

export const asCommand = (tools: ChangingTools): ErasingTools => ({
  ...tools,
  doing: { who: tools.operator, door: 'command' },
});

/** Says to the operator why nothing was done, and what to do about it. */
export async function refusing<Result>(command: Command, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof ErasureRefusedError)) throw cause;
    throw refusalOf(cause.obstacle, command, cause);
  }
}

function refusalOf(obstacle: ErasureObstacle, { erasing, notErased, compareWith }: Command, cause: Error) {
  const refusal = (what: string, why: string, mend: string) =>
    new OperatorError(obstacle.is, what, why, mend, { cause });
  switch (obstacle.is) {
    case 'not-confirmed':
      return refusal(
        'Nothing was erased.',
        'The id that was given to confirm is another one.',
        `Give the same id again: ${erasing}. What is erased does not come back.`,
      );
    case 'unknown-account':
      return refusal(
        'Nothing was erased.',
        'Nothing is kept of an account with this id.',
        'Compare the id with the list: sakimawari accounts. Letters in capitals are other letters.',
      );
    case 'not-erased':
      return refusal('Nothing was changed.', notErased, compareWith);
    case 'is-a-parent': {
      const { children } = obstacle;
      const more = children.length > ACCOUNTS_NAMED ? `, and ${children.length - ACCOUNTS_NAMED} more` : '';
      return refusal(
        'Nothing was erased.',
        `Other accounts belong to this one: ${children.slice(0, ACCOUNTS_NAMED).join(', ')}${more}.`,
        'Give them another parent or none (sakimawari import accounts FILE, with the column parent), then erase it.',
      );
    }
    case 'usage-unreadable':
      return refusal(
        'Not everything was erased: the usage is still there.',
        `${counted(obstacle.days, 'day')} of the account's usage can't be read, from ${obstacle.from} on.`,
        'Make the usage anew (sakimawari rebuild --account ID), or see sakimawari doctor; then give the same command again.',
      );
  }
}
