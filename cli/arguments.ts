import { InvalidArgumentError } from 'commander';
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
