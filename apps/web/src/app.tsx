import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { ChatClientProvider } from './chat-client/chat-client-provider.js';
import { rootPath } from './chat-client/endpoint.js';
import { LoginCallbackPage } from './login/login-callback-page.js';
import { LoginPage } from './login/login-page.js';
import { Notifications } from './shell/notifications.js';
import { SignedIn } from './signed-in.js';
import { ThemeProvider } from './theme/theme-provider.js';

export function App() {
  return (
    <ChatClientProvider>
      <ThemeProvider>
        <BrowserRouter basename={rootPath}>
          <Routes>
            <Route path="/login" element={<LoginPage />} />
            <Route path="/login/callback" element={<LoginCallbackPage />} />
            <Route path="/" element={<SignedIn />} />
            <Route path="/thread/:threadId" element={<SignedIn />} />
            <Route path="*" element={<Navigate to="/" replace />} />
          </Routes>
        </BrowserRouter>
        <Notifications />
      </ThemeProvider>
    </ChatClientProvider>
  );
}
