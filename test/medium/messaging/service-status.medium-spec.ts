import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { afterEach, expect, it } from 'vitest';
import { DescribeService } from '#libs/contracts';
import type { Service } from '#libs/messaging';
import { closeMessaging, MessagingModule, openMessaging, RequestClient, startService } from '#libs/messaging';

@Module({})
class AnyService {}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

it('a service says how it does, and a service that is not there says nothing', async () => {
  const parts = await openMessaging('status');
  stops.push(() => closeMessaging(parts));
  const module: DynamicModule = { module: AnyService, imports: [MessagingModule.register(parts)] };
  const service: Service = await startService({ parts, owner: { service: 'profile' }, module });
  stops.push(() => service.stop());
  const client = new RequestClient(parts);
  stops.push(() => client.close());
  expect(await client.ask(DescribeService.profile, {})).toMatchObject({
    instance: parts.instanceId,
    ready: true,
  });
  await expect(client.ask(DescribeService.auth, {}, { deadlineMs: 100 })).rejects.toMatchObject({
    code: 'timeout',
  });
});
