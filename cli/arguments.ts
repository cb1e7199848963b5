import { InvalidArgumentError } from 'commander';
import { minutesIn, repliesIn } from '../domain/activities/minutes.ts';
import { isDay } from '../domain/time/day.ts';

export function parseDay(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('It is not a date that exists: write it as YYYY-MM-DD.');
}

export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds > 0) return seconds;
  throw new InvalidArgumentError('It is not a number of seconds.');
}

export function parseCurrency(text: string): string {
  if (/^[A-Za-z]{3}$/.test(text)) return text.toUpperCase();
  throw new InvalidArgumentError('It is not a currency: write three letters like JPY.');
}

export function parseShare(text: string): number {
  const share = Number(text);
  if (/^\d*\.?\d+$/.test(text) && share <= 1) return share;
  throw new InvalidArgumentError('It is not a share from 0 to 1: write 0.8 for 80 %.');
}

export function parseMinutes(text: string): number {
  const minutes = minutesIn(text);
  if (minutes != null) return minutes;
  throw new InvalidArgumentError('Write whole minutes, 1 to 1,440, like 25.');
}

export function parseReplies(text: string): number {
  const replies = repliesIn(text);
  if (replies != null) return replies;
  throw new InvalidArgumentError('Write a whole number, 0 to 1,000, like 2.');
}
