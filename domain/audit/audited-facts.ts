/** Everything that an entry says of how something was and is, besides by a single value. A name means one thing. */
export const auditedFacts = [
  // Of accounts, their contacts and the team, as files and the API name them
  ...(['id', 'name', 'parent', 'csm', 'plan', 'mrr', 'currency', 'licenses', 'recordLimit', 'products'] as const),
  ...(['stage', 'contractStart', 'renewalDate', 'autoRenews', 'country', 'language', 'timeZone'] as const),
  ...(['segment', 'holds', 'goalName', 'goalMeasure', 'goalStart', 'goalTarget', 'goalDate', 'goalSince'] as const),
  ...(['churnedOn', 'churnReason', 'churnNote'] as const),
  ...(['account', 'email', 'role', 'keyPerson', 'invitedAt'] as const),
  ...(['manager', 'segments', 'standIn', 'awayFrom', 'awayUntil', 'joinedOn', 'leftOn', 'successor'] as const),
  ...(['workingDays', 'tasksPerWeek', 'taskMails', 'chat', 'digestHour', 'customerMail'] as const),
  // Of tasks, activities and answers
  ...(['status', 'outcome', 'reason', 'minutes', 'assignee', 'snoozedUntil', 'feedback', 'note', 'by'] as const),
  ...(['activity', 'kind', 'day', 'answer', 'comment', 'value', 'rating'] as const),
  // Of mails
  ...(['subject', 'unwanted'] as const),
  // Of the installation
  ...(['version', 'why', 'rolledBackTo', 'until', 'overlapInHours', 'events', 'entries', 'isResumed'] as const),
  ...(['from', 'to', 'different', 'asOf', 'quietFrom'] as const),
] as const;
export type AuditedFact = (typeof auditedFacts)[number];
