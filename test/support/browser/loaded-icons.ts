import type { Page } from 'playwright-core';

/** The icons that a page has fetched from Heddle by name. Call it before the page opens. */
export function loadedIcons(page: Page): {
  readonly names: ReadonlySet<string>;
  readonly failures: string[];
} {
  const names = new Set<string>();
  const failures: string[] = [];
  page.on('response', (response) => {
    const [, name] = /\/public\/icons\/([\w-]+)\.svg$/.exec(new URL(response.url()).pathname) ?? [];
    if (name === undefined) return;
    const isDrawing = response.headers()['content-type']?.startsWith('image/svg+xml') ?? false;
    if ([200, 304].includes(response.status()) && isDrawing) names.add(name);
    else failures.push(`${name}: ${response.status()}`);
  });
  page.on('requestfailed', (request) => {
    if (request.url().includes('/public/icons/')) failures.push(request.url());
  });
  return { names, failures };
}
