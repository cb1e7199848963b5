const dialects = ['standard-webhooks', 'cloudevents', 'segment', 'posthog', 'stripe', 'zendesk', 'intercom'] as const;

/** The ways in which events come: each has its own form of what we read as one. */
export type Dialect = (typeof dialects)[number];

export const isDialect = (name: string): name is Dialect => dialects.some((dialect) => dialect === name);
