import type { SenderSources } from '../outbox/sender-findings.ts';

type MailService = SenderSources['mailService'];

/** A mail service that is asked once for what several checks look at: SES answers such questions one a second. */
export function askedOnce(mailService: MailService): MailService {
  const identities = new Map<string, ReturnType<MailService['domainIdentities']>>();
  let quota: ReturnType<MailService['quota']> | undefined;
  return {
    verifiedIdentities: (of) => mailService.verifiedIdentities(of),
    isSendingEnabled: () => mailService.isSendingEnabled(),
    busiestDay: () => mailService.busiestDay(),
    region: () => mailService.region(),
    quota() {
      quota ??= mailService.quota();
      return quota;
    },
    domainIdentities(domains) {
      const key = domains.join();
      const answer = identities.get(key) ?? mailService.domainIdentities(domains);
      identities.set(key, answer);
      return answer;
    },
  };
}
