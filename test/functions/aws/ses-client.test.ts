import { describe, expect, it } from 'vitest';
import { SesClient } from '../../../functions/aws/ses-client.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a/secret+key' };

async function formOf(parameters: Record<string, string>): Promise<string> {
  let sent = '';
  const client = new SesClient({
    ...{ region: 'ap-northeast-1', credentials: () => credentials },
    post: async (_url, _headers, body) => {
      sent = body;
      return { status: 200, body: '<GetSendQuotaResponse/>' };
    },
    ...{ now: Date.now, sleep: async () => {}, random: () => 1 },
  });
  await client.call('GetSendQuota', parameters);
  return sent;
}

describe('what SES is asked', () => {
  it('is read as it was said, whatever characters are in it', async () => {
    const parameters = {
      'Destinations.member.1': 'o’hara+test@mirai.example',
      'RawMessage.Data': 'a+/b==',
      Source: '佐藤 & Co. <100%>=!*()~\r\n',
    };
    const read = Object.fromEntries(new URLSearchParams(await formOf(parameters)));
    expect(read).toEqual({ Action: 'GetSendQuota', Version: '2010-12-01', ...parameters });
  });

  it('has nothing in it that a form would have to say in another way', async () => {
    expect(await formOf({ Source: 'a+b/c d&e=f 咲' })).toMatch(/^[\w.%=&-]+$/);
  });
});
