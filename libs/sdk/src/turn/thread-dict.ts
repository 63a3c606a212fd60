import type { ElementDto, JsonObject, StepDto } from '#libs/contracts';

/** A conversation as the history holds it. */
export interface ThreadDict {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly name?: string | null;
  readonly userId?: string | null;
  readonly userIdentifier?: string | null;
  readonly tags?: readonly string[] | null;
  readonly metadata: JsonObject;
  /** Flat, oldest first; a parent comes before its children. */
  readonly steps: readonly StepDto[];
  readonly elements: readonly ElementDto[];
}
