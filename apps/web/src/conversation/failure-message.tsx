import TriangleExclamation from 'lucide-react/icons/triangle-exclamation-point';

export function FailureMessage({ text }: { text: string }) {
  return (
    <div
      data-message="failure"
      role="alert"
      className="flex animate-appear gap-3 rounded-xl border border-danger/30 bg-danger-soft px-4 py-3 text-sm text-danger"
    >
      <TriangleExclamation aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
    </div>
  );
}
