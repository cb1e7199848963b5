import { describe, expect, it } from 'vitest';
import { pageOfSubject } from '../../../domain/audit/page-of-subject.ts';

describe('the page of what something was done to', () => {
  it.each([
    [{ account: 'koa', task: 'koa/t 1' }, '/tasks/koa/t%201'],
    [{ account: 'koa', mail: 'm1', contact: 'u1' }, '/mails/m1?account=koa'],
    [{ account: 'koa', contact: 'u1' }, '/accounts/koa'],
    [{ member: 'aoi' }, '/set-up/people/aoi'],
    [{ source: 'crm', key: 'k7Qx' }, null],
    [{ playbook: 'v3' }, null],
  ])('of %o is %s', (about, page) => {
    expect(pageOfSubject(about)).toBe(page);
  });
});
