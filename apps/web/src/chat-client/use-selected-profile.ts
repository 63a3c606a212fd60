import { chatProfileState } from '@chainlit/react-client';
import { useRecoilValue } from 'recoil';
import type { Profile } from './project.js';
import { useProject } from './use-project.js';

export function useSelectedProfile(): Profile | undefined {
  const { project } = useProject();
  const selected = useRecoilValue(chatProfileState);
  return project?.profiles.find(({ name }) => name === selected);
}
