import type { JsonObject } from '#libs/contracts';
import type { StoredCell } from '#libs/conversation';
import type { ChatProfile, Starter } from '../app/chat-profile.js';
import { PersistedUser } from '../app/user.js';
import type { Offers } from './offers.js';
import type { TestToast } from './screen.js';
import { actionsOn, askOn, elementsOn, messagesOn, stepsOn } from './screen-view.js';
import type { TestAction, TestAsk, TestElement, TestMessage, TestStep } from './screen-view.js';
import type { TestDeployment } from './test-deployment.js';
import type { Visitor } from './visitor.js';

/** Where a cell keeps the settings form's values. */
export const SETTINGS_KEY = 'chatSettings';

/** Keys of the SDK's own. */
const OWN_KEYS = 'heddle:';

/** What can be seen of a chat: what its user sees, and what the app and the deployment keep. */
export abstract class ShownChat {
  protected offers: Offers = { profiles: [], starters: [] };
  /** As of the last time that something ended. */
  protected cell: StoredCell | undefined;

  protected constructor(
    protected readonly deployment: TestDeployment,
    protected visitor: Visitor,
  ) {}

  /** The conversation's id. */
  get threadId(): string {
    return this.visitor.threadId;
  }

  /** What the history calls the conversation; undefined while it has no name. */
  get threadName(): string | undefined {
    return this.deployment.services.history.nameOf(this.threadId);
  }

  /** Who is signed in, with what turns have stored so far; undefined for a guest. */
  get user(): PersistedUser | undefined {
    const { userId } = this.visitor.session.owner;
    const user = userId === undefined ? undefined : this.deployment.services.users.find(userId);
    return user && new PersistedUser(user);
  }

  /** The app's messages, oldest first. */
  get messages(): readonly TestMessage[] {
    return messagesOn(this.visitor.screen);
  }

  /** The steps of the tree, without the runs. */
  get steps(): readonly TestStep[] {
    return stepsOn(this.visitor.screen);
  }

  get elements(): readonly TestElement[] {
    return elementsOn(this.visitor.screen, this.deployment.files);
  }

  /** The buttons that can be clicked. */
  get actions(): readonly TestAction[] {
    return actionsOn(this.visitor.screen);
  }

  /** The ids of the commands that can be picked. */
  get commands(): readonly string[] {
    return this.visitor.screen.commands.map(({ id }) => id);
  }

  get toasts(): readonly TestToast[] {
    return this.visitor.screen.toasts;
  }

  /** What the app waits for; undefined when it does not. */
  get ask(): TestAsk | undefined {
    return askOn(this.visitor.screen);
  }

  /** What `userSession` held when the last turn ended, without built-ins. */
  get session(): JsonObject {
    const kept = Object.entries(this.cell?.values ?? {}).filter(
      ([key]) => key !== SETTINGS_KEY && !key.startsWith(OWN_KEYS),
    );
    return Object.fromEntries(kept);
  }

  /** The profiles that the app offers this user. */
  get profiles(): readonly ChatProfile[] {
    return this.offers.profiles;
  }

  /** The first messages that the app suggests to this user. */
  get starters(): readonly Starter[] {
    return this.offers.starters;
  }

  /** The contents of the app's messages, one a line. */
  text(): string {
    return this.messages.map(({ content }) => content).join('\n');
  }
}
