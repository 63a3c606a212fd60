import { Transform } from 'class-transformer';
import { IsString, IsUUID, Length } from 'class-validator';

/** What a thread is to be called (wire protocol §2.2, route 17). */
export class RenameThreadDto {
  @IsUUID()
  threadId: string;

  /** Without the space around it. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(1, 255)
  name: string;
}
