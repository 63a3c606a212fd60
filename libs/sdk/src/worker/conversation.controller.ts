import { Controller } from '@nestjs/common';
import { ChatProfiles, ChatStarted, MessageReceived, StopRequested } from '#libs/contracts';
import type {
  ChatProfilesAnswer,
  ChatProfilesQuestion,
  ChatStartedDto,
  MessageReceivedDto,
  StopRequestedDto,
} from '#libs/contracts';
import { Answers, OnEvent } from '#libs/messaging';
import type { EventContext } from '#libs/messaging';
import { TurnRunner } from '../turn/turn-runner.js';
import { AppManifest } from './app-manifest.js';

/** What the deployment asks of a chat app's workers. */
@Controller()
export class ConversationController {
  constructor(
    private readonly turns: TurnRunner,
    private readonly manifest: AppManifest,
  ) {}

  @OnEvent(ChatStarted)
  onChatStarted(event: ChatStartedDto, context: EventContext): Promise<void> {
    return this.turns.onChatStarted(event, context);
  }

  @OnEvent(MessageReceived)
  onMessageReceived(event: MessageReceivedDto, context: EventContext): Promise<void> {
    return this.turns.onMessageReceived(event, context);
  }

  @OnEvent(StopRequested)
  onStopRequested(event: StopRequestedDto, context: EventContext): Promise<void> {
    return this.turns.onStopRequested(event, context);
  }

  @Answers(ChatProfiles)
  chatProfiles(question: ChatProfilesQuestion): Promise<ChatProfilesAnswer> {
    return this.manifest.profilesFor(question);
  }
}
