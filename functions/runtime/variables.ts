import type { Company } from '../../domain/company/company.ts';
import type { TraitRules } from '../../domain/import/traits.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import type { KeptInDays } from '../../domain/personal-data/keeping.ts';
import type { IdentityProvider } from '../../domain/sign-in/identity-provider.ts';

/**
 * What a function's env.ts asks for: how the text of each variable is read. By hand, since a schema library takes half
 * as long to load as all the rest of a function.
 */
export type Variables = Record<string, ReadVariable<unknown>>;

/** @throws VariableError that says what is wrong with the text, without quoting it: it may be a secret */
export type ReadVariable<Value> = (text: string) => Value;

export type ValuesOf<Asked extends Variables> = { [Name in keyof Asked]: ReturnType<Asked[Name]> };

/** Its message goes on after the name of the variable: "is empty". */
export class VariableError extends Error {
  override readonly name = 'VariableError';
}

export const text: ReadVariable<string> = (value) => {
  if (value === '') throw new VariableError('is empty');
  return value;
};

/** `null` where nothing is said. */
export const possibleText: ReadVariable<string | null> = (value) => (value === '' ? null : value);

export const onOrOff: ReadVariable<boolean> = (value) => {
  if (value !== 'on' && value !== 'off') throw new VariableError('is neither on nor off');
  return value === 'on';
};

export const positiveInteger: ReadVariable<number> = (value) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new VariableError('is not a whole number above 0');
  return number;
};

export const textList: ReadVariable<string[]> = (value) => {
  const list = parseJson(value);
  if (!Array.isArray(list) || !list.every(isText)) throw new VariableError('is not a JSON list of texts');
  return list;
};

export const textByName: ReadVariable<Record<string, string>> = (value) => {
  const texts = parseJson(value);
  if (!isRecord(texts) || !Object.values(texts).every(isText)) {
    throw new VariableError('is not a JSON object of texts');
  }
  return texts as Record<string, string>;
};

/** That the company is whole. By what rules each of its values is right was checked when the stack was synthesized. */
export const company: ReadVariable<Company> = (value) => {
  const read = parseJson(value);
  if (!isRecord(read)) throw new VariableError('is not a JSON object');
  for (const name of ['name', 'timeZone', 'language', 'country', 'mailCeiling'] satisfies (keyof Company)[]) {
    if (!isText(read[name])) throw new VariableError(`lacks the text ${name}`);
  }
  for (const name of ['systemSender', 'operator'] satisfies (keyof Company)[]) {
    const mailbox = read[name];
    if (!isRecord(mailbox) || !isText(mailbox.name) || !isText(mailbox.address)) {
      throw new VariableError(`lacks the name or the address of ${name}`);
    }
  }
  if (!isRecord(read.holidays)) throw new VariableError('lacks holidays');
  return read as Company;
};

/** How long what grows is kept: that each figure is within its bounds was checked when the stack was synthesized. */
export const keptInDays: ReadVariable<KeptInDays> = (value) => {
  const said = parseJson(value);
  if (!isRecord(said) || !Object.values(said).every((days) => Number.isSafeInteger(days) && (days as number) >= 0)) {
    throw new VariableError('is not a JSON object of days');
  }
  return said as KeptInDays;
};

/** As the configuration has them: that each is right was checked when the stack was synthesized. */
export const traitRules: ReadVariable<TraitRules> = (value) => {
  const rules = parseJson(value);
  if (!isRecord(rules)) throw new VariableError('is not a JSON object');
  for (const kind of ['accounts', 'contacts'] satisfies (keyof TraitRules)[]) {
    if (!isRecord(rules[kind])) throw new VariableError(`lacks the rules for ${kind}`);
  }
  return rules as unknown as TraitRules;
};

/** As the configuration has them: that each is right was checked when the stack was synthesized. */
export const kpiSettings: ReadVariable<KpiSettings> = (value) => {
  const settings = parseJson(value);
  if (!isRecord(settings)) throw new VariableError('is not a JSON object');
  if (!isRecord(settings.rules)) throw new VariableError('lacks the rules');
  if (!Array.isArray(settings.targets)) throw new VariableError('lacks the targets');
  return settings as unknown as KpiSettings;
};

/** As the configuration has it, checked when the stack was synthesized; `null` where nothing is said. */
export const possibleIdentityProvider: ReadVariable<IdentityProvider | null> = (value) => {
  if (value === '') return null;
  const provider = parseJson(value);
  if (!isRecord(provider)) throw new VariableError('is not a JSON object');
  for (const name of ['name', 'issuer', 'clientId', 'emails'] satisfies (keyof IdentityProvider)[]) {
    if (!isText(provider[name])) throw new VariableError(`lacks the text ${name}`);
  }
  return provider as unknown as IdentityProvider;
};

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new VariableError('is not JSON');
  }
}

const isText = (value: unknown) => typeof value === 'string';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
