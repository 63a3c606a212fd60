/** A file of the user's. */
export interface LocalFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Buffer;
}

/** What an HTTP call came to. */
export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Reads what an HTTP call came to. */
export async function answered(response: Response): Promise<Answered> {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The payload of `client_message`. */
export function messageBody(output: string, id: string, files: readonly string[]): object {
  return { message: clientMessage(output, id), fileReferences: files.map((file) => ({ id: file })) };
}

/** A message as the page writes it. */
export function clientMessage(output: string, id: string): object {
  return {
    threadId: '',
    id,
    name: 'User',
    type: 'user_message',
    output,
    createdAt: new Date().toISOString(),
  };
}
