import type { Csm } from '../../../../domain/account/account.ts';
import type { Day, Weekday } from '../../../../domain/time/day.ts';
import type { MemberRefusal } from '../../../work/change-member.ts';

export interface PersonWords {
  add: { heading: string; lead: string; button: string; told(name: string): string };
  save: string;
  saved(name: string): string;
  /** All of it was so before. */
  same(name: string): string;
  leave: {
    heading: string;
    lead: string;
    lastDay: string;
    successor: string;
    button: string;
    told(name: string, lastDay: Day): string;
  };
  comeBack: { button: string; told(name: string): string };
  hints: Partial<Record<keyof Csm, string>>;
  /** Opens what few need. */
  more: string;
  choose: string;
  /** What counts where nothing is chosen. */
  usually: Record<'language' | 'taskMails' | 'chat' | 'customerMail', string>;
  variants: Record<string, string>;
  taskMails: Record<NonNullable<Csm['taskMails']>, string>;
  customerMail: Record<NonNullable<Csm['customerMail']>, string>;
  weekdays: Record<Weekday, string>;
  /** Why what was filled in can't be used. */
  wrong: Record<keyof Csm, string> & { nobody: string };
  refused: Record<MemberRefusal, string>;
  notYet: string;
  /** The id is somebody's. */
  taken(name: string): string;
  /** Somebody else has changed it since the form was read. */
  changed: { heading: string; by(who: string, moment: string): string; again: string };
  sameAddress(names: string[]): string;
  back: string;
}
