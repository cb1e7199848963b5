/** `1 mail`, `2 mails`; a plural that takes more than an s is given. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
