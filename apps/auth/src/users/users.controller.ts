import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DescribeUser, DescribeUserAnswer, DescribeUserQuestion, OwnerDto } from '#libs/contracts';
import { Answers } from '#libs/messaging';
import type { QuestionContext } from '#libs/messaging';
import { CurrentOwner, invalidToken } from '#libs/security';
import { UserChangesService } from './user-changes.service.js';
import { UsersService } from './users.service.js';

/** What is left of a question's time for reading the user and for the answer's way. */
const ANSWERING_MS = 250;

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChangesService,
  ) {}

  /** Route 9 of the wire protocol: who is signed in, with roles and groups; null for a guest. 401 without sign-in. */
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
  async describeUser(
    { userId, after }: DescribeUserQuestion,
    { deadline, signal }: QuestionContext,
  ): Promise<DescribeUserAnswer> {
    if (after) await this.changes.waitFor(after, deadline - ANSWERING_MS, signal);
    const user = await this.users.describe(userId);
    return user ? { user } : {};
  }
}
