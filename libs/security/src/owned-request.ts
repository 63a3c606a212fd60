import type { Request } from 'express';
import type { Identity } from './identity.js';

/** An HTTP request after the guard: `identity` is absent on public routes only. */
export interface OwnedRequest extends Request {
  identity?: Identity;
}
