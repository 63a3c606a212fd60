/** One event as it reached the client. */
export interface Received {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** A question that reached the client, and how it is answered. */
export interface Question {
  readonly msg: Record<string, unknown>;
  readonly spec: Record<string, unknown>;
  /** Acknowledges it, as often as it is called. */
  readonly acknowledge: (given: unknown) => void;
}

/** A button as it was sent. */
export interface ShownAction {
  readonly id: string;
  readonly name: string;
  readonly payload: Record<string, unknown>;
  readonly label: string;
  readonly forId: string | null;
}

/** An element as it was sent. */
export interface ShownElement extends Record<string, unknown> {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly forId: string;
}

/** A field of a settings form. */
export interface ShownWidget extends Record<string, unknown> {
  readonly id: string;
  readonly type: string;
  readonly initial: unknown;
}

/** The buttons a page would show now; clients append them, so one that was sent twice is there twice. */
export function actionsIn(received: readonly Received[]): ShownAction[] {
  let shown: ShownAction[] = [];
  for (const { event, data } of received) {
    if (event === 'action') shown.push(data as unknown as ShownAction);
    if (event === 'remove_action') shown = shown.filter(({ id }) => id !== data['id']);
  }
  return shown;
}

/** The elements a page would show now. */
export function elementsIn(received: readonly Received[]): ShownElement[] {
  const shown = new Map<unknown, ShownElement>();
  for (const { event, data } of received) {
    if (event === 'resume_thread') {
      shown.clear();
      for (const element of data['elements'] as ShownElement[]) shown.set(element.id, element);
    }
    if (event === 'element') shown.set(data['id'], data as ShownElement);
    if (event === 'remove_element') shown.delete(data['id']);
  }
  return [...shown.values()];
}

/** The fields of the settings form a page would show now, those of all its pages. */
export function formIn(received: readonly Received[]): ShownWidget[] {
  const sent = received.findLast(({ event }) => event === 'chat_settings')?.data ?? [];
  const items = sent as unknown as (ShownWidget & { readonly inputs?: ShownWidget[] })[];
  return items.flatMap((item) => item.inputs ?? [item]);
}

/** The text of a message as a page would show it now. */
export function textIn(received: readonly Received[], messageId: string): string {
  let text = '';
  for (const { event, data } of received) {
    if (data?.['id'] !== messageId) continue;
    if (event === 'stream_token')
      text = data['isSequence'] ? String(data['token']) : text + String(data['token']);
    else if (['new_message', 'update_message', 'stream_start'].includes(event)) text = String(data['output']);
  }
  return text;
}
