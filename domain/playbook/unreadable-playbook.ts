/** A stored playbook that this release can't make sense of; the message says why, without any of its words. */
export class UnreadablePlaybookError extends Error {
  override readonly name = 'UnreadablePlaybookError';
  readonly code = 'playbook-unreadable';

  constructor(
    /** e.g. `v3` */
    readonly version: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`playbook ${version} can't be read: ${reason}`, options);
  }
}
