import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from '../../../../apps/chat-gateway/src/socket/own-origin.js';

const PUBLIC_URL = 'https://chat.example.com';

describe('a socket', () => {
  it.each([
    ['a program that is no browser', {}],
    ['the page at the public address', { origin: 'https://chat.example.com', host: 'gateway:3000' }],
    ['a page at the address that was asked', { origin: 'http://192.168.1.5:8000', host: '192.168.1.5:8000' }],
  ])('may be opened by %s', (_, headers) => {
    expect(isOwnOrigin(headers, PUBLIC_URL)).toBe(true);
  });

  it.each([
    ['a page of another host', 'https://evil.example'],
    ['a page on another port', 'http://127.0.0.1:3000'],
    ['the public address without its protection', 'http://chat.example.com'],
    ['a page without an origin', 'null'],
    ['what is no origin', 'https://'],
  ])('may not be opened by %s', (_, origin) => {
    expect(isOwnOrigin({ origin, host: '127.0.0.1:8000' }, PUBLIC_URL)).toBe(false);
  });
});
