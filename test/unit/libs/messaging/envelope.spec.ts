import { describe, expect, it } from 'vitest';
import { decodeEnvelope, encodeEnvelope, InvalidRecord } from '#libs/messaging';

const UUID = '01a20f4b-885a-70a9-a48d-e187885b78d4';
const envelope = {
  id: UUID,
  type: 'test.thread-pulled',
  version: 1,
  time: '2026-01-01T00:00:00.000Z',
  key: 'k',
  causationId: UUID,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: { key: 'k', n: 1, text: 'naïve 🧵' },
};

describe('an envelope', () => {
  it('arrives as it was sent', () => {
    expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
    const { causationId: _c, traceparent: _t, ...small } = { ...envelope, key: null };
    expect(decodeEnvelope(encodeEnvelope(small))).toEqual(small);
  });

  it.each([
    ['id', 1],
    ['type', ''],
    ['version', '1'],
    ['time', 'yesterday'],
    ['key', 1],
    ['causationId', {}],
    ['traceparent', 1],
    ['data', 'text'],
  ])('is refused when its %s is %j', (field, value) => {
    const bytes = Buffer.from(JSON.stringify({ ...envelope, [field]: value }));
    expect(() => decodeEnvelope(bytes)).toThrow(InvalidRecord);
    expect(() => decodeEnvelope(bytes)).toThrow(`\`${field}\``);
  });

  it.each([null, Buffer.from('no JSON'), Buffer.from('[]'), Buffer.from('null')])(
    'is refused when it is none',
    (value) => {
      expect(() => decodeEnvelope(value)).toThrow(InvalidRecord);
    },
  );
});
