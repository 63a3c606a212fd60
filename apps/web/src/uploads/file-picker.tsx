import { useId, type ReactNode } from 'react';
import { acceptAttribute, type FileLimits } from '../chat-client/accepted-files.js';

interface Props {
  limits: FileLimits;
  isDisabled?: boolean;
  /** Whether it has the focus from the beginning. */
  isFirst?: boolean;
  label: string;
  className: string;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** The browser's own choice of files: a real input under a label, so that keyboard and screen reader know it. */
export function FilePicker({
  limits,
  isDisabled = false,
  isFirst = false,
  label,
  className,
  onFiles,
  children,
}: Props) {
  const id = useId();
  return (
    <>
      <input
        id={id}
        type="file"
        data-file-input
        className="peer sr-only"
        aria-label={label}
        disabled={isDisabled}
        autoFocus={isFirst}
        multiple={limits.maxFiles !== 1}
        accept={acceptAttribute(limits)}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file, chosen again, is a change too.
          event.target.value = '';
        }}
      />
      <label
        htmlFor={id}
        title={label}
        className={`cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent peer-disabled:cursor-default peer-disabled:opacity-60 ${className}`}
      >
        {children}
      </label>
    </>
  );
}
