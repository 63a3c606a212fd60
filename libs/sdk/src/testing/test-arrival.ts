import type { TestUser } from './stand-in-users.js';
import type { TestDeployment } from './test-deployment.js';
import { Visitor } from './visitor.js';

/** Who talks to the app in a test. A guest without a profile unless said otherwise. */
export interface TestChatOptions {
  readonly user?: TestUser;
  /** The name of a profile. */
  readonly profile?: string;
  /** BCP 47; `en-US` unless given. */
  readonly language?: string;
  /** A short word; `test` unless given. */
  readonly clientType?: string;
  /** The keys that the user supplies. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A session of whoever the options say, in a new thread or a stored one. */
export function arrive(
  deployment: TestDeployment,
  options: TestChatOptions,
  threadId: string = crypto.randomUUID(),
): Visitor {
  const { user, profile, language = 'en-US', clientType = 'test', env } = options;
  return new Visitor(deployment, {
    threadId,
    user: user && deployment.services.users.signIn(user, deployment.parts.clock.now()),
    guestId: deployment.guestId,
    chatProfile: profile,
    language,
    clientType,
    env,
  });
}
