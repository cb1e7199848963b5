/**
 * By which way somebody changes something: a link in a mail, the team's pages, the operator's command, the API, or what a
 * source sends.
 */
export type Door = 'mail' | 'page' | 'command' | 'api' | 'call';
