/** How a question to the past of all accounts stands. */
export interface StudyWords {
  /** Parts of the accounts that are gone through, of all. */
  running(done: number, parts: number): string;
  runningHint: string;
  lookAgain: string;
  cancel: string;
  cancelled: string;
  failed: string;
  asked(who: string, moment: string): string;
  skipped(accounts: number): string;
}
