import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

const PATIENCE_MS = 20_000;

interface ShownStep {
  readonly type: string;
  readonly output: string;
  readonly streaming?: boolean;
  readonly parentId?: string | null;
}

/** Opens a chat, says something, and resolves with the first message that answers it, complete. */
export async function chatOnce(url: string, text: string): Promise<string> {
  const { headers } = await fetch(`${url}/user`);
  const cookie = headers.getSetCookie().map((one) => one.split(';')[0]);
  const socket = io(url, {
    path: '/ws/socket.io',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: cookie.join('; ') },
    auth: { clientType: 'webapp', sessionId: randomUUID(), threadId: '', userEnv: '{}', chatProfile: '' },
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      const run: { id?: string } = {};
      const messageId = randomUUID();
      setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS).unref();
      socket.on('connect_error', reject);
      const seen = (step: ShownStep & { id: string }): void => {
        if (step.type === 'run' && step.parentId === messageId) run.id = step.id;
        const answers = step.type === 'assistant_message' && step.parentId === run.id && !step.streaming;
        if (answers && step.output) resolve(step.output);
      };
      socket.on('new_message', seen);
      socket.on('update_message', seen);
      socket.once('connect', () => {
        socket.emit('connection_successful');
        socket.emit('client_message', { message: userMessage(messageId, text), fileReferences: [] });
      });
    });
  } finally {
    socket.disconnect();
  }
}

function userMessage(id: string, output: string): object {
  return {
    id,
    threadId: '',
    name: 'User',
    type: 'user_message',
    output,
    createdAt: new Date().toISOString(),
  };
}
