/** A file as an input of the page is given it. */
export function file(name: string, content: string | Buffer, mimeType: string) {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** A picture of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
