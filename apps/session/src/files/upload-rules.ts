import { DEFAULT_MAX_SIZE_MB } from '#libs/contracts';
import type { AcceptedFiles, AppFeaturesDto, AskSpecDto } from '#libs/contracts';

const MIB = 1024 * 1024;

/** Which files are taken. */
export interface UploadRules {
  /** Absent: any. */
  readonly accept?: AcceptedFiles | undefined;
  readonly maxMb: number;
  readonly maxBytes: number;
}

/** The rules of a question for files, or of what users may send of their own accord. */
export function uploadRules({
  accept,
  maxSizeMb = DEFAULT_MAX_SIZE_MB,
}: Pick<AskSpecDto, 'accept' | 'maxSizeMb'> | AppFeaturesDto['spontaneousFileUpload']): UploadRules {
  return { accept, maxMb: maxSizeMb, maxBytes: Math.floor(maxSizeMb * MIB) };
}
