import { Controller } from '@nestjs/common';
import {
  ActionCalled,
  AskAnswered,
  ChatEnded,
  ChatProfiles,
  ChatResumed,
  ChatStarted,
  ChatStarters,
  ClientChanged,
  MessageReceived,
  SettingsChanged,
  StopRequested,
} from '#libs/contracts';
import type {
  ActionCalledDto,
  AskAnsweredDto,
  ChatEndedDto,
  ChatProfilesAnswer,
  ChatProfilesQuestion,
  ChatResumedDto,
  ChatStartedDto,
  ChatStartersAnswer,
  ChatStartersQuestion,
  ClientChangedDto,
  MessageReceivedDto,
  SettingsChangedDto,
  StopRequestedDto,
} from '#libs/contracts';
import { Answers, OnEvent } from '#libs/messaging';
import type { EventContext } from '#libs/messaging';
import { TurnControl } from '../turn/turn-control.js';
import { TurnPlans } from '../turn/turn-plans.js';
import { TurnRunner } from '../turn/turn-runner.js';
import { AppManifest } from './app-manifest.js';

/** What the deployment asks of a chat app's workers. */
@Controller()
export class ConversationController {
  constructor(
    private readonly turns: TurnRunner,
    private readonly plans: TurnPlans,
    private readonly control: TurnControl,
    private readonly manifest: AppManifest,
  ) {}

  @OnEvent(ChatStarted)
  onChatStarted(event: ChatStartedDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.started(event), context);
  }

  @OnEvent(MessageReceived)
  onMessageReceived(event: MessageReceivedDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.message(event), context);
  }

  @OnEvent(ChatResumed)
  onChatResumed(event: ChatResumedDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.resumed(event), context);
  }

  @OnEvent(ChatEnded)
  onChatEnded(event: ChatEndedDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.chatEnded(event), context);
  }

  @OnEvent(ClientChanged)
  onClientChanged(event: ClientChangedDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.clientChanged(event), context);
  }

  @OnEvent(SettingsChanged)
  onSettingsChanged(event: SettingsChangedDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.settings(event), context);
  }

  @OnEvent(ActionCalled)
  onActionCalled(event: ActionCalledDto, context: EventContext): Promise<void> {
    return this.turns.run(this.plans.action(event), context);
  }

  @OnEvent(StopRequested)
  onStopRequested(event: StopRequestedDto, context: EventContext): Promise<void> {
    return this.control.stop(event, context);
  }

  @OnEvent(AskAnswered)
  onAskAnswered(event: AskAnsweredDto, context: EventContext): Promise<void> {
    return this.control.answer(event, context);
  }

  @Answers(ChatProfiles)
  chatProfiles(question: ChatProfilesQuestion): Promise<ChatProfilesAnswer> {
    return this.manifest.profilesFor(question);
  }

  @Answers(ChatStarters)
  chatStarters(question: ChatStartersQuestion): Promise<ChatStartersAnswer> {
    return this.manifest.startersFor(question);
  }
}
