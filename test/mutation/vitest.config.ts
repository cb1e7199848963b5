import { defineConfig } from 'vitest/config';

/** The tests of the files that are mutated, and no others: each mutant runs those that reach it. */
export default defineConfig({
  test: {
    include: [
      'test/domain/{links,mail-policy,outbox}/*.test.ts',
      'test/domain/mail/mail-feedback.test.ts',
      'test/functions/links/web-links.test.ts',
    ],
    testTimeout: 60_000,
  },
});
