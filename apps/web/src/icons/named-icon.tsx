import { lazy, Suspense } from 'react';
import { assetUrl } from '../chat-client/endpoint.js';

const LucideIcon = lazy(() => import('./lucide-icon.js'));
const ADDRESS = /^(https?:|data:image\/|\/|\.)/;

/** Where the server has the icons that apps give by name: drawings of one colour, which is to be the text's. */
const DRAWING = /\/public\/icons\/[\w-]+\.svg$/;

/** An icon given by the app: a Lucide name, or an address. Takes its place before it is loaded. */
export function NamedIcon({ icon, className }: { icon: string; className: string }) {
  if (DRAWING.test(icon) && isOwn(icon)) return <Drawing url={assetUrl(icon)} className={className} />;
  if (ADDRESS.test(icon))
    return (
      <img data-icon={icon} src={assetUrl(icon)} alt="" className={`${className} shrink-0 object-contain`} />
    );
  return (
    <span aria-hidden data-icon={icon} className={`${className} inline-block shrink-0`}>
      <Suspense>
        <LucideIcon name={icon} />
      </Suspense>
    </span>
  );
}

function Drawing({ url, className }: { url: string; className: string }) {
  return (
    <span
      aria-hidden
      data-icon={url}
      className={`${className} inline-block shrink-0 bg-current`}
      style={{ mask: `url(${JSON.stringify(url)}) center / contain no-repeat` }}
    />
  );
}

function isOwn(address: string): boolean {
  return URL.canParse(address, window.location.href)
    ? new URL(address, window.location.href).origin === window.location.origin
    : false;
}
