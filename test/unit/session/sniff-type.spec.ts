import { describe, expect, it } from 'vitest';
import { sniffType, SNIFFED_BYTES } from '../../../apps/session/src/files/sniff-type.js';

const text = (said: string): Uint8Array => Buffer.from(said);
const hex = (bytes: string, padding = 64): Uint8Array =>
  Buffer.concat([Buffer.from(bytes, 'hex'), Buffer.alloc(padding)]);

const PNG = hex('89504e470d0a1a0a0000000d49484452');
const JPEG = hex('ffd8ffe000104a464946');
const WEBP = Buffer.concat([text('RIFF'), hex('', 4), text('WEBPVP8 '), hex('')]);
const PDF = text('%PDF-1.7\n1 0 obj\n');
/** A ZIP file's first entry. */
const ZIP = Buffer.concat([hex('504b0304140000000800', 16), text('a'), hex('', 100)]);
const MP4 = Buffer.concat([hex('00000018', 0), text('ftypisom'), hex('')]);
const BINARY = hex('0102030405060708');
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('a file that is what it says', () => {
  it.each([
    ['picture.png', 'image/png', PNG],
    ['photo.JPG', 'image/jpg', JPEG],
    ['report.pdf', 'application/pdf', PDF],
    ['report.docx', DOCX, ZIP],
    ['archive.zip', 'application/x-zip-compressed', ZIP],
    ['clip.m4a', 'audio/x-m4a', MP4],
    ['drawing.svg', 'image/svg+xml', text('<?xml version="1.0"?><svg></svg>')],
    ['rows.csv', 'text/csv', text('a,b\n1,2\n')],
    ['rows.csv', 'application/vnd.ms-excel', text('a,b\n1,2\n')],
    ['rows.csv', 'text/csv', Buffer.from('\ufeffa,b\n', 'utf16le')],
    ['notes.txt', 'text/plain', text('BM is a company; MZ, GIF and BZh are words too.\n')],
    ['notes.txt', 'text/plain', text('GIF is a format.\n')],
    ['alt.txt', 'text/plain', Buffer.from('caf\xe9', 'latin1')],
    ['cut.txt', 'text/plain', text('BM é').subarray(0, 4)],
    ['empty.txt', 'text/plain', text('')],
    ['data.json', 'application/json', text('{"a": 1}')],
    ['no extension', 'image/png', PNG],
    ['model.bin', 'application/x-model', BINARY],
    ['paint.kra', 'application/x-krita', ZIP],
  ])('%s as %s is kept as declared', async (name, declared, head) => {
    const { types, lie } = await sniffType(name, declared, head);
    expect(lie).toBeUndefined();
    expect(types[0]).toBe(declared);
  });

  it.each([
    ['picture', PNG, 'image/png'],
    ['whatever', BINARY, 'application/octet-stream'],
  ])('%s, of which nothing is said, is kept as what it shows', async (name, head, type) => {
    expect(await sniffType(name, 'application/octet-stream', head)).toEqual({ types: [type] });
  });

  it('ignores what is said besides the type', async () => {
    expect((await sniffType('a.txt', 'Text/Plain; charset=utf-8', text('a'))).types).toEqual(['text/plain']);
  });
});

describe('a file that is not what it says', () => {
  it.each([
    ['picture.png', 'image/png', PDF, 'is application/pdf'],
    ['photo.jpg', 'image/jpeg', WEBP, 'is image/webp'],
    ['picture.png', 'image/png', text('<script>alert(1)</script>'), 'is not image/png'],
    ['picture.png', 'image/png', text(''), 'is not image/png'],
    ['rows.csv', 'text/csv', PNG, 'is image/png'],
    ['rows.csv', 'text/csv', PDF, 'is application/pdf'],
    ['rows.csv', 'text/csv', BINARY, 'is not text'],
    ['data.json', 'application/json', text('{"a": "\0"}'), 'is not text'],
    ['report.pdf', 'application/pdf', ZIP, 'is application/zip'],
    ['picture.png', 'application/pdf', PDF, 'is application/pdf'],
    ['notes.txt', 'application/pdf', PDF, 'is application/pdf'],
    ['picture.png', 'application/octet-stream', PDF, 'is application/pdf'],
    ['picture.png', 'text/plain', text('Hello.'), 'is no .png file'],
    ['model.bin', 'application/x-model', PNG, 'is image/png'],
  ])('%s as %s is told so: %s', async (name, declared, head, lie) => {
    expect(await sniffType(name, declared, head)).toMatchObject({ lie });
  });
});

it('looks at the beginning alone, also when it breaks off in the middle of something', async () => {
  const page = Buffer.concat([PDF, Buffer.alloc(SNIFFED_BYTES, 0x20)]).subarray(0, SNIFFED_BYTES);
  for (let length = 0; length < 40; length++) {
    await expect(sniffType('a', 'application/octet-stream', PNG.subarray(0, length))).resolves.toBeDefined();
    await expect(sniffType('a', 'application/octet-stream', ZIP.subarray(0, length))).resolves.toBeDefined();
  }
  expect((await sniffType('a.pdf', 'application/pdf', page)).lie).toBeUndefined();
});
