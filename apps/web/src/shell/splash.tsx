import { AppMark } from './app-mark.js';

export function Splash({ label }: { label: string }) {
  return (
    <main role="status" className="flex h-full items-center justify-center text-accent">
      <AppMark className="size-10 animate-pulse" />
      <span className="sr-only">{label}</span>
    </main>
  );
}
