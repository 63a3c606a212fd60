import { HttpException } from '@nestjs/common';

/** Why a file is not taken or not given, in the words of the wire protocol (§2.2, routes 25 and 26) and of what went wrong. */
export const refusal = {
  sessionNotFound: () => refuse(404, 'Session not found'),
  askNotFound: () => refuse(404, 'Parent message not found'),
  notYourSession: () => refuse(401, 'You are not authorized to upload files for this session'),
  notEnabled: () => refuse(400, 'File upload is not enabled'),
  type: (why: string) => refuse(400, `File type not allowed: ${why}`),
  size: (why: string) => refuse(400, `File size too large: ${why}`),
  noFile: () => refuse(422, 'There is no file; send one, as the field "file" of multipart/form-data'),
  brokenOff: () => refuse(400, 'The file did not arrive whole; send it again'),
  name: (longest: number) =>
    refuse(422, `The name of the file is too long; shorten it to ${longest} characters`),
  unauthorized: () => refuse(401, 'Unauthorized'),
  notYourFile: () => refuse(401, 'You are not authorized to download files from this session'),
  fileNotFound: () => refuse(404, 'File not found'),
  noRange: (size: number) => refuse(416, `The file has ${size} bytes; ask for some of them`),
} as const;

function refuse(status: number, detail: string): HttpException {
  return new HttpException({ detail }, status);
}
