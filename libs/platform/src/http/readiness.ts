import { Injectable } from '@nestjs/common';

/** Whether this service wants new work. */
@Injectable()
export class Readiness {
  private taking = false;

  get isReady(): boolean {
    return this.taking;
  }

  /** From now on the readiness probe answers 200. */
  open(): void {
    this.taking = true;
  }

  /** From now on the readiness probe answers 503: whoever balances load looks elsewhere. */
  close(): void {
    this.taking = false;
  }
}
