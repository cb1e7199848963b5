import { mergeTallies, type UsageTally } from '../usage/tally/usage-tally.ts';
import type { PersonMarks } from './person-marks.ts';

/** Whether the person did something in it, or was asked and answered. */
export function isInTally({ users, replies, values }: UsageTally, marks: PersonMarks): boolean {
  const { id } = marks.person;
  return (
    users.includes(id) ||
    replies.some((reply) => reply.user === id || marks.isPartOf(reply.id) || marks.isNamedIn(reply.comment ?? '')) ||
    values.some((value) => marks.isPartOf(value.id))
  );
}

/**
 * The tally with the pseudonym in the person's place: as many events, as many users who did as much, the same values. What
 * they wrote is gone.
 */
export function withPseudonym(tally: UsageTally, marks: PersonMarks, pseudonym: string): UsageTally {
  const { id } = marks.person;
  const renamed: UsageTally = {
    ...tally,
    users: tally.users.map((user) => (user === id ? pseudonym : user)),
    values: tally.values.map((value) => ({ ...value, id: marks.replacedInText(value.id, pseudonym) })),
    replies: tally.replies.map((reply) => {
      const isTheirs = reply.user === id || marks.isPartOf(reply.id);
      const { comment, ...rest } = reply;
      return {
        ...rest,
        id: marks.replacedInText(reply.id, pseudonym),
        ...(reply.user !== undefined && { user: reply.user === id ? pseudonym : reply.user }),
        ...(comment !== undefined && !isTheirs && { comment: marks.replacedInText(comment, pseudonym) }),
      };
    }),
  };
  // Built anew: users in their order, and who is there under both names is one.
  return mergeTallies([renamed]);
}
