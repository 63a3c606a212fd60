import type { ReactNode } from 'react';
import { RecoilRoot } from 'recoil';
import { ApiProvider } from './api-provider.js';
import { ProjectProvider } from './project-provider.js';
import { SessionProvider } from './session-provider.js';

export function ChatClientProvider({ children }: { children: ReactNode }) {
  return (
    <RecoilRoot>
      <ApiProvider>
        <ProjectProvider>
          <SessionProvider>{children}</SessionProvider>
        </ProjectProvider>
      </ApiProvider>
    </RecoilRoot>
  );
}
