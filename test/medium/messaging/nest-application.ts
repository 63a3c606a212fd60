import type { INestApplication, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { AttachedBus, BusOwner, MessagingParts } from '#libs/messaging';
import { attachBus, MessagingModule } from '#libs/messaging';

/** One running instance of a service or a worker. */
export interface Instance {
  readonly app: INestApplication;
  readonly bus: AttachedBus;
  readonly parts: MessagingParts;
}

/** Starts an instance with these controllers and attaches it to the bus. */
export async function startInstance(
  parts: MessagingParts,
  owner: BusOwner,
  controllers: readonly Type[],
): Promise<Instance> {
  const testing = await Test.createTestingModule({
    imports: [MessagingModule.register(parts)],
    controllers: [...controllers],
  }).compile();
  const app = testing.createNestApplication({ logger: false });
  const bus = await attachBus(app, { ...owner, parts });
  return { app, bus, parts };
}
