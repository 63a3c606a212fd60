/** Two warp threads, each lifted over one weft thread and under the other. */
export function AppMark({ className }: { className: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 32 32"
      fill="none"
      strokeWidth="3.4"
      strokeLinecap="round"
      className={className}
    >
      <g stroke="currentColor">
        <path d="M11 3v26" />
        <path d="M21 3v5.5M21 14.5V29" />
        <path d="M3 11h5M14 11h15" />
        <path d="M3 21h15M24 21h5" />
      </g>
    </svg>
  );
}
