import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../config');

/** The sample of a production stage as somebody fills it in who works at Kaede Works. */
export function filledInConfig(): string {
  return readFileSync(join(folder, 'prod.yaml'), 'utf8')
    .replaceAll('Example Inc.', 'Kaede Works')
    .replaceAll('example.com', 'kaede-works.jp');
}
