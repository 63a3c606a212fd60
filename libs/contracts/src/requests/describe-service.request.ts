import { IsBoolean, IsISO8601, IsString } from 'class-validator';
import { defineRequest } from '../definitions.js';
import type { RequestDefinition } from '../definitions.js';

/** The services of a deployment. */
export const SERVICES = ['auth', 'session', 'profile', 'chat-gateway'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** How does any of the service's replicas do? Without an answer there is none that could. */
export class DescribeServiceQuestion {}

export class DescribeServiceAnswer {
  /** Which replica answers. */
  @IsString()
  instance: string;

  /** Whether it takes new work. */
  @IsBoolean()
  ready: boolean;

  /** When it started: ISO 8601, UTC. */
  @IsISO8601()
  since: string;
}

const describe = (service: ServiceName): RequestDefinition<DescribeServiceQuestion, DescribeServiceAnswer> =>
  defineRequest({
    name: `${service}.describe-service`,
    version: 1,
    service,
    deadlineMs: 1_000,
    question: DescribeServiceQuestion,
    answer: DescribeServiceAnswer,
  });

/** The question to each service. */
export const DescribeService: Readonly<
  Record<ServiceName, RequestDefinition<DescribeServiceQuestion, DescribeServiceAnswer>>
> = {
  auth: describe('auth'),
  session: describe('session'),
  profile: describe('profile'),
  'chat-gateway': describe('chat-gateway'),
};
