import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DescribeUser, DescribeUserAnswer, DescribeUserQuestion, OwnerDto } from '#libs/contracts';
import { Answers } from '#libs/messaging';
import { CurrentOwner, invalidToken } from '#libs/security';
import { UsersService } from './users.service.js';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get('user')
  async currentUser(@CurrentOwner() owner: OwnerDto, @Res() response: Response): Promise<void> {
    // Nest answers null with an empty body, which the client cannot read.
    if (!owner.userId) return void response.json(null);
    const user = await this.users.describe(owner.userId);
    if (!user) throw invalidToken();
    const { displayName, ...rest } = user;
    response.json({ ...rest, display_name: displayName ?? null });
  }

  @Answers(DescribeUser)
  async describeUser({ userId }: DescribeUserQuestion): Promise<DescribeUserAnswer> {
    const user = await this.users.describe(userId);
    return user ? { user } : {};
  }
}
