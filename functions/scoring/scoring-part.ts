import { turnOfLoop } from '../runtime/turn-of-loop.ts';

/** What scores an account, once what it goes by was asked for: knowing every kind of condition, it takes longer to load. */
export async function scoringPart() {
  await turnOfLoop();
  await import('../store/accounts/accounts.ts');
  await turnOfLoop();
  return import('./score-account.ts');
}
