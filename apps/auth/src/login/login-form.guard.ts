import { HttpException, Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import { EMPTY } from 'rxjs';
import { requestValidation } from '#libs/platform';
import { AuthSettings } from '../auth-settings.js';
import { LoginFormDto } from './login-form.dto.js';

/** Reads multipart fields; the client posts its form so. */
export const FormFieldsInterceptor = NoFilesInterceptor({
  limits: { fields: 8, parts: 8, fieldSize: 2_048, fieldNameSize: 64 },
});

/**
 * Reads and checks the login form before the Passport guard looks at it. An interceptor alone would come too late:
 * guards run first.
 */
@Injectable()
export class LoginFormGuard implements CanActivate {
  private readonly validation = requestValidation();

  constructor(
    @Inject(FormFieldsInterceptor) private readonly fields: NestInterceptor,
    private readonly settings: AuthSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.settings.signIn === 'off') throw new HttpException({ detail: 'No auth_callback defined' }, 400);
    await this.fields.intercept(context, { handle: () => EMPTY });
    const request = context.switchToHttp().getRequest<Request>();
    const form: unknown = await this.validation.transform(request.body ?? {}, {
      type: 'body',
      metatype: LoginFormDto,
    });
    request.body = form;
    return true;
  }
}
