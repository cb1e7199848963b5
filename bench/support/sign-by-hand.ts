import { createHash, createHmac } from 'node:crypto';
import { CREDENTIALS, REGION } from './stub-aws.ts';

const SERVICE = 'dynamodb';
const HOST = `dynamodb.${REGION}.amazonaws.com`;
const SIGNED_HEADERS = 'content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let keyDay = '';
let key = Buffer.alloc(0);

/** A request to DynamoDB with its Signature Version 4, and not an instruction more. */
export function signByHand(operation: string, body: string, now: number): Record<string, string> {
  const at = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const target = `DynamoDB_20120810.${operation}`;
  const hash = sha256(body);
  const canonical = `POST\n/\n\ncontent-type:application/x-amz-json-1.0\nhost:${HOST}\nx-amz-content-sha256:${hash}\nx-amz-date:${at}\nx-amz-target:${target}\n\n${SIGNED_HEADERS}\n${hash}`;
  const scope = `${day}/${REGION}/${SERVICE}/aws4_request`;
  if (day !== keyDay) {
    key = [REGION, SERVICE, 'aws4_request'].reduce(hmac, hmac(`AWS4${CREDENTIALS.secretAccessKey}`, day));
    keyDay = day;
  }
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    'content-type': 'application/x-amz-json-1.0',
    host: HOST,
    'x-amz-content-sha256': hash,
    'x-amz-date': at,
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`,
  };
}
