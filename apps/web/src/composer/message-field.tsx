import { useEffect, useLayoutEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { COMPOSER_ID, focusComposer } from './focus-composer.js';

const MAX_HEIGHT_PX = 220;

interface Props {
  label: string;
  text: string;
  onChange: (text: string) => void;
  onEnter: () => void;
  /** Keys that something beside the field is steered with; true when it took one. */
  onKey: (key: string) => boolean;
  onFiles: ((files: readonly File[]) => void) | undefined;
  /** The list that the field is at one entry of. */
  menu: { id: string; optionId: string | undefined } | undefined;
}

/** Grows with its text up to a third of a screen. Enter sends, Shift+Enter begins a line. */
export function MessageField({ label, text, onChange, onEnter, onKey, onFiles, menu }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(focusComposer, []);

  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [text]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, Enter chooses a character.
    if (event.nativeEvent.isComposing) return;
    if (onKey(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    onEnter();
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const files = [...event.clipboardData.files];
    // What is copied from a text program is text, with a picture of it beside.
    if (onFiles === undefined || files.length === 0 || event.clipboardData.types.includes('text/plain'))
      return;
    event.preventDefault();
    onFiles(files);
  };

  return (
    <>
      <label htmlFor={COMPOSER_ID} className="sr-only">
        {label}
      </label>
      <textarea
        id={COMPOSER_ID}
        ref={field}
        rows={1}
        dir="auto"
        value={text}
        aria-autocomplete={menu && 'list'}
        aria-controls={menu?.id}
        aria-activedescendant={menu?.optionId}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        placeholder={label}
        className="min-h-9 flex-1 resize-none bg-transparent py-1.5 text-base leading-6 outline-none placeholder:text-muted sm:text-[15px]"
      />
    </>
  );
}
