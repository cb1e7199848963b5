/**
 * Stands for zod in the functions' bundles. Loading zod and building the product's schemas takes longer than an empty
 * Node process does, and most calls use none: here a schema only remembers how it is built, and zod, in a file beside the
 * bundle, is loaded when one is first asked something. Another part of zod is added below; the bundler says which is missing.
 */
type Zod = typeof import('./zod.ts');

declare const require: (path: './zod.js') => Zod;

const zod = (): Zod => require('./zod.js');

/** Methods that make one schema out of another; whatever else is asked for needs the schema itself. */
const BUILDING = new Set([
  'array',
  'brand',
  'catch',
  'check',
  'default',
  'describe',
  'email',
  'exclude',
  'extend',
  'extract',
  'finite',
  'gt',
  'gte',
  'int',
  'keyof',
  'length',
  'lt',
  'lte',
  'max',
  'meta',
  'min',
  'multipleOf',
  'negative',
  'nonempty',
  'nonnegative',
  'nullable',
  'nullish',
  'omit',
  'optional',
  'or',
  'overwrite',
  'partial',
  'pick',
  'pipe',
  'positive',
  'prefault',
  'readonly',
  'refine',
  'regex',
  'required',
  'safeExtend',
  'strict',
  'superRefine',
  'transform',
  'trim',
]);

const builders = new WeakMap<object, () => object>();

/** A schema that is not built yet. */
function planned(build: () => object): unknown {
  let built: object | undefined;
  const schema = () => {
    built ??= build();
    return built;
  };
  const plan: object = new Proxy(
    {},
    {
      get(_, name) {
        if (built === undefined && typeof name === 'string' && BUILDING.has(name)) {
          return (...args: unknown[]) => planned(() => call(schema(), name, args.map(finished)));
        }
        const value = Reflect.get(schema(), name);
        return typeof value === 'function' ? value.bind(schema()) : value;
      },
      has: (_, name) => Reflect.has(schema(), name),
      getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
      ownKeys: () => Reflect.ownKeys(schema()),
      getOwnPropertyDescriptor: (_, name) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(schema(), name);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
  builders.set(plan, schema);
  return plan;
}

/** What was said, with schemas in place of plans, also within lists and plain objects. */
function finished(said: unknown): unknown {
  if (Array.isArray(said)) return said.map(finished);
  if (typeof said !== 'object' || said === null) return said;
  const build = builders.get(said);
  if (build !== undefined) return build();
  if (Object.getPrototypeOf(said) !== Object.prototype) return said;
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, finished(value)]));
}

function call(on: object, name: string, args: unknown[]): object {
  return (Reflect.get(on, name) as (...args: unknown[]) => object).apply(on, args);
}

/** A function of zod that makes a schema. */
const maker =
  (name: keyof Zod) =>
  (...args: unknown[]) =>
    planned(() => call(zod(), name, args.map(finished)));

/** A class of zod, as far as `instanceof` asks it. */
const kind = (name: keyof Zod) => ({
  [Symbol.hasInstance]: (schema: unknown) => schema instanceof (zod()[name] as never as new () => object),
});

export const array = maker('array');
export const boolean = maker('boolean');
export const discriminatedUnion = maker('discriminatedUnion');
export const email = maker('email');
const enumeration = maker('enum');

export { enumeration as enum };
export const int = maker('int');
export const iso = { datetime: (...args: unknown[]) => planned(() => call(zod().iso, 'datetime', args)) };
export const literal = maker('literal');
export const looseObject = maker('looseObject');
export const number = maker('number');
export const object = maker('object');
export const partialRecord = maker('partialRecord');
export const record = maker('record');
export const strictObject = maker('strictObject');
export const string = maker('string');
export const union = maker('union');
export const unknown = maker('unknown');
export const url = maker('url');
export const uuid = maker('uuid');
export const ZodArray = kind('ZodArray');
export const ZodBoolean = kind('ZodBoolean');
export const ZodDefault = kind('ZodDefault');
export const ZodNumber = kind('ZodNumber');
export const ZodObject = kind('ZodObject');
export const ZodOptional = kind('ZodOptional');
export const toJSONSchema = (schema: unknown, settings: unknown) =>
  zod().toJSONSchema(finished(schema) as never, settings as never);
