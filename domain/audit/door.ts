/**
 * By which way somebody changes something: a button or a form behind a link in a mail, the team's pages, an assistant that
 * they work with, the operator's command, a file that it reads, the API, or what a product's system tells beside its events.
 */
export type Door = 'mail' | 'page' | 'assistant' | 'command' | 'import' | 'api' | 'call';
