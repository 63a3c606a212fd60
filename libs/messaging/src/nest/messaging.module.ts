import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { EventPublisher } from '../events/event-publisher.js';
import type { MessagingParts } from '../messaging-parts.js';
import { RequestClient } from '../requests/request-client.js';

/** The token of the parts that an application's messaging is built from. */
export const MESSAGING_PARTS = Symbol('MESSAGING_PARTS');

/** Provides `EventPublisher` and `RequestClient` to a whole application. What it consumes starts with `attachBus`. */
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(private readonly client: RequestClient) {}

  /** The module of one application, built from its parts. The log and the live plane stay the caller's to close. */
  static register(parts: MessagingParts): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: MESSAGING_PARTS, useValue: parts },
        { provide: EventPublisher, useFactory: () => new EventPublisher(parts) },
        { provide: RequestClient, useFactory: () => new RequestClient(parts) },
      ],
      exports: [MESSAGING_PARTS, EventPublisher, RequestClient],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
