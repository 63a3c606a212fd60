import { useTranslation } from 'react-i18next';
import { assetUrl } from '../chat-client/endpoint.js';
import type { Profile, Project } from '../chat-client/project.js';
import { NamedIcon } from '../icons/named-icon.js';
import { Markdown } from '../markdown/markdown.js';
import { AppMark } from './app-mark.js';

/** What an empty conversation begins with: whose it is, and what it is for. */
export function Welcome({ project, profile }: { project: Project; profile: Profile | undefined }) {
  const { t } = useTranslation();
  const description = profile?.description || project.description;
  return (
    <div className="flex max-w-full flex-col items-center gap-4 text-center">
      <span className="flex size-14 items-center justify-center rounded-2xl bg-accent-soft text-accent">
        {profile?.icon ? (
          <NamedIcon icon={profile.icon} className="size-7" />
        ) : project.logoUrl ? (
          <img src={assetUrl(project.logoUrl)} alt="" className="size-8 object-contain" />
        ) : (
          <AppMark className="size-7" />
        )}
      </span>
      <div className="flex max-w-full flex-col items-center gap-1.5">
        <h2 className="text-2xl font-semibold tracking-tight text-balance">{project.name}</h2>
        {description === '' ? (
          <p className="text-soft">{t('heddle.empty.greeting')}</p>
        ) : (
          <div className="max-w-[min(28rem,100%)] text-soft [&_:is(ul,ol,pre)]:text-start">
            <Markdown text={description} />
          </div>
        )}
      </div>
    </div>
  );
}
