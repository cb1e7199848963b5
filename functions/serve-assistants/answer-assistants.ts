import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { codes, RefusedRequestError, readRequest, respondWithResult } from './json-rpc.ts';
import { answerMethod, checkRevision } from './protocol.ts';
import type { AssistantTools } from './tool.ts';
import { whoAsks } from './who-asks.ts';

/** What people write is far shorter. */
const MOST_BYTES = 100_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Answers one request of an assistant: over streamable HTTP, and without a session. */
export function answerAssistants(tools: AssistantTools) {
  const origin = new URL(tools.webUrl).origin;

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { headers } = event;
    // A page of somebody else's asks nothing by what a browser may have kept.
    if (headers.origin !== undefined && headers.origin !== origin) {
      throw new RefusedRequestError(403, codes.refused, 'Requests from other web pages are not taken.');
    }
    const { method } = event.requestContext.http;
    if (method !== 'POST') {
      throw new RefusedRequestError(405, codes.refused, 'There are no streams and no sessions here: send POST.', {
        headers: { allow: 'POST' },
      });
    }
    const body = bodyOf(event);
    // Who shows no key learns nothing, not even whether they asked rightly.
    const asker = await whoAsks(event, tools);
    const request = readRequest(body);
    if (request === null) return { statusCode: 202 };
    try {
      const revision = checkRevision(request, headers);
      return respondWithResult(request.id, await answerMethod(request, revision, { ...tools, asker }));
    } catch (error) {
      if (!(error instanceof RefusedRequestError)) throw error;
      const { status, rpcCode, message, options } = error;
      throw new RefusedRequestError(status, rpcCode, message, { ...options, id: request.id });
    }
  };
}

function bodyOf({ headers, body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') {
    throw new RefusedRequestError(415, codes.refused, 'Send the body as application/json.');
  }
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MOST_BYTES) {
    throw new RefusedRequestError(413, codes.refused, `Send at most ${MOST_BYTES} bytes.`);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RefusedRequestError(400, codes.unreadable, 'Send the body as UTF-8.');
  }
}
