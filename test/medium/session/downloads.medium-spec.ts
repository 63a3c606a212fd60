import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpenSession } from '#libs/contracts';
import type { OwnerDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { FileStore } from '#libs/files';
import { RequestClient } from '#libs/messaging';
import { FILE_STORE } from '../../../apps/session/src/files/file-store.token.js';
import { LiveConversation } from '../../support/session/live-conversation.js';
import { SessionServiceUnderTest } from '../../support/session/session-service.js';

describe('files of conversations', () => {
  let session: SessionServiceUnderTest;
  let files: FileStore;
  let chat: LiveConversation;
  let id: string;

  beforeAll(async () => {
    session = await SessionServiceUnderTest.start();
    files = session.service.app.get<FileStore>(FILE_STORE);
  });
  afterAll(() => session.stop());
  beforeEach(async () => {
    chat = await new LiveConversation(session.parts).open();
    const { sessionId, threadId, owner } = chat;
    await session.service.app.get(RequestClient).ask(OpenSession, { sessionId, threadId, owner });
    id = await store('notes.txt', 'text/plain', '0123456789');
  });

  async function store(name: string, type: string, content: string): Promise<string> {
    const fileId = crypto.randomUUID();
    await files.put(fileKey(chat.threadId, fileId), content, { name, type });
    return fileId;
  }

  const get = (
    query: string,
    {
      file = id,
      owner = chat.owner,
      range = '',
      headers = {},
      method = 'GET',
    }: {
      file?: string;
      owner?: OwnerDto;
      range?: string;
      headers?: Record<string, string>;
      method?: string;
    } = {},
  ): Promise<Response> =>
    session.fetch(owner, `/project/file/${file}?${query}`, {
      method,
      headers: range ? { range, ...headers } : headers,
    });
  const ofSession = () => `session_id=${chat.sessionId}`;
  const ofThread = () => `thread_id=${chat.threadId}`;

  it('are for the owner of the session or the thread', async () => {
    for (const query of [ofSession(), ofThread()]) {
      const answer = await get(query);
      expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
      expect(answer.headers.get('content-length')).toBe('10');
    }
  });

  it('are for nobody else, and no other thread’s', async () => {
    const other = await new LiveConversation(session.parts).open();
    const answers = await Promise.all([
      get(`session_id=${crypto.randomUUID()}`),
      get(''),
      get(ofSession(), { owner: other.owner }),
      get(`session_id=${other.sessionId}`, { owner: other.owner }),
      get(ofThread(), { owner: other.owner }),
      get(`thread_id=${crypto.randomUUID()}`),
      get('thread_id=../..'),
      get(ofThread(), { file: crypto.randomUUID() }),
      get(ofThread(), { file: '..%2F..%2Fetc%2Fpasswd' }),
    ]);
    const details = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { detail: string }).detail),
    );
    expect(answers.map(({ status }, index) => [status, details[index]])).toEqual([
      [401, 'Unauthorized'],
      [401, 'Unauthorized'],
      [401, 'You are not authorized to download files from this session'],
      ...Array.from({ length: 6 }, () => [404, 'File not found']),
    ]);
  });

  it('are gone for their owner too once the thread is deleted', async () => {
    await session.request(chat.owner, '/project/thread', { threadId: chat.threadId }, 'DELETE');
    expect((await get(ofThread())).status).toBe(404);
    const live = await get(ofSession());
    expect([live.status, await live.json()]).toEqual([401, { detail: 'Unauthorized' }]);
  });

  it('are found by ids in capitals, as the handshake takes them', async () => {
    expect((await get(ofSession().toUpperCase().replace('SESSION_ID', 'session_id'))).status).toBe(200);
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-10', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=x', 200, '0123456789', null],
  ])('%s of one are answered %i', async (range, status, content, contentRange) => {
    const answer = await get(ofSession(), { range });
    expect([answer.status, await answer.text()]).toEqual([status, content]);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('content-length')).toBe(String(content.length));
  });

  it('come whole to whoever wants a part of the very file that it has: nothing tells that it is the same', async () => {
    const answer = await get(ofSession(), { range: 'bytes=0-3', headers: { 'if-range': '"abc"' } });
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
  });

  it.each(['bytes=10-', 'bytes=-0'])(
    'say how long they are when asked for %s, which they do not have',
    async (range) => {
      const answer = await get(ofSession(), { range });
      expect(answer.status).toBe(416);
      expect(answer.headers.get('content-range')).toBe('bytes */10');
      expect(await answer.json()).toEqual({ detail: 'The file has 10 bytes; ask for some of them' });
    },
  );

  it('of no length are no error', async () => {
    const file = await store('empty.txt', 'text/plain', '');
    const answer = await get(ofSession(), { file });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('are described without being sent, or read', async () => {
    const read = vi.spyOn(files, 'read');
    const answer = await get(ofSession(), { method: 'HEAD' });
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '10',
      '',
    ]);
  });

  it.each([
    ['image/png', 'inline'],
    ['audio/mpeg', 'inline'],
    ['video/mp4', 'inline'],
    ['text/plain', 'inline', 'text/plain; charset=utf-8'],
    ['image/svg+xml', 'attachment'],
    ['text/html', 'attachment'],
    ['application/xhtml+xml', 'attachment'],
    ['application/octet-stream', 'attachment'],
  ])('of type %s are shown %s, and run nowhere', async (type, disposition, shownAs = type) => {
    const answer = await get(ofThread(), { file: await store('Zettel "1" für 🧵.bin', type, 'x') });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': shownAs,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      'cache-control': 'private',
    });
    const shown = answer.headers.get('content-disposition');
    expect(shown).toMatch(new RegExp(`^${disposition}; filename="`));
    expect(shown).toContain("filename*=UTF-8''Zettel%20%221%22%20f%C3%BCr%20%F0%9F%A7%B5.bin");
  });

  it('that are PDF are shown by the browser’s own reader, which a sandbox keeps out', async () => {
    const answer = await get(ofThread(), { file: await store('a.pdf', 'application/pdf', '%PDF-1.7') });
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; /);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBeNull();
  });
});
