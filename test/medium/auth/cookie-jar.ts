import { parseSetCookie, stringifyCookie } from 'cookie';

export type FormBody = FormData | URLSearchParams | string;

/** A browser as far as cookies go: keeps what it is told to keep and sends it with every call. */
export class CookieJar {
  readonly cookies: Record<string, string> = {};

  constructor(public origin: string) {}

  async call(method: string, path: string, body?: FormBody): Promise<Response> {
    const headers = { cookie: stringifyCookie(this.cookies) };
    const response = await fetch(`${this.origin}${path}`, { method, headers, body });
    for (const line of response.headers.getSetCookie()) {
      const { name, value = '', maxAge } = parseSetCookie(line);
      if (maxAge === 0) delete this.cookies[name];
      else this.cookies[name] = value;
    }
    return response;
  }

  get(path: string): Promise<Response> {
    return this.call('GET', path);
  }

  /** Posts the form as the client's FormData does. */
  signIn(username: string, password: string): Promise<Response> {
    const form = new FormData();
    form.append('username', username);
    form.append('password', password);
    return this.call('POST', '/login', form);
  }
}
