/** The life of an app, which the mobile libraries of Segment, RudderStack and PostHog report. */
const OF_APPS: ReadonlySet<string> = new Set([
  'Application Installed',
  'Application Opened',
  'Application Updated',
  'Application Foregrounded',
  'Application Became Active',
  'Application Backgrounded',
  'Application Crashed',
  'Application Uninstalled',
  'Deep Link Opened',
  'Install Attributed',
  'Push Notification Received',
  'Push Notification Bounced',
]);

/**
 * What analytics libraries report by themselves: a flag that was looked up, an error, an app that came to the front. It
 * is counted by its name like any other event, and is nobody's act unless the playbook names it: a product that asks for
 * flags every night would keep a silent customer active. By a dollar sign PostHog's libraries mark whatever is theirs.
 */
export const isSentByLibrary = (event: string): boolean => event.startsWith('$') || OF_APPS.has(event);
