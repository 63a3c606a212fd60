import { IsOptional, IsString } from 'class-validator';

/** By which right a file is asked for: one of the two; if both are named, the session counts. */
export class DownloadQuery {
  @IsOptional()
  @IsString()
  session_id?: string;

  @IsOptional()
  @IsString()
  thread_id?: string;
}
