import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { defineEvent } from '../definitions.js';
import { APP_NAME } from '../dto/app-manifest.dto.js';
import { ElementDto } from '../dto/element.dto.js';
import { OwnerDto } from '../dto/session.dto.js';
import { StepDto } from '../dto/step.dto.js';
import { ChatOutbound } from '../topics.js';

/** The newest state of a step. */
export class StepOutput {
  @IsIn(['step'])
  kind: 'step' = 'step';

  @ValidateNested()
  @Type(() => StepDto)
  step: StepDto;
}

/** A step that is not to be seen any more. */
export class StepRemovedOutput {
  @IsIn(['step-removed'])
  kind: 'step-removed' = 'step-removed';

  @IsUUID()
  id: string;
}

/** The newest state of an element. */
export class ElementOutput {
  @IsIn(['element'])
  kind: 'element' = 'element';

  @ValidateNested()
  @Type(() => ElementDto)
  element: ElementDto;
}

/** An element that is not to be seen any more. */
export class ElementRemovedOutput {
  @IsIn(['element-removed'])
  kind: 'element-removed' = 'element-removed';

  @IsUUID()
  id: string;
}

/** What the thread is called in the history. */
export class ThreadNamedOutput {
  @IsIn(['thread-named'])
  kind: 'thread-named' = 'thread-named';

  @IsString()
  @MaxLength(255)
  name: string;
}

export type TurnOutput =
  StepOutput | StepRemovedOutput | ElementOutput | ElementRemovedOutput | ThreadNamedOutput;

/** What a turn emitted since its last record. A record of a lower fence never overwrites one of a higher. */
export class TurnEmittedDto {
  @Matches(APP_NAME)
  app: string;

  @IsUUID()
  threadId: string;

  @IsUUID()
  turnId: string;

  /** The fence of the attempt that emitted it: grows with every attempt, in the whole deployment. */
  @IsInt()
  fence: number;

  /**
   * Grows with every record of the turn under one fence, so that a record which is read again late does not undo a
   * newer one. Between turns the last one read counts.
   */
  @IsInt()
  @Min(0)
  sequence: number;

  @ValidateNested()
  @Type(() => OwnerDto)
  owner: OwnerDto;

  @IsOptional()
  @IsString()
  userIdentifier?: string;

  @IsOptional()
  @IsString()
  chatProfile?: string;

  /** Whether the user has said anything in this thread; a thread in which nobody has is not shown in the history. */
  @IsBoolean()
  interacted: boolean;

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => Object, {
    keepDiscriminatorProperty: true,
    discriminator: {
      property: 'kind',
      subTypes: [
        { name: 'step', value: StepOutput },
        { name: 'step-removed', value: StepRemovedOutput },
        { name: 'element', value: ElementOutput },
        { name: 'element-removed', value: ElementRemovedOutput },
        { name: 'thread-named', value: ThreadNamedOutput },
      ],
    },
  })
  outputs: TurnOutput[];
}

export const TurnEmitted = defineEvent({
  name: 'chat.turn-emitted',
  version: 1,
  topic: ChatOutbound,
  lane: 'turns',
  payload: TurnEmittedDto,
  key: (data) => data.threadId,
});
