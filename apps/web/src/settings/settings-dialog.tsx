import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SettingsRefused } from '../chat-client/use-settings-form.js';
import { useFocusReturn } from '../shell/use-focus-return.js';
import { SettingsButtons } from './settings-buttons.js';
import { SettingsFields } from './settings-fields.js';
import { useSettingsDraft } from './use-settings-draft.js';

/**
 * The app's settings. Confirming sends the whole form and closes it once the server has it. What the app itself has
 * against them comes later, as a notice: then the form still holds what was confirmed.
 */
export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const draft = useSettingsDraft();
  const { confirmed, onCloseAutoFocus } = useFocusReturn(true);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const confirm = (): void => {
    setIsBusy(true);
    setFailure(undefined);
    const close = (): void => {
      confirmed();
      onClose();
    };
    draft.confirm().then(close, (error: unknown) => {
      setIsBusy(false);
      const reason = error instanceof SettingsRefused ? error.reason : undefined;
      setFailure(reason ?? t('heddle.settings.failed'));
    });
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[min(44rem,92dvh)] w-[min(34rem,calc(100vw-1.5rem))] -translate-1/2 flex-col rounded-2xl border border-line bg-surface shadow-float outline-none"
        >
          <Dialog.Title className="px-6 pt-5 pb-3 text-lg font-semibold">
            {t('chat.settings.title')}
          </Dialog.Title>
          <form
            data-settings-form
            onSubmit={(event) => {
              event.preventDefault();
              // A portal's events go on to the composer, whose form this one is inside of for React.
              event.stopPropagation();
              confirm();
            }}
            className="flex min-h-0 flex-1 flex-col"
          >
            <SettingsFields key={draft.generation} {...draft} />
            <p role="alert" className="px-6 pb-2 text-sm text-danger empty:hidden">
              {failure}
            </p>
            <SettingsButtons isBusy={isBusy} onReset={draft.reset} onClose={onClose} />
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
