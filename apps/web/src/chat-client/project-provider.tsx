import { chatProfileState, useApi } from '@chainlit/react-client';
import { createContext, useEffect, useMemo, type ReactNode } from 'react';
import { useRecoilState } from 'recoil';
import { pageLanguage } from './endpoint.js';
import { toProject, type Project, type WireSettings } from './project.js';
import { useAccount } from './use-account.js';

export interface ProjectState {
  readonly project: Project | undefined;
  readonly failure: Error | undefined;
}

export const ProjectContext = createContext<ProjectState>({ project: undefined, failure: undefined });

/**
 * react-client's own `useConfig` forgets the settings while it loads another profile's, which would empty the page
 * at every profile switch; this keeps the last answer until the next one is there.
 */
export function ProjectProvider({ children }: { children: ReactNode }) {
  const { isSignedIn } = useAccount();
  const [profileName, setProfileName] = useRecoilState(chatProfileState);
  const query = `language=${pageLanguage()}${profileName ? `&chat_profile=${encodeURIComponent(profileName)}` : ''}`;
  const { data, error } = useApi<WireSettings>(isSignedIn ? `/project/settings?${query}` : null, {
    keepPreviousData: true,
    revalidateOnFocus: false,
  });
  const project = useMemo(() => (data ? toProject(data) : undefined), [data]);

  useEffect(() => {
    if (project === undefined || project.profiles.length === 0) return;
    if (project.profiles.some(({ name }) => name === profileName)) return;
    setProfileName((project.profiles.find(({ isDefault }) => isDefault) ?? project.profiles[0])?.name);
  }, [project, profileName, setProfileName]);

  const state = useMemo(() => ({ project, failure: project ? undefined : error }), [project, error]);
  return <ProjectContext.Provider value={state}>{children}</ProjectContext.Provider>;
}
