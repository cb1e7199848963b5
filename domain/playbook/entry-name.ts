/** What entries of a playbook may be called: short and plain, since their names become part of ids. */
export const ENTRY_NAME = /^[a-z][a-z0-9-]{0,40}$/;
