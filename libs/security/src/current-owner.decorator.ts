import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { OwnerDto } from '#libs/contracts';
import { invalidToken } from './access-token-verifier.js';
import type { Identity } from './identity.js';
import type { OwnedRequest } from './owned-request.js';

/** The handler's parameter is who makes the request, with roles and login: an `Identity`. */
export const CurrentIdentity = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  const { identity } = context.switchToHttp().getRequest<OwnedRequest>();
  if (!identity) throw invalidToken();
  return identity;
});

/** The handler's parameter is the request's `OwnerDto`: a user, or a guest when sign-in is off. */
export const CurrentOwner = createParamDecorator((_: unknown, context: ExecutionContext): OwnerDto => {
  const { identity } = context.switchToHttp().getRequest<OwnedRequest>();
  if (!identity) throw invalidToken();
  return identity.owner;
});
