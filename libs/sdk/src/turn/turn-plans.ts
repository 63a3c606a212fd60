import { firstNonJson, ReadThread } from '#libs/contracts';
import type {
  ActionCalledDto,
  ActionReply,
  ChatEndedDto,
  ChatResumedDto,
  ChatStartedDto,
  ClientChangedDto,
  Json,
  MessageReceivedDto,
  SettingsChangedDto,
} from '#libs/contracts';
import type { LivePlane } from '#libs/live';
import { DomainError } from '#libs/platform';
import type { HandlerTable } from '../app/handler-table.js';
import { elementOfFile, uploadedFiles } from '../elements/uploaded-file.js';
import type { UploadedFile } from '../elements/uploaded-file.js';
import { endingMark } from './ending-mark.js';
import { IncomingAction } from './incoming-action.js';
import { incomingMessageOf } from './incoming-message.js';
import { showCommandsAgain, showFormAgain } from './resumed-page.js';
import { settingsPlan } from './settings-plan.js';
import { UserFacingError } from './turn-errors.js';
import type { ThreadDict } from './thread-dict.js';
import { BEGUN_KEY } from './turn-plan.js';
import type { TurnPlan } from './turn-plan.js';

const VISIBLE = { isTold: true, isStoppable: true } as const;
const SILENT = { isTold: false, isStoppable: false } as const;

/** What the turns of each kind of event do. */
export class TurnPlans {
  constructor(
    private readonly handlers: HandlerTable,
    private readonly live: LivePlane,
  ) {}

  /** `onChatStart`, once per conversation; whose profile is refused is told so here, whatever the app handles. */
  started(event: ChatStartedDto): TurnPlan {
    const isHandled = this.handlers.has('onChatStart');
    return {
      ...VISIBLE,
      event,
      ...(isHandled ? { run: { name: 'on_chat_start', parentId: null, input: '{}' } } : {}),
      renewsUser: true,
      waitsForEnding: true,
      endsStart: true,
      // What side turns do beside it does not end it; one that asked something goes on, whatever its user did meanwhile.
      isDue: (conversation, turnId) =>
        (isHandled || event.session.chatProfile !== undefined) &&
        (!conversation.has(BEGUN_KEY) || conversation.hasBegun(turnId)),
      call: (ctx) => this.handlers.find('onChatStart', ctx.chatProfile)?.(ctx),
    };
  }

  /** `onMessage`. */
  message(event: MessageReceivedDto): TurnPlan {
    const { message, files = [] } = event;
    let received: UploadedFile[] = [];
    return {
      ...VISIBLE,
      event,
      endsStart: true,
      run: { name: 'on_message', parentId: message.id, input: message.output },
      prepare: async (turn) => {
        turn.interact(message.output);
        turn.showStep(message, 'created', event.session.id);
        received = await uploadedFiles(turn.files, event.threadId, files);
        for (const file of received) turn.showElement(elementOfFile(file, event.threadId, message.id));
      },
      call: (ctx) =>
        this.handlers.find('onMessage', ctx.chatProfile)?.(incomingMessageOf(message, received), ctx),
    };
  }

  /** The form and the commands as they were, then `onChatResume`. */
  resumed(event: ChatResumedDto): TurnPlan {
    const isHandled = this.handlers.has('onChatResume');
    const { threadId, session } = event;
    let thread: ThreadDict | undefined;
    return {
      ...(isHandled ? VISIBLE : SILENT),
      event,
      ...(isHandled ? { run: { name: 'on_chat_resume', parentId: null, input: '{}' } } : {}),
      renewsUser: true,
      prepare: async (turn) => {
        showFormAgain(turn);
        showCommandsAgain(turn);
        if (isHandled) ({ thread } = await turn.requests.ask(ReadThread, { threadId, owner: session.owner }));
      },
      // A thread that was deleted meanwhile is not resumed.
      call: (ctx) => thread && this.handlers.find('onChatResume', ctx.chatProfile)?.(thread, ctx),
    };
  }

  /** `onChatEnd`; then whoever waits for this end goes on. */
  chatEnded(event: ChatEndedDto): TurnPlan {
    return {
      ...SILENT,
      event,
      call: (ctx) => this.handlers.find('onChatEnd', ctx.chatProfile)?.(ctx),
      ended: () => this.live.unkeep(endingMark(event.session.owner), event.threadId),
    };
  }

  /** `onSettingsUpdate` or `onSettingsEdit`. */
  settings(event: SettingsChangedDto): TurnPlan {
    return settingsPlan(event, this.handlers);
  }

  /** `onConnect` or `onDisconnect`. */
  clientChanged(event: ClientChangedDto): TurnPlan {
    const hook = event.change === 'connected' ? 'onConnect' : 'onDisconnect';
    return { ...SILENT, event, call: (ctx) => this.handlers.find(hook, ctx.chatProfile)?.(ctx) };
  }

  /** The action's handler; what it returns, or the words about why it did not, goes to the instance that asked. */
  action(event: ActionCalledDto): TurnPlan {
    const { action, callId, replyTo } = event;
    let response: Json | undefined;
    return {
      ...SILENT,
      isStoppable: true,
      event,
      prepare: (turn) => turn.interact(action.label || action.name),
      call: async (ctx, turn) => {
        const onAction = this.handlers.findAction(action.name, ctx.chatProfile);
        if (!onAction) throw new UserFacingError(`Nothing here handles the action "${action.name}".`);
        const returned = await onAction(new IncomingAction(action, turn), ctx);
        const offender = returned === undefined ? undefined : firstNonJson(returned);
        if (offender)
          throw new DomainError(
            'invalid_input',
            `onAction "${action.name}": ${offender} of its answer is not JSON.`,
          );
        response = returned ?? undefined;
      },
      ended: async (failure) => {
        const reply: ActionReply = {
          callId,
          ...(failure === undefined ? {} : { error: failure }),
          ...(failure === undefined && response !== undefined ? { response } : {}),
        };
        await this.live.publish(replyTo, JSON.stringify(reply));
      },
    };
  }
}
