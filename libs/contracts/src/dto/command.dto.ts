import { IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';

/** Something the user may pick to go with a message (wire protocol §6.10). */
export class CommandDto {
  /** Arrives as the message's `command`. */
  @IsString()
  @Length(1, 255)
  id: string;

  @IsString()
  @MaxLength(2_000)
  description: string;

  /** A Lucide name. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  icon?: string;

  /** Whether it is a button of the composer rather than an entry of its menu. */
  @IsOptional()
  @IsBoolean()
  button?: boolean;

  /** Whether it stays picked for the next message. */
  @IsOptional()
  @IsBoolean()
  persistent?: boolean;

  /** Whether it is picked from the beginning. */
  @IsOptional()
  @IsBoolean()
  selected?: boolean;
}
