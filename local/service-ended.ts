import { LocalError } from './local-error.ts';

/** Nothing goes on without it: the local AWS keeps what it has in memory, and mails have nowhere to go without the mailbox. */
export const serviceEnded = (service: string, dataFolder: string): LocalError =>
  new LocalError('service-ended', [
    `${service} has ended by itself, so that everything was stopped. What this run had stored is gone.`,
    `Its log may say why (${dataFolder}); where it says nothing, it was killed, as by a machine without memory left.`,
    'Run "npm start" again: it begins empty, and cleans up what was left.',
  ]);
