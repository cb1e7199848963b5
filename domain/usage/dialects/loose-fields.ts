import { isComment, isStorableNumber, isSubject } from '../read-usage-event.ts';

/** Ids as other senders write them: whole numbers too, and an empty text for none. */
export function looseId(id: unknown): unknown {
  if (id === '' || id === null) return undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
}

/**
 * `value`, `subject` and `comment` where they are what we mean by these words. Properties that a sender had before us
 * may hold anything by such a name: what does not fit is kept like all the others.
 */
export function fittingFields({ value, subject, comment }: Record<string, unknown>) {
  return {
    value: isStorableNumber(value) ? value : undefined,
    subject: isSubject(subject) ? subject : undefined,
    comment: isComment(comment) ? comment : undefined,
  };
}

export function isFittingField(name: string, value: unknown): boolean {
  switch (name) {
    case 'value':
      return isStorableNumber(value);
    case 'subject':
      return isSubject(value);
    case 'comment':
      return isComment(value);
    default:
      return false;
  }
}
