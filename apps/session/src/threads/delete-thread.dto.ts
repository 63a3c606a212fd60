import { IsUUID } from 'class-validator';

/** Which thread is to be gone (wire protocol §2.2, route 18). */
export class DeleteThreadDto {
  @IsUUID()
  threadId: string;
}
