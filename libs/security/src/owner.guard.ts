import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Public } from '#libs/platform';
import { IdentityResolver } from './identity-resolver.js';
import type { OwnedRequest } from './owned-request.js';

/** Lets an HTTP request pass whose owner is known or that asks for a public route, and tells its handler the owner. */
@Injectable()
export class OwnerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly resolver: IdentityResolver,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are identified once, at their handshake; events of the bus come from inside.
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<OwnedRequest>();
    const { setCookies, ...identity } = await this.resolver.resolve(request.headers, 'http');
    request.identity = identity;
    if (setCookies.length > 0) {
      context
        .switchToHttp()
        .getResponse<Response>()
        .append('Set-Cookie', [...setCookies]);
    }
    return true;
  }
}
