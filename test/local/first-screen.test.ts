import { describe, expect, it } from 'vitest';
import { emptyScreen, mailLines } from '../../local/first-screen.ts';

describe('the first screen', () => {
  it('counts the mails that lie in the mailbox, and tells apart what was not sent', () => {
    const mails = [
      { kind: 'task', status: 'sent' },
      { kind: 'task', status: 'delivered' },
      { kind: 'reminder', status: 'sent' },
      { kind: 'task', status: 'dropped' },
      { kind: 'renewal-intent', status: 'waiting' },
      { kind: 'task', status: 'held' },
    ] as const;
    expect(mailLines([...mails], 'http://mailbox')).toEqual([
      '3 mails in the mailbox at http://mailbox',
      '  2 task, 1 reminder',
      '  not sent: 1 task dropped, 1 renewal-intent waiting, 1 task held',
    ]);
  });

  it('names no playbook to push where the default one runs already', () => {
    expect(emptyScreen('http://mailbox')).toContain('The default playbook is the running one');
    expect(emptyScreen('http://mailbox')).not.toContain('playbook push');
  });
});
