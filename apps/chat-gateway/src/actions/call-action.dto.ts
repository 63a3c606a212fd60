import { Type } from 'class-transformer';
import { IsObject, IsUUID, ValidateNested } from 'class-validator';
import { ActionDto } from '#libs/contracts';

/** The body of a call of an action (wire protocol §2.2, route 24). */
export class CallActionDto {
  @IsUUID()
  sessionId: string;

  /** The button as it was sent. */
  @IsObject({ message: 'action must be an object' })
  @ValidateNested()
  @Type(() => ActionDto)
  action: ActionDto;
}
