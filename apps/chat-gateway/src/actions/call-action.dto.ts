import { randomUUID } from 'node:crypto';
import { Type } from 'class-transformer';
import { IsObject, IsUUID, ValidateNested } from 'class-validator';
import { ActionDto } from '#libs/contracts';

/** A button as it was sent, or what an element of the app's own calls, which names no more than handler and payload. */
class CalledActionDto extends ActionDto {
  @IsUUID()
  override id: string = randomUUID();
}

/** The body of a call of an action (wire protocol §2.2, route 24). */
export class CallActionDto {
  @IsUUID()
  sessionId: string;

  @IsObject({ message: 'action must be an object' })
  @ValidateNested()
  @Type(() => CalledActionDto)
  action: ActionDto;
}
