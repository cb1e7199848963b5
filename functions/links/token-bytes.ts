/** What a token stands for. Several texts may stand for the same bytes; only the one that was given out is taken. */
export function bytesOfToken(token: string): Buffer | null {
  const bytes = Buffer.from(token, 'base64url');
  return bytes.toString('base64url') === token ? bytes : null;
}
