import type { Page } from 'playwright-core';

export interface LossySocket {
  /** The ids of the messages that the page put on the wire, in order. */
  readonly sentMessageIds: string[];
  /** From now on, the next message reaches the server, but nothing of its answer comes back: the line breaks. */
  breakAfterNextMessage(): void;
}

/** Stands between the page and the real server, and loses what a bad network loses. Call it before the page opens. */
export async function lossySocket(page: Page): Promise<LossySocket> {
  const sentMessageIds: string[] = [];
  let isArmed = false;
  await page.routeWebSocket(/\/ws\/socket\.io/, (browserSide) => {
    const serverSide = browserSide.connectToServer();
    let isCut = false;
    browserSide.onMessage((frame) => {
      if (isCut) return;
      serverSide.send(frame);
      const id = sentMessageId(frame);
      if (id === undefined) return;
      sentMessageIds.push(id);
      isCut = isArmed;
    });
    serverSide.onMessage((frame) => {
      if (!isCut) return browserSide.send(frame);
      if (!isArmed) return;
      // The server has spoken, so it has the message: now the line may break.
      isArmed = false;
      void browserSide.close();
      void serverSide.close();
    });
  });
  return {
    sentMessageIds,
    breakAfterNextMessage: () => {
      isArmed = true;
    },
  };
}

function sentMessageId(frame: string | Buffer): string | undefined {
  const text = frame.toString();
  if (!text.includes('"client_message"')) return undefined;
  return /"id":"([0-9a-f-]{36})"/.exec(text)?.[1];
}
