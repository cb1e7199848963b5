import { expect, test } from 'vitest';
import { memberRoles } from '../../../domain/account/account.ts';
import { may } from '../../../domain/sign-in/rights.ts';

test('a viewer reads, whoever has work works, managers manage, and only an admin administers', () => {
  const withRight = (right: Parameters<typeof may>[1]) => memberRoles.filter((role) => may(role, right));
  expect(withRight('read')).toEqual(memberRoles);
  expect(withRight('work')).toEqual(memberRoles.filter((role) => role !== 'viewer'));
  expect(withRight('manage')).toEqual(['manager', 'admin']);
  expect(withRight('administer')).toEqual(['admin']);
});
