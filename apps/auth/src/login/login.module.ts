import { Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuthConfigController } from './auth-config.controller.js';
import { FormFieldsInterceptor } from './login-form.guard.js';
import { LoginController } from './login.controller.js';
import { PasswordCheckService } from './password-check.service.js';
import { PasswordStrategy } from './password.strategy.js';

@Module({
  imports: [UsersModule, TokensModule],
  controllers: [AuthConfigController, LoginController],
  providers: [PasswordCheckService, PasswordStrategy, FormFieldsInterceptor],
})
export class LoginModule {}
