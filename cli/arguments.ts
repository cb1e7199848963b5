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

export function parseCurrency(text: string): string {
  if (/^[A-Za-z]{3}$/.test(text)) return text.toUpperCase();
  throw new InvalidArgumentError('It is not a currency: write three letters like JPY.');
}

export function parseShare(text: string): number {
  const share = Number(text);
  if (/^\d*\.?\d+$/.test(text) && share <= 1) return share;
  throw new InvalidArgumentError('It is not a share from 0 to 1: write 0.8 for 80 %.');
}
