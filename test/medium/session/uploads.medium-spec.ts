import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileUploadDto, OpenSession } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { AppsRegistry } from '../../../apps/session/src/apps/apps.registry.js';
import { announce, LiveConversation } from '../../support/session/live-conversation.js';
import { formWith, newGuest, SessionServiceUnderTest } from '../../support/session/session-service.js';

const CSV = 'a,b\n1,2\n';
const PDF = '%PDF-1.7\n1 0 obj\n';

describe('files that users send', () => {
  let session: SessionServiceUnderTest;
  let chat: LiveConversation;

  beforeAll(async () => {
    session = await SessionServiceUnderTest.start();
    const spontaneousFileUpload = Object.assign(new FileUploadDto(), { enabled: true, accept: ['text/*'] });
    await announce(session.parts, { app: 'open', features: { spontaneousFileUpload } });
    await announce(session.parts, { app: 'closed' });
    const apps = session.service.app.get(AppsRegistry);
    await vi.waitFor(() => expect(apps.names()).toEqual(['open', 'closed']));
  });
  afterAll(() => session.stop());
  beforeEach(async () => (chat = await new LiveConversation(session.parts, newGuest(), 'closed').open()));

  async function send(
    form: FormData,
    { owner, sessionId }: Pick<LiveConversation, 'owner' | 'sessionId'> = chat,
    ask?: string,
  ): Promise<{ status: number; body: { id?: string; detail?: unknown } }> {
    const query = new URLSearchParams({ session_id: sessionId, ...(ask ? { ask_parent_id: ask } : {}) });
    const response = await session.fetch(owner, `/project/file?${query.toString()}`, {
      method: 'POST',
      body: form,
    });
    return { status: response.status, body: (await response.json()) as { id?: string; detail?: unknown } };
  }

  const refused = (status: number, detail: string) => ({ status, body: { detail } });
  const kept = async (): Promise<string[]> => readdir(join(session.folder, chat.threadId)).catch(() => []);
  const unfinished = (): Promise<string[]> => readdir(join(session.folder, '.incoming'));

  it('are kept in the thread, with name and type, when its turn asks for them', async () => {
    const ask = await chat.ask({ accept: ['text/csv', 'application/json'] });
    const { status, body } = await send(formWith('Zahlen für 🧵.csv', 'text/csv', CSV), chat, ask);
    expect([status, Object.keys(body)]).toEqual([200, ['id']]);
    const file = await session.fetch(chat.owner, `/project/file/${body.id}?session_id=${chat.sessionId}`);
    expect(file.headers.get('content-type')).toBe('text/csv');
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('Zahlen für 🧵.csv'));
    expect(await file.text()).toBe(CSV);
    expect(await kept()).toEqual([body.id]);
  });

  it('that nobody asked for are taken where the app says so', async () => {
    expect(await send(formWith('a.csv', 'text/csv', CSV))).toEqual(
      refused(400, 'File upload is not enabled'),
    );
    const open = await new LiveConversation(session.parts, newGuest(), 'open').open();
    expect((await send(formWith('a.csv', 'text/csv', CSV), open)).status).toBe(200);
    expect(await send(formWith('a.pdf', 'application/pdf', PDF), open)).toEqual(
      refused(400, 'File type not allowed: a.pdf is application/pdf; allowed are text/*'),
    );
    const unknown = await new LiveConversation(session.parts, newGuest(), 'unknown').open();
    expect((await send(formWith('a.csv', 'text/csv', CSV), unknown)).status).toBe(400);
  });

  it('are not taken for a thread that its owner deleted, whatever tab is still open', async () => {
    const open = await new LiveConversation(session.parts, newGuest(), 'open').open();
    const { sessionId, threadId, owner } = open;
    await session.service.app.get(RequestClient).ask(OpenSession, { sessionId, threadId, owner });
    expect((await send(formWith('a.csv', 'text/csv', CSV), open)).status).toBe(200);
    await session.request(owner, '/project/thread', { threadId }, 'DELETE');
    expect(await send(formWith('a.csv', 'text/csv', CSV), open)).toEqual(refused(404, 'Session not found'));
  });

  it('are measured by a question that hangs at the thread itself, for which clients name no parent', async () => {
    await chat.ask({ accept: ['text/csv'] }, { parentId: null });
    expect((await send(formWith('a.csv', 'text/csv', CSV))).status).toBe(200);
    expect((await send(formWith('a.pdf', 'application/pdf', PDF))).status).toBe(400);
  });

  it('are not taken for a question that nobody asks, or not for files, or not any more', async () => {
    const form = formWith('a.csv', 'text/csv', CSV);
    const notFound = refused(404, 'Parent message not found');
    expect(await send(form, chat, crypto.randomUUID())).toEqual(notFound);
    const text = await chat.ask({ type: 'text' });
    expect(await send(form, chat, text)).toEqual(notFound);
    const late = await chat.ask({ deadline: session.parts.clock.now() - 1 });
    expect(await send(form, chat, late)).toEqual(notFound);
    const ask = await chat.ask({});
    expect(await send(form, chat, crypto.randomUUID())).toEqual(notFound);
    expect((await send(form, chat, ask)).status).toBe(200);
  });

  it('are not taken in a session that is somebody else’s, or none', async () => {
    const ask = await chat.ask({});
    const form = formWith('a.csv', 'text/csv', CSV);
    expect(await send(form, { sessionId: chat.sessionId, owner: newGuest() }, ask)).toEqual(
      refused(401, 'You are not authorized to upload files for this session'),
    );
    for (const sessionId of [crypto.randomUUID(), 'none', '']) {
      expect(await send(form, { owner: chat.owner, sessionId }, ask)).toEqual(
        refused(404, 'Session not found'),
      );
    }
    expect(await kept()).toEqual([]);
  });

  it('are refused when they are too large, wherever that shows, and leave nothing', async () => {
    const ask = await chat.ask({ maxSizeMb: 0.5 });
    for (const size of [512 * 1024 + 1, 8 * 1024 * 1024]) {
      expect(await send(formWith('big.txt', 'text/plain', 'x'.repeat(size)), chat, ask)).toEqual(
        refused(400, 'File size too large: big.txt has more than 0.5 MB'),
      );
    }
    expect((await send(formWith('fits.txt', 'text/plain', 'x'.repeat(512 * 1024)), chat, ask)).status).toBe(
      200,
    );
    expect(await kept()).toHaveLength(1);
    expect(await unfinished()).toEqual([]);
  });

  it('are refused when they are of another type, or lie about it, with what is wrong', async () => {
    const ask = await chat.ask({ accept: { 'text/csv': ['.csv'], 'image/*': [] } });
    const answers = await Promise.all([
      send(formWith('notes.txt', 'text/plain', 'Hello.'), chat, ask),
      send(formWith('rows.txt', 'text/csv', CSV), chat, ask),
      send(formWith('picture.png', 'image/png', PDF), chat, ask),
      send(formWith('rows.csv', 'text/csv', 'a\0b'), chat, ask),
    ]);
    const allowed = 'allowed are text/csv (.csv), image/*';
    expect(answers.map(({ body }) => body.detail)).toEqual([
      `File type not allowed: notes.txt is text/plain; ${allowed}`,
      `File type not allowed: rows.txt is text/csv; ${allowed}`,
      'File type not allowed: picture.png is application/pdf',
      'File type not allowed: rows.csv is not text',
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await kept()).toEqual([]);
  });

  it('come one by one, and in the field "file"', async () => {
    const ask = await chat.ask({});
    const two = formWith('a.csv', 'text/csv', CSV);
    two.append('file', new File([CSV], 'b.csv', { type: 'text/csv' }));
    const elsewhere = new FormData();
    elsewhere.append('upload', new File([CSV], 'a.csv', { type: 'text/csv' }));
    const none = new FormData();
    none.append('file', 'text');
    const statuses = [];
    for (const form of [two, elsewhere, none]) statuses.push((await send(form, chat, ask)).status);
    expect(statuses).toEqual([400, 400, 422]);
    const path = `/project/file?session_id=${chat.sessionId}&ask_parent_id=${ask}`;
    expect((await session.request(chat.owner, path, { file: 'json' })).status).toBe(422);
    expect((await send(formWith(`${'a'.repeat(300)}.csv`, 'text/csv', CSV), chat, ask)).status).toBe(422);
    await vi.waitFor(async () => expect(await kept()).toEqual([]));
  });

  it('leave nothing when they break off', async () => {
    const ask = await chat.ask({});
    const upload = startUpload(ask);
    await vi.waitFor(async () => expect(await unfinished()).toHaveLength(1));
    upload.destroy();
    await vi.waitFor(async () => expect(await unfinished()).toEqual([]));
    expect(await kept()).toEqual([]);
  });

  /** A request whose file has begun and goes on. */
  function startUpload(ask: string): ClientRequest {
    const upload = request(
      `${session.address}/project/file?session_id=${chat.sessionId}&ask_parent_id=${ask}`,
      {
        method: 'POST',
        headers: {
          cookie: `heddle_guest=${chat.owner.guestId}`,
          'content-type': 'multipart/form-data; boundary=edge',
        },
      },
    );
    upload.on('error', () => undefined);
    upload.write('--edge\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n');
    upload.write(`Content-Type: text/plain\r\n\r\n${'x'.repeat(100_000)}`);
    return upload;
  }
});
