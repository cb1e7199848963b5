import { type OpenChannel, UnusableSecretError } from '../chat-channel.ts';
import { outcomeByStatus, postOnce } from '../post-once.ts';
import { chatworkText } from './chatwork-text.ts';

const API = 'https://api.chatwork.com/v2';

/** A room of Chatwork, by the token of whoever posts there; the secret holds the room's number, a space and the token. */
export const chatworkRoom: OpenChannel = ({ secretAs, send }) => {
  const secret = secretAs(roomAndToken);
  return {
    post: (message) =>
      postOnce({
        send,
        secret,
        request: ({ room, token }) => ({
          url: new URL(`${API}/rooms/${room}/messages`),
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chatworktoken': token },
          body: new URLSearchParams({ body: chatworkText(message) }).toString(),
        }),
        outcomeOf: (answer) => outcomeByStatus(answer, `HTTP ${answer.status}`, mendOf),
        mendOf,
      }),
  };
};

function roomAndToken(text: string): { room: string; token: string } {
  const { room, token } = /^(?<room>\d{1,20})\s+(?<token>\w{8,200})$/.exec(text)?.groups ?? {};
  if (room === undefined || token === undefined) {
    throw new UnusableSecretError('unusable-token', 'the secret holds no number of a room and token of Chatwork');
  }
  return { room, token };
}

function mendOf(code: string): string {
  switch (code) {
    case 'unusable-token':
    case 'HTTP 401':
      return 'Put the number of the room, a space and a valid token of Chatwork into the secret, then release the message.';
    case 'HTTP 403':
    case 'HTTP 404':
      return 'Let whoever the token belongs to into the room of Chatwork, or put another room’s number into the secret, then release the message.';
    default:
      return 'Mend the cause in Chatwork, then release the message, or drop it.';
  }
}
