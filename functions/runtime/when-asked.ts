type AnswersLater<Name extends PropertyKey> = Record<Name, (...args: never[]) => Promise<unknown>>;

/** Stands for what is loaded by the first question to it, and is of no use to most calls. */
export function whenAsked<Asked extends AnswersLater<Name>, Name extends PropertyKey>(
  load: () => Promise<Asked>,
  ...names: Name[]
): Pick<Asked, Name & keyof Asked> {
  let loading: Promise<Asked> | undefined;
  const asking =
    (name: Name) =>
    async (...args: never[]) => {
      loading ??= load();
      return (await loading)[name](...args);
    };
  return Object.fromEntries(names.map((name) => [name, asking(name)])) as Pick<Asked, Name & keyof Asked>;
}
