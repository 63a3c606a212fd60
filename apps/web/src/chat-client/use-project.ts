import { useContext } from 'react';
import { ProjectContext, type ProjectState } from './project-provider.js';

export function useProject(): ProjectState {
  return useContext(ProjectContext);
}
