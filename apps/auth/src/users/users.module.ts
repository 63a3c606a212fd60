import { Module } from '@nestjs/common';
import { UserChangesConsumer } from './user-changes.consumer.js';
import { UserChangesService } from './user-changes.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  controllers: [UserChangesConsumer, UsersController],
  providers: [UserChangesService, UsersService],
  exports: [UsersService],
})
export class UsersModule {}
