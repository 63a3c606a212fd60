import { Dialog } from 'radix-ui';
import { useId, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../shell/button.js';
import { useFocusReturn } from '../shell/use-focus-return.js';

interface Props {
  isOpen: boolean;
  name: string;
  onCancel: () => void;
  onRename: (name: string) => void;
}

export function RenameDialog({ isOpen, name, onCancel, onRename }: Props) {
  const { t } = useTranslation();
  const field = useId();
  const { onCloseAutoFocus } = useFocusReturn(isOpen);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const next = new FormData(event.currentTarget).get('name');
    if (typeof next === 'string' && next.trim() !== '') onRename(next.trim());
  };

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onCancel()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed top-1/2 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-1/2 rounded-2xl border border-line bg-surface p-6 shadow-float"
        >
          <Dialog.Title className="text-lg font-semibold">
            {t('threadHistory.thread.actions.rename.title')}
          </Dialog.Title>
          <form onSubmit={submit} className="mt-4 flex flex-col gap-5">
            <label htmlFor={field} className="sr-only">
              {t('threadHistory.thread.actions.rename.form.name.label')}
            </label>
            <input
              id={field}
              name="name"
              defaultValue={name}
              maxLength={255}
              className="h-10 rounded-xl border border-line bg-canvas px-3"
            />
            <div className="flex justify-end gap-2">
              <Button onClick={onCancel}>{t('common.actions.cancel')}</Button>
              <Button type="submit" variant="primary">
                {t('threadHistory.thread.menu.rename')}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
