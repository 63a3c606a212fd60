import { lazy, Suspense } from 'react';
import { assetUrl } from '../chat-client/endpoint.js';

const LucideIcon = lazy(() => import('./lucide-icon.js'));
const ADDRESS = /^(https?:|data:image\/|\/|\.)/;

/** An icon given by the app: a Lucide name, or an address. Takes its place before it is loaded. */
export function NamedIcon({ icon, className }: { icon: string; className: string }) {
  if (ADDRESS.test(icon))
    return <img src={assetUrl(icon)} alt="" className={`${className} object-contain`} />;
  return (
    <span aria-hidden className={`${className} inline-block shrink-0`}>
      <Suspense>
        <LucideIcon name={icon} />
      </Suspense>
    </span>
  );
}
