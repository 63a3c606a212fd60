import { ChainlitAPI } from '@chainlit/react-client';

/** react-client's HTTP calls, as far as this page needs them to be different. */
export class HeddleApi extends ChainlitAPI {
  constructor(
    endpoint: string,
    onDenied: () => void,
    private readonly wantedSession: () => string,
  ) {
    super(endpoint, 'webapp', undefined, onDenied);
  }

  /**
   * The step before react-client opens a socket. Who has gone on to another conversation meanwhile wants none for
   * this one; it would replace the right one. So such a call is not answered.
   */
  override async stickyCookie(sessionId: string): Promise<unknown> {
    const answer: unknown = await super.stickyCookie(sessionId).catch(() => undefined);
    return sessionId === this.wantedSession() ? answer : new Promise(() => {});
  }
}
