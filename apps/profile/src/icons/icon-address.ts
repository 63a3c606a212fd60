const LUCIDE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Where a client finds an icon: a Lucide name has an address here, an address stays as it is. */
export function iconAddress(icon: string | undefined): string | null {
  if (!icon) return null;
  return LUCIDE_NAME.test(icon) ? `/public/icons/${icon}.svg` : icon;
}
