import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

class PaginationDto {
  @IsInt()
  @Min(1)
  first: number;

  /** The last thread of the page before. */
  @IsOptional()
  @IsUUID()
  cursor?: string | null;
}

class ThreadFilterDto {
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  search?: string | null;

  @IsOptional()
  @IsIn([0, 1])
  feedback?: 0 | 1 | null;
}

/** Which threads are asked for (wire protocol §6.5). */
export class ListThreadsDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => PaginationDto)
  pagination: PaginationDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => ThreadFilterDto)
  filter: ThreadFilterDto;
}
