/** The path prefix the server is mounted under: empty, or `/prefix` without a trailing slash. */
export const rootPath: string =
  document.querySelector<HTMLMetaElement>('meta[property="og:root_path"]')?.content.replace(/\/+$/, '') ?? '';

export const endpoint: string = window.location.origin + rootPath;

/** Icon and element addresses may be absolute, or start at the server's root without its prefix. */
export function assetUrl(address: string): string {
  const isServerPath = address.startsWith('/') && !address.startsWith('//');
  return isServerPath && rootPath !== '' && !address.startsWith(`${rootPath}/`)
    ? rootPath + address
    : address;
}

/** The server refuses language tags of another shape with 422. */
export function pageLanguage(): string {
  const pattern = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,4})?(-[a-zA-Z0-9]{2,8})?$/;
  return pattern.test(navigator.language) ? navigator.language : 'en-US';
}
