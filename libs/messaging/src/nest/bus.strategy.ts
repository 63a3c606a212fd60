import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import { Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';

/** A controller's method as Nest hands it over, and what its decorator said. */
export interface RegisteredHandler<D> {
  readonly definition: D;
  /** Resolves with what the method returned, rejects with what it threw. */
  call(data: object, context: object): Promise<unknown>;
}

/**
 * Collects the handlers that Nest finds for one transport. It consumes nothing by itself: an app's events and
 * questions are two transports and one consumer group, so `attachBus` joins the groups when it knows all handlers.
 */
export class BusStrategy<D> extends Server implements CustomTransportStrategy {
  /** An event handler's failure comes back to us; Nest need not report it. */
  override readonly propagatesEventHandlerErrors = true;
  readonly registered: RegisteredHandler<D>[] = [];
  private onClose: (() => Promise<void>) | undefined;

  /** @param definitionOf finds the event or request in what the decorator said; undefined when it is not ours */
  constructor(
    override readonly transportId: symbol,
    private readonly definitionOf: (extras: Readonly<Record<string, unknown>>) => D | undefined,
  ) {
    super();
  }

  override addHandler(
    _pattern: unknown,
    callback: MessageHandler,
    _isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    const definition = this.definitionOf(extras);
    if (definition === undefined) return;
    this.registered.push({ definition, call: (data, context) => resultOf(callback, data, context) });
  }

  /** What ends consumption, for when the application is closed without having been drained. */
  closeWith(onClose: () => Promise<void>): void {
    this.onClose = onClose;
  }

  override listen(callback: () => void): void {
    callback();
  }

  override async close(): Promise<void> {
    await this.onClose?.();
  }

  override on(): void {}

  override unwrap<T>(): T {
    return this as unknown as T;
  }
}

/** A method that throws *resolves* in Nest, with an observable that fails. */
async function resultOf(callback: MessageHandler, data: object, context: object): Promise<unknown> {
  const result: unknown = await callback(data, context);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}
