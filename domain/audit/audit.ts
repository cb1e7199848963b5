/** Who changed what, and when; kept for good. */
export interface AuditEntry {
  /** ISO 8601 */
  at: string;
  /** A person, or the system that told it: `import by aya`, `call of app`. */
  who: string;
  what: 'user-moved';
  /** Whom or what it was done to. */
  about: { user: string };
  before: string | null;
  after: string | null;
}
