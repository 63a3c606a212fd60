import type { RenewLogin, RenewLoginAnswer, RenewLoginQuestion } from '#libs/contracts';

/** Who is asked for a fresh access token; `RequestClient` of the bus fits. */
export interface LoginRenewals {
  ask(request: typeof RenewLogin, question: RenewLoginQuestion): Promise<RenewLoginAnswer>;
}
