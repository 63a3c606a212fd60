import { describe, expectTypeOf, it } from 'vitest';
import { createAccessor, defineChatApp, PersistedUser, User, userSession } from '#libs/sdk';
import type {
  ChatAppDefinition,
  ChatContext,
  IncomingAction,
  IncomingMessage,
  Json,
  JsonObject,
  SessionAccessor,
  ThreadDict,
  UserMetadata,
} from '#libs/sdk';

const session = userSession;

describe('types', () => {
  it('of handlers follow from their names', () => {
    const define = (definition: ChatAppDefinition): unknown => defineChatApp(definition);
    expectTypeOf(define).toBeFunction();
    define({
      onChatResume: (thread, ctx) => {
        expectTypeOf(thread).toEqualTypeOf<ThreadDict>();
        expectTypeOf(ctx).toEqualTypeOf<ChatContext>();
      },
      onMessage: (message) => {
        expectTypeOf(message).toEqualTypeOf<IncomingMessage>();
        return 'text';
      },
      onAction: {
        refund: (action) => {
          expectTypeOf(action).toEqualTypeOf<IncomingAction>();
          return { done: true };
        },
      },
      setChatProfiles: (user) => {
        expectTypeOf(user).toEqualTypeOf<PersistedUser | undefined>();
        return [];
      },
      // @ts-expect-error -- a number is no answer
      onSettingsUpdate: () => 42,
    });
  });

  it('of settings may be said by the handler', () => {
    const app: ChatAppDefinition = {
      onMessage: (_, ctx: ChatContext<{ heat: number }>) => {
        expectTypeOf(ctx.settings.heat).toEqualTypeOf<number>();
      },
    };
    expectTypeOf(app).toExtend<ChatAppDefinition>();
  });

  it('of session values follow from the default, those of built-ins from the key', () => {
    type Get = typeof session.get;
    expectTypeOf<Get>().toBeFunction();
    const read = (): void => {
      expectTypeOf(session.get('count', 0)).toEqualTypeOf<number>();
      expectTypeOf(session.get('theme', 'light')).toEqualTypeOf<string>();
      expectTypeOf(session.get<'light' | 'dark'>('theme', 'light')).toEqualTypeOf<'light' | 'dark'>();
      expectTypeOf(session.get('seen', false)).toEqualTypeOf<boolean>();
      expectTypeOf(session.get('unknown')).toEqualTypeOf<Json | undefined>();
      expectTypeOf(session.get('user')).toEqualTypeOf<PersistedUser | undefined>();
      expectTypeOf(session.get('chat_profile')).toEqualTypeOf<string | undefined>();
      expectTypeOf(session.chatSettings).toEqualTypeOf<JsonObject>();
      // @ts-expect-error -- what is no JSON cannot be kept
      session.set('when', new Date());
      // @ts-expect-error -- nor what holds it
      session.set('visit', { at: [new Date()] });
    };
    expectTypeOf(read).toBeFunction();
  });

  it('of session values may be interfaces', () => {
    interface Cart {
      items: { readonly name: string; count?: number }[];
    }
    interface Visit {
      at: Date;
    }
    const keep = (cart: Cart, visit: Visit): void => {
      session.set('cart', cart);
      expectTypeOf(session.get<Cart>('cart', { items: [] })).toEqualTypeOf<Cart>();
      expectTypeOf(session.get('cart', cart)).toEqualTypeOf<Cart>();
      expectTypeOf(createAccessor<Cart>('cart', { default: { items: [] } }).get()).toEqualTypeOf<Cart>();
      // @ts-expect-error -- a Date is not JSON
      session.set('visit', visit);
      // @ts-expect-error -- nor is it as a default
      createAccessor('visit', { default: visit });
    };
    expectTypeOf(keep).toBeFunction();
  });

  it('of accessors follow from their default', () => {
    expectTypeOf(createAccessor('score', { default: 0 })).toEqualTypeOf<SessionAccessor<number>>();
    expectTypeOf(createAccessor('name', { default: '', scope: 'user' })).returns.toEqualTypeOf<string>();
    expectTypeOf(createAccessor('seen', { default: false }).set)
      .parameter(0)
      .toEqualTypeOf<boolean>();
    expectTypeOf(createAccessor<'dark' | 'light'>('theme', { default: 'dark' })).returns.toEqualTypeOf<
      'dark' | 'light'
    >();
    expectTypeOf(createAccessor('list', { default: ['a'] })).returns.toEqualTypeOf<string[]>();
  });

  it('of users tell what may be changed', () => {
    expectTypeOf<User['metadata']>().toEqualTypeOf<UserMetadata>();
    expectTypeOf<PersistedUser>().toExtend<User>();
    expectTypeOf<PersistedUser['roles']>().toEqualTypeOf<readonly string[]>();
  });
});
